"""A card's number: `LUE-4821-9375`, the town, seven digits at random and a check digit.

For people: it is printed, read out on the telephone and typed. It is drawn and not counted, so that
it says nothing of how many cards there are and which one came before (ADR 35).
"""

import re
from random import SystemRandom
from typing import Final

from municipalities.models import Municipality

DIGITS: Final = 7  # and the check digit
# H. M. Damm, “Total anti-symmetrische Quasigruppen” (2004): finds every wrong digit and every two
# neighbours that were swapped.
_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_TYPED = re.compile(r"([A-Z]{1,3})[ -]?([0-9]{4})[ -]?([0-9]{4})", re.IGNORECASE | re.ASCII)

_random = SystemRandom()


def draw_number(municipality: Municipality) -> str:
    """A number that is most probably free; the database says whether it is."""
    digits = "".join(str(_random.randrange(10)) for _ in range(DIGITS))
    digits += str(check_digit(digits))
    return f"{prefix_of(municipality)}-{digits[:4]}-{digits[4:]}"


def prefix_of(municipality: Municipality) -> str:
    """Three letters that tell people the town. Two towns may share them; the digits are enough."""
    letters = re.sub(r"[^a-z]", "", municipality.slug.lower())
    return (letters[:3] or "ek").upper()


def check_digit(digits: str) -> int:
    """Damm's digit: that of digits together with their check digit is 0."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def read_number(typed: str) -> str | None:
    """A whole number as somebody types it, in the way it is printed; None if it can't be one."""
    match = _TYPED.fullmatch(typed.strip())
    if match is None or check_digit(match[2] + match[3]) != 0:
        return None
    return f"{match[1].upper()}-{match[2]}-{match[3]}"
