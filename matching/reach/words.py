"""Numbers of people as they may be told: never so small that they point at somebody."""

from typing import Final

from django.utils.translation import gettext as _

FEWEST: Final = 5  # a group of fewer people is not counted out


def is_told(number: int) -> bool:
    """Whether so many people are enough to be counted out."""
    return number >= FEWEST


def in_words(number: int, *, is_rough: bool = False) -> str:
    """The number, or that it is small; nobody and one person are told alike.

    With `is_rough` to the nearest five, for numbers that somebody can ask for again and again.
    """
    if not is_told(number):
        return _("fewer than %(number)d") % {"number": FEWEST}
    if is_rough:
        return _("about %(number)d") % {"number": FEWEST * ((number + FEWEST // 2) // FEWEST)}
    return str(number)
