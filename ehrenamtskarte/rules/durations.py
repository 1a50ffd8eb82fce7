"""How long somebody has volunteered: stretches of time, put together."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ehrenamtskarte.rules.calendar import DAY, years_later
from ehrenamtskarte.rules.facts import Work

# Whoever moves from one organisation to another within three months has not stopped.
SHORT_BREAK = timedelta(days=92)
DAYS_OF_YEAR = 365.2425
LEAP = 1.5  # days by which years in one piece may differ from the mean
MONTHS = 12


class Span(NamedTuple):
    """From the first to the last day, both included."""

    first: date
    last: date


def spans_of(works: Iterable[Work], on: date) -> list[Span]:
    """When there was any work, up to the day `on`; overlapping ones are one."""
    each = sorted(
        Span(work.since, min(work.until or on, on))
        for work in works
        if work.since and work.since <= (work.until or on) and work.since <= on
    )
    return list(_united(each))


def _united(spans: Iterable[Span]) -> Iterator[Span]:
    current = None
    for span in spans:  # the earliest first
        if current and span.first <= current.last + DAY:
            current = Span(current.first, max(current.last, span.last))
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def unbroken_since(spans: list[Span], on: date) -> date | None:
    """Since when there was no long break until `on`; None if the last work ended long ago."""
    reached = on
    since = None
    for span in reversed(spans):
        if reached - span.last > SHORT_BREAK:
            break
        since = reached = span.first
    return since


def has_years(since: date | None, years: int, on: date) -> bool:
    return since is not None and years_later(since, years) <= on


def days_in(spans: Iterable[Span]) -> int:
    return sum((span.last - span.first).days for span in spans)


def days_of_years(years: int, until: date) -> int:
    """How many days the years until this day have, so that 25 years in one piece are 25."""
    return (until - years_later(until, -years)).days


def months_of(days: int) -> int:
    """Full months; years without a leap day are whole ones, too."""
    return int((days + LEAP) / DAYS_OF_YEAR * MONTHS)


def as_words(months: int) -> str:
    """`2 years and 3 months`."""
    years, months = divmod(months, MONTHS)
    in_years = ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    in_months = ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
    if not months:
        return in_years
    if not years:
        return in_months
    return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months}
