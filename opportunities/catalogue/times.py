"""On which days and at which times of day an offer takes place."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from opportunities.catalogue.facets import TIMES_OF_DAY, WEEKDAYS
from opportunities.timereading import read_times

# From which hour each part of the day runs, in the order of `TIMES_OF_DAY`.
STARTS = (dt.time(0), dt.time(12), dt.time(18))
_ENDS = (*STARTS[1:], dt.time.max)

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


def week_of(spans: Sequence[Span], values: Iterable[tuple[str, str]]) -> int:
    """The parts of a week, Monday morning the lowest of 21 bits, that an offer touches.

    Without `spans` those of the days and times of day among `values`; who says only one of both
    may mean any of the other.
    """
    if spans:
        week = 0
        for span in spans:
            week |= _span_bits(span)
        return week
    return _week_of_values(frozenset(values))


@lru_cache(maxsize=10_000)
def _week_of_values(values: frozenset[tuple[str, str]]) -> int:
    days = [place for place, day in enumerate(WEEKDAYS) if ("tag", day) in values]
    parts = sum(
        1 << place for place, part in enumerate(TIMES_OF_DAY) if ("tageszeit", part) in values
    )
    if not days and not parts:
        return 0
    return sum((parts or ALL_DAY) << (day * PARTS) for day in days or range(len(WEEKDAYS)))


def time_values(spans: Sequence[Span], *texts: str) -> Iterable[tuple[str, str]]:
    """The days and times of day of all `spans`, as values of the filters.

    Where there are none, the first text decides that speaks of times.
    """
    if spans:
        return chain.from_iterable(map(_span_values, spans))
    for times in map(read_times, texts):
        if times.weekdays or times.times_of_day:
            return (
                *(("tag", day) for day in times.weekdays),
                *(("tageszeit", part) for part in times.times_of_day),
            )
    return ()
