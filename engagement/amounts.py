"""Hours as people write and read them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

CENT = Decimal("0.01")
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_WORDS = re.compile(
    r"(?:(\d{1,2})\s*(?:h|std|stunden?)\.?)?\s*(?:(\d{1,3})\s*(?:m|min|minuten)\.?)?"
)
_NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?(?:\s*(?:h|std|stunden?)\.?)?")


def shown(hours: Decimal) -> str:
    """`2.50` as `2,5`, in the language of whoever reads."""
    return number_format(Decimal(f"{hours:.2f}".rstrip("0").rstrip(".")))


def read(text: str) -> Decimal | None:
    """Hours from `2`, `2,5`, `2:30`, `1 h 45 min`, `90 min`; None if it is none of these."""
    text = text.strip().lower()
    if found := _CLOCK.fullmatch(text):
        return _hours(int(found[1]), int(found[2]))
    if found := _NUMBER.fullmatch(text):
        return Decimal(f"{found[1]}.{found[2] or 0}").quantize(CENT, ROUND_HALF_UP)
    if text and (found := _WORDS.fullmatch(text)):
        return _hours(int(found[1] or 0), int(found[2] or 0))
    return None


def _hours(hours: int, minutes: int) -> Decimal:
    return (Decimal(hours) + Decimal(minutes) / 60).quantize(CENT, ROUND_HALF_UP)


def parse_signed(text: str) -> Decimal | None:
    """A plain number of hours as forms carry it (`-1.50`); None if it is none."""
    return Decimal(text) if re.fullmatch(r"-?\d{1,3}\.\d{2}", text) else None
