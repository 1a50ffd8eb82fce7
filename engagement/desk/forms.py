from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagement.forms import DayField, HoursField
from engagement.models import Engagement


class PersonForm(forms.Form):
    """Somebody who volunteers here, with account or without."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("With it the person can see their hours and add to them."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    role = forms.CharField(
        label=_("As what?"), max_length=160, help_text=_("For example: treasurer")
    )
    since = DayField(label=_("Since when?"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            raise ValidationError(_("Please give an e-mail address or a telephone number."))
        return cleaned


class DayEntryForm(forms.Form):
    """Hours that the organisation records for one person."""

    worked_on = DayField(label=_("Day"))
    hours = HoursField(label=_("Hours"), help_text=_("For example 2, 2,5 or 2:30"))
    note = forms.CharField(label=_("What was done (optional)"), max_length=240, required=False)


class TeamForm(forms.Form):
    """One day, one number of hours, and who was there; each may have other hours."""

    worked_on = DayField(label=_("Day"))
    hours = HoursField(label=_("Hours for all"), help_text=_("For example 2, 2,5 or 2:30"))
    note = forms.CharField(label=_("What was done (optional)"), max_length=240, required=False)

    def __init__(self, *args: Any, people: list[Engagement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            self.fields[f"there_{person.pk}"] = forms.BooleanField(
                label=f"{person.volunteer.name}, {person.role}", required=False
            )
            self.fields[f"hours_{person.pk}"] = HoursField(
                label=_("Other hours for %(name)s") % {"name": person.volunteer.name},
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned[f"there_{one.pk}"] for one in self.people):
            raise ValidationError(_("Please tick who was there."))
        return cleaned

    @property
    def hours_of_each(self) -> dict[int, Decimal]:
        """By primary key of the engagement, of those who were there."""
        given = self.cleaned_data
        return {
            one.pk: given[f"hours_{one.pk}"] or given["hours"]
            for one in self.people
            if given[f"there_{one.pk}"]
        }

    def add_reasons(self, reasons: dict[int, str]) -> None:
        """Say at each person why their hours can't be."""
        for pk, reason in reasons.items():
            self.add_error(f"hours_{pk}", reason)

    @property
    def general_fields(self) -> list[forms.BoundField]:
        return [self["worked_on"], self["hours"], self["note"]]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "person": one,
                "there": self[f"there_{one.pk}"],
                "hours": self[f"hours_{one.pk}"],
            }
            for one in self.people
        ]
