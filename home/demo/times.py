"""Times of the demo: weekly ones, and days that are counted from the day it is made.

A day is written as `+2w sa` (Saturday of the week after next) or `-3w`, its Monday. So the demo
is as lively whenever it is made.
"""

import datetime as dt
import re
from typing import NamedTuple

WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_DAY = re.compile(r"([+-]\d+)w(?: (mo|di|mi|do|fr|sa|so))?\Z")
_CLOCK = re.compile(r"(.+?) (\d\d:\d\d)-(\d\d:\d\d)(?: (weekly|fortnightly|monthly))?\Z")


class Slot(NamedTuple):
    weekday: int  # 0 is Monday
    starts_at: dt.time | None
    ends_at: dt.time | None
    rhythm: str


class Date(NamedTuple):
    day: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None


def day(text: str, today: dt.date) -> dt.date:
    """The day that `+2w sa` means on `today`. Raises `ValueError`."""
    found = _DAY.match(text)
    if not found:
        raise ValueError(f"not a day: {text!r}")
    monday = today - dt.timedelta(days=today.weekday())
    weekday = WEEKDAYS.index(found[2]) if found[2] else 0
    return monday + dt.timedelta(weeks=int(found[1]), days=weekday)


def slot(text: str) -> Slot:
    """`mi 15:00-17:00 fortnightly`; the rhythm is weekly if none is given."""
    weekday, starts_at, ends_at, rhythm = _split(text)
    return Slot(WEEKDAYS.index(weekday), starts_at, ends_at, rhythm or "weekly")


def date(text: str, today: dt.date) -> Date:
    """`+2w sa 10:00-14:00`; without a time, the whole day."""
    when, starts_at, ends_at, _rhythm = _split(text)
    return Date(day(when, today), starts_at, ends_at)


def hours(text: str) -> tuple[int, dt.time, dt.time]:
    """`mi 15:00-17:00` as weekday, beginning and end. Raises `ValueError`."""
    found = slot(text)
    if found.starts_at is None or found.ends_at is None:
        raise ValueError(f"without a time: {text!r}")
    return found.weekday, found.starts_at, found.ends_at


def _split(text: str) -> tuple[str, dt.time | None, dt.time | None, str | None]:
    found = _CLOCK.match(text)
    if not found:
        return text, None, None, None
    return found[1], dt.time.fromisoformat(found[2]), dt.time.fromisoformat(found[3]), found[4]
