"""What somebody of the town says when they make, end or replace cards."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from ehrenamtskarte.enums import CardEnd
from ehrenamtskarte.issuing.batches import approved_applications, loose_cards, start_batch
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.looks import look_of
from ehrenamtskarte.issuing.renewing import last_application
from ehrenamtskarte.models import Card, CardApplication, CardBatch, CardDesign
from ehrenamtskarte.printing.looks import check_look
from municipalities.models import Municipality

# Why somebody of the town ends a card; the rest follows from what is done.
# Nothing is chosen beforehand: what ends a card can't be undone, and the holder reads why.
_NONE = ("", _("Please choose"))
REASONS = [
    _NONE,
    *(
        (end.value, end.label)
        for end in CardEnd
        if end not in (CardEnd.CHANGED, CardEnd.RENEWED, CardEnd.NEW_PHONE)
    ),
]
AGAIN = [
    _NONE,
    *((end.value, end.label) for end in (CardEnd.LOST, CardEnd.STOLEN, CardEnd.CHANGED)),
]
WHY = {"required": _("Please choose why.")}


class BatchForm(WagtailAdminModelForm):
    """Whose cards are made."""

    applications = forms.ModelMultipleChoiceField(
        label=_("Only these applications"),
        help_text=_("Nothing ticked: everything that the town has to make and to print."),
        queryset=CardApplication.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    cards = forms.ModelMultipleChoiceField(
        label=_("Only these replacements"),
        help_text=_("Made because a card was lost or a name has changed, and not printed yet."),
        queryset=Card.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = CardBatch
        fields = ["municipality"]

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self.user = for_user
        towns = list(Municipality.objects.managed_by(for_user).order_by("name"))
        counts = {town.pk: approved_applications(town).count() for town in towns}
        again = {town.pk: loose_cards(town).count() for town in towns}
        town = self.fields["municipality"]
        town.queryset = Municipality.objects.filter(pk__in=[one.pk for one in towns])
        town.label_from_instance = lambda one: (
            _("%(town)s: %(count)d approved, %(again)d to be replaced")
            % {
                "town": one.name,
                "count": counts.get(one.pk, 0),
                "again": again.get(one.pk, 0),
            }
        )
        if len(towns) == 1:
            town.initial = towns[0]
        approved = CardApplication.objects.none()
        for one in towns:
            approved = approved | approved_applications(one)
        chosen = self.fields["applications"]
        chosen.queryset = approved.select_related("municipality").order_by(
            "municipality__name", "search_name", "pk"
        )
        chosen.label_from_instance = lambda one: (
            f"{one.name} · {one.get_card_type_display()} · {one.municipality}"
        )
        if any(again.values()):
            loose = Card.objects.none()
            for one in towns:
                loose = loose | loose_cards(one)
            replacements = self.fields["cards"]
            replacements.queryset = loose.select_related("municipality").order_by(
                "municipality__name", "search_name", "pk"
            )
            replacements.label_from_instance = lambda one: (
                f"{one.name} · {one.number} · {one.municipality}"
            )
        else:
            del self.fields["cards"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if (town := cleaned.get("municipality")) and not self.errors:
            applications, cards = (
                list(cleaned.get(name) or ()) for name in ("applications", "cards")
            )
            is_all = not applications and not cards
            try:
                self.instance = start_batch(
                    municipality=town,
                    applications=None if is_all else applications,
                    cards=None if is_all else cards,
                    by=self.user,
                )
            except IssueError as error:
                raise ValidationError(str(error), code=error.code) from error
        return cleaned

    def _post_clean(self) -> None:
        """The service has made the row; the form has nothing to put into it."""

    def save(self, commit: bool = True) -> CardBatch:
        return self.instance


class RevokeForm(forms.Form):
    end = forms.ChoiceField(label=_("Why"), choices=REASONS, error_messages=WHY)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Stands in the history and in the mail to the holder."),
        max_length=300,
        required=False,
    )


class ReplaceForm(forms.Form):
    """A new card for somebody who has one; what is changed is filled in with what was."""

    end = forms.ChoiceField(label=_("Why"), choices=AGAIN, error_messages=WHY)
    first_name = forms.CharField(label=_("First name"), max_length=60)
    last_name = forms.CharField(label=_("Last name"), max_length=60)
    municipality = forms.ModelChoiceField(
        label=_("Town"), queryset=Municipality.objects.none(), empty_label=None
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, card: Card, user: Any, **kwargs: Any) -> None:
        first, _blank, last = card.name.rpartition(" ")
        before = last_application(card)
        if before and before.name == card.name:
            first, last = before.first_name, before.last_name
        kwargs["initial"] = {
            "first_name": first,
            "last_name": last,
            "municipality": card.municipality,
        }
        super().__init__(*args, **kwargs)
        towns = self.fields["municipality"]
        towns.queryset = Municipality.objects.managed_by(user).order_by("name")  # type: ignore[attr-defined]


class HandedOverForm(forms.Form):
    on = forms.DateField(
        label=_("Handed over on"),
        input_formats=["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"],
        widget=AdminDateInput(format="%d.%m.%Y"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)


class NothingForm(forms.Form):
    """Nothing to say but yes."""


class DesignForm(WagtailAdminModelForm):
    """A town's look; what would not print well is said beside its field."""

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        if "municipality" in self.fields:
            own = Municipality.objects.managed_by(for_user).order_by("name")
            kept = self.instance.pk
            if kept:
                self.fields["municipality"].queryset = own.filter(pk=self.instance.municipality_id)
            else:
                towns = own.filter(card_design=None)
                self.fields["municipality"].queryset = towns
                if len(towns) == 1:
                    self.fields["municipality"].initial = towns[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.errors:
            return cleaned
        for error in check_look(look_of(CardDesign(**_without_letter(cleaned)))):
            self.add_error(
                error.field if error.field in self.fields else None,
                ValidationError(str(error), code=error.code),
            )
        return cleaned


def _without_letter(cleaned: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in CardDesign._meta.get_fields()} - {"letter_text"}
    return {name: value for name, value in cleaned.items() if name in names}
