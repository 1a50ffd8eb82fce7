"""Years, as the law counts them."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def years_later(day: date, years: int) -> date:
    """The same day so many years on (or back); 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def months_later(day: date, months: int) -> date:
    """The same day so many months on (or back), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_months(since: date, until: date) -> int:
    """How many whole months lie between two days."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (until < months_later(since, months))


def last_day_of_years(first: date, years: int) -> date:
    """The last of so many years that begin on `first`: two years from 1 March end on 28 February.

    So § 188 (2) BGB has it.
    """
    return years_later(first, years) - DAY
