"""Years, as the law counts them."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def years_later(day: date, years: int) -> date:
    """The same day so many years on (or back); 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_day_of_years(first: date, years: int) -> date:
    """The last of so many years that begin on `first`: two years from 1 March end on 28 February.

    So § 188 (2) BGB has it.
    """
    return years_later(first, years) - DAY
