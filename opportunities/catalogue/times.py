"""On which days and at which times of day an offer takes place."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from opportunities.catalogue.facets import TIMES_OF_DAY, WEEKDAYS
from opportunities.enums import TimeModel
from opportunities.timereading import read_times

# From which hour each part of the day runs, in the order of `TIMES_OF_DAY`.
STARTS = (dt.time(0), dt.time(12), dt.time(18))
_ENDS = (*STARTS[1:], dt.time.max)

# What lasts no longer than so many days, and says nothing else, is on each of them: a camp.
LONGEST_RUN = 14

# A weekday (Monday = 0) and a span of the clock.
Span = tuple[int, dt.time | None, dt.time | None]


@lru_cache(maxsize=1_000)  # hardly a span is new: they begin and end on the hour
def parts_of_day(starts_at: dt.time | None, ends_at: dt.time | None) -> tuple[str, ...]:
    """The parts of the day that the span touches; with one end only, the one that it lies in."""
    if starts_at is None and ends_at is None:
        return ()
    first = starts_at if starts_at is not None else ends_at
    last = ends_at if ends_at is not None else starts_at
    if starts_at is None or ends_at is None or first == last:
        return tuple(
            part
            for part, start, end in zip(TIMES_OF_DAY, STARTS, _ENDS, strict=True)
            if first is not None and start <= first < end
        )
    return tuple(
        part
        for part, start, end in zip(TIMES_OF_DAY, STARTS, _ENDS, strict=True)
        if first is not None and last is not None and first < end and last > start
    )


@lru_cache(maxsize=10_000)
def _span_values(span: Span) -> tuple[tuple[str, str], ...]:
    weekday, starts_at, ends_at = span
    parts = parts_of_day(starts_at, ends_at)
    return (("tag", WEEKDAYS[weekday]), *(("tageszeit", part) for part in parts))


PARTS = len(TIMES_OF_DAY)
ALL_DAY = (1 << PARTS) - 1


@lru_cache(maxsize=10_000)
def _span_bits(span: Span) -> int:
    weekday, starts_at, ends_at = span
    parts = parts_of_day(starts_at, ends_at)
    bits = sum(1 << TIMES_OF_DAY.index(part) for part in parts)
    return (bits or ALL_DAY) << (weekday * PARTS)


class Week(NamedTuple):
    """When in a week an offer takes place."""

    parts: int = 0  # Monday morning is the lowest of 21 bits; 0: it does not say
    is_read: bool = False  # out of a text, so that no card shows it
    runs_through: bool = False  # on all of its days, so that one needs time on each


class Period(NamedTuple):
    """From when until when an offer lasts, and how it takes its time."""

    time_model: str
    starts_on: dt.date | None
    ends_on: dt.date | None

    @property
    def weekdays(self) -> frozenset[str]:
        """Those that lie in it; all if it has no end on one side."""
        if self.starts_on is None or self.ends_on is None:
            return frozenset(WEEKDAYS)
        return _weekdays(self.starts_on.weekday(), (self.ends_on - self.starts_on).days)

    @property
    def is_short(self) -> bool:
        """Whether it may be on each of its days."""
        return (
            self.time_model in (TimeModel.ONCE, TimeModel.PROJECT)
            and self.starts_on is not None
            and self.ends_on is not None
            and 0 < (self.ends_on - self.starts_on).days < LONGEST_RUN
        )


ANY_PERIOD = Period("", None, None)


@lru_cache(maxsize=100)
def _weekdays(first: int, days: int) -> frozenset[str]:
    return frozenset(WEEKDAYS[(first + day) % 7] for day in range(min(days, 6) + 1))


def week_of(
    spans: Sequence[Span],
    values: Iterable[tuple[str, str]],
    period: Period = ANY_PERIOD,
    note: str = "",
) -> Week:
    """The parts of a week that an offer touches.

    Without `spans` those of the days and times of day among `values`; who says only one of both
    may mean any of the other. What is short and has no such times is on each of its days, unless
    the `note` on its time names only some of them.
    """
    if spans:
        week = 0
        for span in spans:
            week |= _span_bits(span)
        return Week(week)
    if period.is_short:
        noted = read_times(note)
        if not noted.weekdays or noted.weekdays >= period.weekdays:
            parts = (("tageszeit", part) for part in noted.times_of_day)
            days = (("tag", day) for day in period.weekdays)
            return Week(_week_of_values(frozenset((*days, *parts))), runs_through=True)
    week = _week_of_values(frozenset(values))
    return Week(week, is_read=week != 0)


@lru_cache(maxsize=10_000)
def _week_of_values(values: frozenset[tuple[str, str]]) -> int:
    days = [place for place, day in enumerate(WEEKDAYS) if ("tag", day) in values]
    parts = sum(
        1 << place for place, part in enumerate(TIMES_OF_DAY) if ("tageszeit", part) in values
    )
    if not days and not parts:
        return 0
    return sum((parts or ALL_DAY) << (day * PARTS) for day in days or range(len(WEEKDAYS)))


def time_values(
    spans: Sequence[Span], *texts: str, period: Period = ANY_PERIOD
) -> Iterable[tuple[str, str]]:
    """The days and times of day of all `spans`, as values of the filters.

    Where there are none, the first text decides that speaks of times. "Täglich" from a Monday
    to a Friday is no Saturday.
    """
    if spans:
        return chain.from_iterable(map(_span_values, spans))
    for times in map(read_times, texts):
        if times.weekdays or times.times_of_day:
            return (
                *(("tag", day) for day in times.weekdays & period.weekdays),
                *(("tageszeit", part) for part in times.times_of_day),
            )
    return ()
