"""When something takes place, in the words that one would say.

Every function returns finished text in the active language, in lower case where it may stand
in the middle of a sentence. Pure: what counts as today is passed in.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from opportunities.enums import Rhythm, TimeModel

NUMBER_BEFORE_WORD = re.compile(r"(\d\.?) (?=[^\W\d])")
MOST_IN_SHORT = 2  # groups of weekly times that a card has room for

# Adverbs, not names, as German says "mittwochs" and "jeden zweiten Mittwoch".
WEEKDAYS: dict[str, tuple[Promise, ...]] = {
    Rhythm.WEEKLY: (
        pgettext_lazy("every week", "Mondays"),
        pgettext_lazy("every week", "Tuesdays"),
        pgettext_lazy("every week", "Wednesdays"),
        pgettext_lazy("every week", "Thursdays"),
        pgettext_lazy("every week", "Fridays"),
        pgettext_lazy("every week", "Saturdays"),
        pgettext_lazy("every week", "Sundays"),
    ),
    Rhythm.FORTNIGHTLY: (
        gettext_lazy("every second Monday"),
        gettext_lazy("every second Tuesday"),
        gettext_lazy("every second Wednesday"),
        gettext_lazy("every second Thursday"),
        gettext_lazy("every second Friday"),
        gettext_lazy("every second Saturday"),
        gettext_lazy("every second Sunday"),
    ),
    Rhythm.MONTHLY: (
        gettext_lazy("one Monday a month"),
        gettext_lazy("one Tuesday a month"),
        gettext_lazy("one Wednesday a month"),
        gettext_lazy("one Thursday a month"),
        gettext_lazy("one Friday a month"),
        gettext_lazy("one Saturday a month"),
        gettext_lazy("one Sunday a month"),
    ),
}


class Slot(Protocol):
    """A time that comes round; `weekday` counts from Monday = 0."""

    weekday: int
    starts_at: dt.time | None
    ends_at: dt.time | None
    rhythm: str


class SingleDate(Protocol):
    takes_place_on: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None


class Times(NamedTuple):
    """All that an opportunity says of its time."""

    time_model: str
    slots: Sequence[Slot] = ()
    dates: Sequence[SingleDate] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    hours_per_week: Decimal | None = None


class HasTimes(Protocol):
    """What an opportunity itself says of its time, be it a page or a row of a list."""

    time_model: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    hours_per_week: Decimal | None


def times_of(one: HasTimes, slots: Iterable[Slot], dates: Iterable[SingleDate]) -> Times:
    """All of `one`'s times, with its weekly slots and single dates."""
    return Times(
        time_model=one.time_model,
        slots=list(slots),
        dates=list(dates),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        hours_per_week=one.hours_per_week,
    )


def time_in_words(times: Times, *, today: dt.date) -> str:
    """One line for a card: the next date, the weekly times, or how much time it takes."""
    label = str(TimeModel(times.time_model).label)
    hours = hours_in_words(times.hours_per_week) if times.hours_per_week else ""
    span = span_in_words(times.starts_on, times.ends_on, today=today)
    date = _next_date(times.dates, today)
    weekly = slots_in_words(times.slots)
    if len(weekly) > MOST_IN_SHORT:
        weekly = [*weekly[:MOST_IN_SHORT], _("more times")]
    slots = ", ".join(weekly)
    match times.time_model:
        case TimeModel.ONCE:
            return date or span or label
        case TimeModel.REGULAR:
            return slots or date or hours or label
        case TimeModel.PROJECT:
            return ", ".join(part for part in (slots or date or hours, span) if part) or label
        case _:
            return ", ".join(part for part in (label, slots or hours) if part)


def times_in_words(times: Times, *, today: dt.date) -> list[str]:
    """Everything that is known of the time, one line each; dates that are over only if all are."""
    coming = [date for date in times.dates if date.takes_place_on >= today] or times.dates
    lines = [
        *slots_in_words(times.slots),
        *(date_in_words(date.takes_place_on, date.starts_at, date.ends_at) for date in coming),
    ]
    if span := span_in_words(times.starts_on, times.ends_on, today=today):
        lines.append(span)
    if times.hours_per_week:
        lines.append(hours_in_words(times.hours_per_week))
    if not lines or times.time_model in (TimeModel.FLEXIBLE, TimeModel.STANDBY):
        lines.insert(0, str(TimeModel(times.time_model).label))
    return lines


def slots_in_words(slots: Iterable[Slot]) -> list[str]:
    """Weekly times, those at the same hours together: "montags und mittwochs 15–17 Uhr"."""
    groups: dict[tuple[str, dt.time | None, dt.time | None], list[int]] = {}
    for slot in slots:
        weekdays = groups.setdefault((slot.rhythm, slot.starts_at, slot.ends_at), [])
        if slot.weekday not in weekdays:
            weekdays.append(slot.weekday)
    return [
        " ".join(
            part for part in (_weekdays(rhythm, days), clock_in_words(starts_at, ends_at)) if part
        )
        for (rhythm, starts_at, ends_at), days in groups.items()
    ]


def date_in_words(
    day: dt.date, starts_at: dt.time | None = None, ends_at: dt.time | None = None
) -> str:
    """A single date: "Sa., 12. Dezember 2026, 9–13 Uhr"."""
    # Translators: as Django's date filter has it. German: D., j. F Y
    words = _together(date_format(day, pgettext("date with weekday", "D, j F Y")))
    clock = clock_in_words(starts_at, ends_at)
    return f"{words}, {clock}" if clock else words


def day_in_words(day: dt.date) -> str:
    """A day: "12. Dezember 2026"."""
    # Translators: as Django's date filter has it. German: j. F Y
    return _together(date_format(day, pgettext("date", "j F Y")))


def span_in_words(starts_on: dt.date | None, ends_on: dt.date | None, *, today: dt.date) -> str:
    """From when until when: "1. März bis 30. Juni 2027"; a beginning in the past is left out."""
    if starts_on and starts_on < today and ends_on != starts_on:
        starts_on = None
    if starts_on and ends_on:
        if starts_on == ends_on:
            return date_in_words(starts_on)
        return _("%(start)s to %(end)s") % {
            "start": day_in_words(starts_on),
            "end": day_in_words(ends_on),
        }
    if starts_on:
        return _("from %(start)s") % {"start": day_in_words(starts_on)}
    if ends_on:
        return _("until %(end)s") % {"end": day_in_words(ends_on)}
    return ""


def hours_in_words(hours: Decimal) -> str:
    """How much time it takes: "etwa 2,5 Stunden in der Woche"."""
    whole = hours == hours.to_integral_value()
    return ngettext(
        "about %(hours)s hour a week", "about %(hours)s hours a week", int(hours) if whole else 2
    ) % {"hours": number_format(int(hours) if whole else hours.normalize())}


def clock_in_words(starts_at: dt.time | None, ends_at: dt.time | None) -> str:
    """A time of day: "15–17 Uhr", "15:30–17:00 Uhr", "ab 15 Uhr"; empty if nothing is known."""
    full_hours = not any(time.minute for time in (starts_at, ends_at) if time)
    start, end = _clock(starts_at, full_hours), _clock(ends_at, full_hours)
    words = ""
    if starts_at and ends_at:
        # Translators: a span of the clock. German: %(start)s–%(end)s Uhr
        words = pgettext("time of day", "%(start)s–%(end)s") % {"start": start, "end": end}
    elif starts_at:
        # Translators: German: ab %(start)s Uhr
        words = pgettext("time of day", "from %(start)s") % {"start": start}
    elif ends_at:
        # Translators: German: bis %(end)s Uhr
        words = pgettext("time of day", "until %(end)s") % {"end": end}
    return _together(words)


def _together(words: str) -> str:
    """What belongs to one number stays on one line: "12. Dezember", "15–17 Uhr"."""
    return NUMBER_BEFORE_WORD.sub("\\1\u00a0", words).replace("–", "–\u2060")


def _clock(time: dt.time | None, full_hours: bool) -> str:
    if time is None:
        return ""
    if full_hours:
        # Translators: a full hour on the clock. German: %(hour)d
        return pgettext("time of day", "%(hour)d:00") % {"hour": time.hour}
    return f"{time.hour}:{time.minute:02}"


def _weekdays(rhythm: str, days: list[int]) -> str:
    names = WEEKDAYS[rhythm]
    in_a_row = days == list(range(days[0], days[0] + len(days)))
    if rhythm == Rhythm.WEEKLY and len(days) == 7 and in_a_row:
        return _("daily")
    if rhythm == Rhythm.WEEKLY and len(days) > 2 and in_a_row:
        return _("%(first)s to %(last)s") % {"first": names[days[0]], "last": names[days[-1]]}
    words = [str(names[day]) for day in days]
    if len(words) == 1:
        return words[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _next_date(dates: Sequence[SingleDate], today: dt.date) -> str:
    """The next date, or the last one when all are over, and how many more follow."""
    if not dates:
        return ""
    ordered = sorted(dates, key=lambda date: (date.takes_place_on, date.starts_at or dt.time.min))
    coming = [date for date in ordered if date.takes_place_on >= today] or ordered[-1:]
    words = date_in_words(coming[0].takes_place_on, coming[0].starts_at, coming[0].ends_at)
    if len(coming) == 1:
        return words
    more = len(coming) - 1
    return ngettext(
        "%(date)s and %(number)d more date", "%(date)s and %(number)d more dates", more
    ) % {"date": words, "number": more}
