"""Months and years as figures are asked for."""

import datetime as dt

MONTHS_SHOWN = 13  # this month and the same one a year ago
YEARS_SHOWN = 5


def first_of(month: dt.date) -> dt.date:
    return month.replace(day=1)


def last_of(month: dt.date) -> dt.date:
    return (first_of(month) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def recent_months(today: dt.date) -> list[dt.date]:
    """The first days of the months that can be looked at, this one first."""
    months = [first_of(today)]
    while len(months) < MONTHS_SHOWN:
        months.append(first_of(months[-1] - dt.timedelta(days=1)))
    return months


def month_in(text: str, today: dt.date) -> dt.date:
    """The month that `2026-11` names, if it can be looked at; else this one."""
    return next(
        (month for month in recent_months(today) if f"{month:%Y-%m}" == text), first_of(today)
    )


def year_in(text: str, today: dt.date) -> int:
    """The year that is named, if it can be looked at; else this one."""
    years = {str(year): year for year in recent_years(today)}
    return years.get(text, today.year)


def recent_years(today: dt.date) -> list[int]:
    return [today.year - back for back in range(YEARS_SHOWN)]
