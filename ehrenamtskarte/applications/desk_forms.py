from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.applications.collective_table import (
    LARGEST_FILE,
    LONGEST_TEXT,
    TableError,
    as_text,
    rows_of_file,
    rows_of_text,
)
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.forms import CHECK_ADDRESS
from ehrenamtskarte.enums import CardType, Pay
from engagement.forms import DayField

Code = CardApplicationError.Code


class CollectiveForm(forms.Form):
    """People as a table, and what holds for all of them."""

    card_type = forms.TypedChoiceField(
        label=_("Which card?"), choices=CardType.choices, coerce=int, initial=CardType.STANDARD
    )
    file = forms.FileField(
        label=_("Table as a file (CSV or XLSX)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    table = forms.CharField(
        label=_("Or the list here"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_(
            "One person a line, the columns with a semicolon between them, or pasted from a"
            " spreadsheet. The first line names the columns."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "card-table"}),
    )
    pay = forms.ChoiceField(
        label=_("What do they get for it?"),
        choices=[("", _("It differs: the town asks them")), *Pay.choices],
        required=False,
    )
    goes_on = forms.BooleanField(label=_("All of them mean to go on."), required=False)
    agreed = forms.BooleanField(
        label=_("All of them know of it and agree that we pass on what stands in the table."),
        error_messages={"required": _("Please ask them first.")},
    )

    def clean_file(self) -> list[list[str]] | None:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return None
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(
                _("This file is larger than %(limit)s.") % {"limit": filesizeformat(LARGEST_FILE)}
            )
        try:
            return rows_of_file(file.name or "", file.read())
        except TableError as error:
            raise ValidationError(str(error)) from error

    def clean_table(self) -> list[list[str]] | None:
        text = self.cleaned_data["table"]
        if not text.strip():
            return None
        try:
            return rows_of_text(text)
        except TableError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.rows:
            raise ValidationError(_("Please choose a file, or write the list here."))
        return cleaned

    @property
    def rows(self) -> list[list[str]]:
        """The cells; of a file, if there is one."""
        rows: list[list[str]] = (
            self.cleaned_data.get("file") or self.cleaned_data.get("table") or []
        )
        return rows

    def with_table(self) -> "CollectiveForm":
        """The same form to go on with: what was in the file stands in the list now."""
        sent: Any = self.data
        form = CollectiveForm({**sent.dict(), "table": as_text(self.rows)})
        form.is_valid()
        return form


class ProposalForm(forms.Form):
    """Whom an organisation proposes for the jubilee card."""

    first_name = forms.CharField(label=_("First name"), max_length=60)
    last_name = forms.CharField(label=_("Last name"), max_length=60)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The person gets a link there, adds what is missing and hands it in."),
        error_messages={"invalid": CHECK_ADDRESS},
    )
    role = forms.CharField(label=_("What does the person do with you?"), max_length=160)
    since = DayField(label=_("Since when?"), help_text=_("About the right day will do."))

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise ValidationError(Code.IN_FUTURE.label)
        return since
