"""Weekly times and single dates: rows that are added and removed by buttons."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.enums import Weekday
from opportunities.desk.forms.base import check_year, day_input, number_field, time_input
from opportunities.enums import Rhythm
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot

MOST_ROWS = 60


class TimesMixin(forms.Form):
    """From and until."""

    starts_at = forms.TimeField(label=_("from"), required=False, widget=time_input())
    ends_at = forms.TimeField(label=_("until"), required=False, widget=time_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            self.fields[name].error_messages["invalid"] = _(
                "This is no time of day. It looks like: 15:30"
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The end must come after the beginning."))
        return data


class SlotForm(TimesMixin):
    """A time that comes round."""

    weekday = forms.TypedChoiceField(
        label=_("weekday"),
        choices=[("", _("Please choose")), *Weekday.choices],
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Please choose the weekday.")},
    )
    rhythm = forms.ChoiceField(
        label=_("how often"), choices=Rhythm.choices, initial=Rhythm.WEEKLY, required=False
    )
    field_order = ["weekday", "rhythm", "starts_at", "ends_at"]

    def clean_rhythm(self) -> str:
        return self.cleaned_data["rhythm"] or Rhythm.WEEKLY


class DateForm(TimesMixin):
    """One single date; `key` is what bookings know it by."""

    takes_place_on = forms.DateField(
        label=_("day"),
        widget=day_input(),
        validators=[check_year],
        error_messages={
            "required": _("Please give the day."),
            "invalid": _("This is no day of the calendar. It looks like: 24.12.2026"),
        },
    )
    places = number_field(label=_("people"))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["takes_place_on", "places", "starts_at", "ends_at", "key"]

    def has_changed(self) -> bool:
        # A row whose fields somebody has emptied is gone, even if it was one before.
        return any(name != "key" for name in self.changed_data)


class RowsFormSet(BaseFormSet):
    """Rows without a difference between old and new ones: an empty one is none."""

    def initial_form_count(self) -> int:
        return 0

    def total_form_count(self) -> int:
        if self.is_bound:
            return min(super().total_form_count(), MOST_ROWS)
        # Without any, an empty one shows how it is done.
        return len(self.initial or ()) or 1

    def rows(self) -> list[dict[str, Any]]:
        """What was filled in and is right."""
        return [
            form.cleaned_data
            for form in self.forms
            if form.is_valid() and form.has_changed() and form.cleaned_data
        ]

    def fingerprint(self) -> str:
        """Tells whether two pages show the same rows."""
        return fingerprint(self.initial or ())


SlotRows = formset_factory(SlotForm, formset=RowsFormSet, extra=0)
DateRows = formset_factory(DateForm, formset=RowsFormSet, extra=0)


def fingerprint(rows: Iterable[Mapping[str, Any]]) -> str:
    """The same for the same rows, whatever page or request they come from."""
    plain = [
        {name: "" if value is None else str(value) for name, value in row.items() if name != "key"}
        for row in rows
    ]
    text = json.dumps(plain, sort_keys=True)
    return salted_hmac("opportunities.desk.rows", text).hexdigest()[:20]


def slot_rows(page: OpportunityPage) -> list[dict[str, Any]]:
    """The weekly times of a page as rows."""
    names = ("weekday", "starts_at", "ends_at", "rhythm")
    return [{name: getattr(slot, name) for name in names} for slot in page.slots.all()]


def date_rows(page: OpportunityPage) -> list[dict[str, Any]]:
    """The single dates of a page as rows."""
    names = ("takes_place_on", "starts_at", "ends_at", "places", "key")
    return [{name: getattr(date, name) for name in names} for date in page.dates.all()]


def write_slots(page: OpportunityPage, rows: Iterable[dict[str, Any]]) -> None:
    """Give the page these weekly times."""
    slots = [WeeklySlot(**row) for row in rows]
    slots.sort(key=lambda slot: (slot.weekday, slot.starts_at or dt.time.min))
    page.slots.set(slots)


def write_dates(page: OpportunityPage, rows: Iterable[dict[str, Any]]) -> None:
    """Give the page these dates; those that it had keep their key, and with it who has booked."""
    known = {date.key: date for date in page.dates.all()}
    dates = []
    for row in rows:
        values = {name: value for name, value in row.items() if name != "key"}
        date = known.pop(row["key"], None) if row.get("key") else None
        if date is None:
            dates.append(OpportunityDate(**values))
            continue
        for name, value in values.items():
            setattr(date, name, value)
        dates.append(date)
    dates.sort(key=lambda date: (date.takes_place_on, date.starts_at or dt.time.min))
    page.dates.set(dates)


def with_row(data: QueryDict, prefix: str) -> QueryDict:
    """What was sent, with one more empty row."""
    data = data.copy()
    total = _total(data, prefix)
    data[f"{prefix}-TOTAL_FORMS"] = str(min(total + 1, MOST_ROWS))
    return data


def without_row(data: QueryDict, prefix: str, index: int) -> QueryDict:
    """What was sent, without the row at `index`."""
    total = _total(data, prefix)
    if not 0 <= index < total:
        return data
    kept = QueryDict(mutable=True)
    start = f"{prefix}-"
    for name, values in data.lists():
        number, _dash, field = name.removeprefix(start).partition("-")
        if not name.startswith(start) or not number.isdigit():
            kept.setlist(name, values)
        elif int(number) != index:
            moved = int(number) - (int(number) > index)
            kept.setlist(f"{start}{moved}-{field}", values)
    kept[f"{prefix}-TOTAL_FORMS"] = str(total - 1)
    return kept


def _total(data: QueryDict, prefix: str) -> int:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(total), MOST_ROWS) if total.isdigit() else 0
