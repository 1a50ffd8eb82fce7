"""Days of one year in a later one."""

import calendar
import datetime as dt
from collections.abc import Callable, Sequence

WEEK = 7


def moved_dates(
    dates: Sequence[dt.date], ends: Sequence[dt.date] = (), *, today: dt.date
) -> Callable[[dt.date], dt.date]:
    """What moves the days of an offer by so many whole years that all its `dates` are to come.

    Without single dates its `ends` decide. What is still to come does not move.
    """
    first = min(dates or ends, default=None)
    years = 0
    while first is not None and same_weekday(first, years=years) < today:
        years += 1
    return lambda day: same_weekday(day, years=years)


def same_weekday(day: dt.date, *, years: int) -> dt.date:
    """The day `years` later that is nearest to the same date and has the same weekday.

    The second Saturday of Advent stays a Saturday, at most three days away.
    """
    if not years:
        return day
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    moved = day.replace(year=year, day=min(day.day, last))
    shift = (day.weekday() - moved.weekday() + WEEK // 2) % WEEK - WEEK // 2
    return moved + dt.timedelta(days=shift)
