"""When shops are open: what the words say, and whether that is now."""

import datetime as dt
from collections.abc import Sequence

from partners.holidays import is_holiday

# [weekday (Monday 0, public holidays 7), opens, closes], in minutes after midnight; closes may
# pass 1440, where it closes after midnight.
OpeningTimes = Sequence[Sequence[int]]

DAY = 24 * 60
HOLIDAY = 7


def is_open(times: OpeningTimes, at: dt.datetime) -> bool:
    """Whether a place with these times is open at the wall-clock time `at`."""
    minute = at.hour * 60 + at.minute
    today = _row(at.date())
    if any(day == today and opens <= minute < closes for day, opens, closes in times):
        return True
    yesterday = _row(at.date() - dt.timedelta(days=1))
    return any(day == yesterday and opens <= minute + DAY < closes for day, opens, closes in times)


def _row(day: dt.date) -> int:
    return HOLIDAY if is_holiday(day) else day.weekday()
