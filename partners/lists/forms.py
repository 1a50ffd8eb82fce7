from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.temp import NamedTemporaryFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from municipalities.models import Municipality
from partners.enums import DoubtAnswer, DoubtKind
from partners.lists.columns import SAMPLE, Hints, find_columns, header_score
from partners.lists.doubts import ANSWERS
from partners.lists.errors import ListFileError
from partners.lists.known import hints_of
from partners.lists.options import is_bound_to_town
from partners.lists.services import receive_list
from partners.lists.tables import LARGEST_FILE, open_table
from partners.models import PartnerCategory, PartnerList, PartnerListDoubt, PartnerListRun


class UploadForm(WagtailAdminModelForm):
    """Asks for a state of a list and says at once if the file is none."""

    name = forms.CharField(
        label=_("name of the new list"),
        max_length=120,
        required=False,
        help_text=_("Only for a new list, for example: Akzeptanzstellen des Stadtmarketings."),
    )

    class Meta:
        model = PartnerListRun
        fields = ["partner_list", "municipality", "file"]
        labels = {"partner_list": _("Which list is it?")}
        help_texts = {
            "partner_list": _("Choose the list of which this is a newer state."),
            "municipality": _("Only for a new list: the town whose list it is."),
            "file": _(
                "CSV or XLSX with a line of column names: name, street, postcode, town, benefit …"
            ),
        }

    field_order = ["partner_list", "name", "municipality", "file"]

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self.user = for_user
        self.fields["file"].required = True
        lists = PartnerList.objects.managed_by(for_user)
        known = self.fields["partner_list"]
        known.queryset = lists
        known.required = False
        known.empty_label = _("A new list")
        known.initial = lists.first() if lists.count() == 1 else None
        own = Municipality.objects.managed_by(for_user)
        town = self.fields["municipality"]
        town.queryset = own
        if is_bound_to_town(for_user):
            town.empty_label = None
            town.initial = own.first()
            town.required = True
        else:
            town.empty_label = _("The whole association")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST_FILE:
            error = ListFileError(ListFileError.Code.TOO_LARGE)
            raise ValidationError(str(error), code=error.code)
        try:
            with NamedTemporaryFile() as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
                copy.flush()
                table = open_table(Path(copy.name), header_score)
                rows = [record.cells for record in table.records() if record.problem is None]
                known = self.cleaned_data.get("partner_list")
                hints = Hints(hints_of(known)) if known else None
                find_columns(table.header, rows[:SAMPLE], hints)
                if not rows:
                    raise ListFileError(ListFileError.Code.NO_ROW)
        except ListFileError as error:
            raise ValidationError(str(error), code=error.code) from error
        finally:
            file.seek(0)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("partner_list"):
            name = (cleaned.get("name") or "").strip()
            town = cleaned.get("municipality")
            if not name:
                self.add_error("name", _("Please give the new list a name."))
            elif PartnerList.objects.filter(name=name, municipality=town).exists():
                self.add_error("name", _("There is a list of this name already."))
        return cleaned

    def save(self, commit: bool = True) -> PartnerListRun:
        self.instance = receive_list(
            file=self.cleaned_data["file"],
            partner_list=self.cleaned_data["partner_list"],
            name=(self.cleaned_data.get("name") or "").strip(),
            municipality=self.cleaned_data.get("municipality"),
            user=self.user,
        )
        return self.instance


class DoubtForm(forms.Form):
    """One question about a row: the answers that fit it, one for each shop that may be meant."""

    def __init__(
        self, *args: Any, doubt: PartnerListDoubt, names: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, str]] = []
        for answer in ANSWERS[DoubtKind(doubt.kind)]:
            if answer != DoubtAnswer.SAME:
                choices.append((answer.value, str(answer.label)))
                continue
            for candidate, name in zip(doubt.candidates, names, strict=True):
                label = _("It is “%(name)s”.") % {"name": name}
                choices.append((f"{answer.value}:{candidate['target']}", str(label)))
        self.fields["answer"] = forms.ChoiceField(
            label=_("Your decision"), choices=choices, widget=forms.RadioSelect
        )
        first = doubt.candidates[0].get("target", "") if doubt.candidates else ""
        given = (doubt.answer, doubt.chosen) if doubt.answer else (doubt.proposal, first)
        if given[0]:
            is_same = given[0] == DoubtAnswer.SAME
            self.initial["answer"] = f"{given[0]}:{given[1]}" if is_same else given[0]

    def decision(self) -> tuple[DoubtAnswer, str]:
        """The answer, and the target of the shop that is meant."""
        answer, _colon, chosen = self.cleaned_data["answer"].partition(":")
        return DoubtAnswer(answer), chosen


class CategoriesForm(forms.Form):
    """Which of our categories those of the list are."""

    NONE = "-"

    def __init__(self, *args: Any, open_categories: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Decide later")),
            (self.NONE, _("None of them")),
            *PartnerCategory.objects.filter(is_active=True).values_list("slug", "label"),
        ]
        self.names: dict[str, str] = {}
        for number, one in enumerate(open_categories[:60]):
            key = f"category_{number}"
            self.names[key] = str(one["name"])
            self.fields[key] = forms.ChoiceField(
                label=str(one["name"]),
                choices=choices,
                required=False,
                initial=one.get("guess") or "",
                help_text=ngettext(
                    "%(number)d shop: %(examples)s",
                    "%(number)d shops, for example %(examples)s",
                    one["number"],
                )
                % {"number": one["number"], "examples": ", ".join(one["examples"])},
            )

    def said(self) -> dict[str, str]:
        """The list's names with our address parts, those that were decided."""
        return {
            name: "" if value == self.NONE else value
            for key, name in self.names.items()
            if (value := self.cleaned_data.get(key))
        }
