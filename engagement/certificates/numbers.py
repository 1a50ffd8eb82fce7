"""Numbers of certificates, as `EN-2026-7KQ4-M2XR-9TBC`: easy to read out, hopeless to guess.

After the year stand eleven random symbols (55 bits) and one that checks year and symbols: any one
wrong symbol and any two that were swapped are noticed before the database is asked. The symbols
are those of Crockford's base 32, which has no I, L, O and U; what people read for them is
understood.
"""

import re
import secrets
from collections.abc import Iterable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS: Final = 11
LONGEST = 60  # characters that anybody could mean a number by

_LOOKALIKES: Final = str.maketrans("OIL", "011")
_WRITTEN: Final = re.compile(rf"(?:EN)?([0-9OIL]{{4}})([0-9A-Z]{{{RANDOM_SYMBOLS + 1}}})")
_POLYNOMIAL: Final = 0b100101  # x⁵ + x² + 1: x goes through all 31 elements but zero


def new_number(year: int) -> str:
    """A number that nobody has had yet, for all practical purposes."""
    symbols = [secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_SYMBOLS)]
    check = _checksum([*_digits(f"{year:04}"), *symbols, 0])
    return _written(f"{year:04}", "".join(ALPHABET[value] for value in [*symbols, check]))


def read_number(text: str) -> str | None:
    """The number that somebody means by `text`, as it is printed; None if it can't be one."""
    compact = re.sub(r"[\s\-–—./]", "", text[:LONGEST]).upper()
    found = _WRITTEN.fullmatch(compact)
    if len(text) > LONGEST or not found:
        return None
    year, symbols = (part.translate(_LOOKALIKES) for part in found.groups())
    if "U" in symbols or _checksum([*_digits(year), *_digits(symbols)]):
        return None
    return _written(year, symbols)


def _written(year: str, symbols: str) -> str:
    groups = (symbols[start : start + 4] for start in range(0, len(symbols), 4))
    return "-".join(["EN", year, *groups])


def _digits(symbols: str) -> Iterable[int]:
    return (ALPHABET.index(symbol) for symbol in symbols)


def _checksum(values: Iterable[int]) -> int:
    """The values as a polynomial over GF(32), at x: each place has a weight of its own."""
    total = 0
    for value in values:
        total = _TIMES_X[total] ^ value
    return total


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 0b100000 else doubled


_TIMES_X: Final = tuple(_times_x(value) for value in range(len(ALPHABET)))
