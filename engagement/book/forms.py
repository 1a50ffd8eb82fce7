from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.enums import Weekday
from engagement import amounts
from engagement.book.book import Book
from engagement.forms import DayField, HoursField
from engagement.models import Engagement, HoursEntry
from engagement.querysets import EngagementQuerySet


class EngagementChoiceField(forms.ModelChoiceField):
    """One of the engagements of a book."""

    def __init__(self, book: Book, engagements: EngagementQuerySet) -> None:
        super().__init__(engagements, label=_("For what?"), empty_label=None)
        self.is_of_several = book.is_of_several

    def label_from_instance(self, obj: Engagement) -> str:
        label = f"{obj.role}, {obj.organisation}"
        return f"{obj.volunteer}: {label}" if self.is_of_several else label


class ChangeForm(forms.Form):
    """When, how long, doing what."""

    worked_on = DayField(label=_("Day"))
    hours = HoursField(label=_("Hours"), help_text=_("For example 2, 2,5 or 2:30"))
    note = forms.CharField(label=_("What did you do? (optional)"), max_length=240, required=False)


class EntryForm(ChangeForm):
    """A new entry, for any of the engagements of a book."""

    field_order = ["engagement", "worked_on", "hours", "note"]

    def __init__(
        self, *args: Any, book: Book, engagements: EngagementQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["engagement"] = EngagementChoiceField(book, engagements)
        self.order_fields(self.field_order)


class CorrectionForm(forms.Form):
    """What confirmed hours should have been."""

    hours = HoursField(
        label=_("How many hours was it really?"), may_be_none=True, help_text=_("0 if none at all")
    )
    note = forms.CharField(label=_("Why?"), max_length=240)

    @classmethod
    def for_entry(cls, entry: HoursEntry, total: Decimal) -> "CorrectionForm":
        return cls(initial={"hours": total})


class ForgottenTimerForm(forms.Form):
    """How long it really was."""

    worked_on = DayField(label=_("Day"))
    hours = HoursField(label=_("How long were you really there?"))


class WeekForm(forms.Form):
    """Hours for each weekday; empty or 0 is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in Weekday:
            self.fields[f"day_{day.value}"] = HoursField(
                label=day.label, required=False, may_be_none=True
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Please give hours for at least one weekday."))
        return cleaned

    @property
    def pattern(self) -> dict[int, Decimal]:
        return {
            day.value: self.cleaned_data[f"day_{day.value}"]
            for day in Weekday
            if self.cleaned_data[f"day_{day.value}"]
        }

    @staticmethod
    def initial_of(engagement: Engagement) -> dict[str, str]:
        return {
            f"day_{one.weekday}": amounts.shown(one.hours) for one in engagement.week_pattern.all()
        }


class WeeksForm(forms.Form):
    """From when to when to fill in; stands in the address, so that looking changes nothing."""

    von = DayField(label=_("From"))
    bis = DayField(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("von"), cleaned.get("bis")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("bis", _("The end must not come before the beginning."))
        return cleaned
