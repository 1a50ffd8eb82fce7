"""Numbers of people as they may be told: never so small that they point at somebody."""

from typing import Final

from django.utils.translation import gettext as _

FEWEST: Final = 5  # a group of fewer people is not counted out


def is_told(number: int) -> bool:
    """Whether so many people are enough to be counted out."""
    return number >= FEWEST


def in_words(number: int) -> str:
    """The number, or that it is small; nobody and one person are told alike."""
    return str(number) if is_told(number) else _("fewer than %(number)d") % {"number": FEWEST}
