"""The public holidays of North Rhine-Westphalia (Feiertagsgesetz NW, § 2)."""

import datetime as dt
from functools import lru_cache

_FIXED = ((1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26))
# Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi: days after Easter Sunday.
_AFTER_EASTER = (-2, 1, 39, 50, 60)


def is_holiday(day: dt.date) -> bool:
    return day in _holidays(day.year)


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[dt.date]:
    easter = easter_sunday(year)
    return frozenset(
        [dt.date(year, month, day) for month, day in _FIXED]
        + [easter + dt.timedelta(days=days) for days in _AFTER_EASTER]
    )


def easter_sunday(year: int) -> dt.date:
    """The Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * golden + 15) % 30
    full_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    shift = full_moon - weekday
    month = 3 + (shift + 40) // 44
    return dt.date(year, month, shift + 28 - 31 * (month // 4))
