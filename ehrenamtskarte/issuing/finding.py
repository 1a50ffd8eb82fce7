"""Cards are found by the beginning of their number or of the holder's name, by an index each."""

import re
from typing import Final

from django.db.models import Q, QuerySet

from ehrenamtskarte.models import Card
from ehrenamtskarte.searching import folded

_NUMBER: Final = re.compile(r"([A-Z]{0,3})([0-9]{1,8})", re.ASCII)


def found_cards(
    cards: "QuerySet[Card]", typed: str, *, prefixes: "list[str] | None" = None
) -> "QuerySet[Card]":
    """Of `cards` those that are meant, in the order of what was looked for.

    `LUE-4821`, `lue 4821 9375` and, with the towns' `prefixes`, `4821 9375` are numbers; anything
    else is the beginning of a last name, or both names in either order.
    """
    if any(letter.isdigit() for letter in typed):
        return cards.filter(_numbers(typed, prefixes or [])).order_by("number")
    words = folded(typed).split()
    if not words:
        return cards.none()
    wanted = Q(search_name__begins=" ".join(words))
    for place in range(1, len(words)):
        # `joerg mueller` is kept as `mueller joerg`.
        wanted |= Q(search_name__begins=" ".join(words[place:] + words[:place]))
    return cards.filter(wanted).order_by("search_name", "pk")


def _numbers(typed: str, prefixes: list[str]) -> Q:
    match = _NUMBER.fullmatch(re.sub(r"[\s-]", "", typed).upper())
    if match is None:
        return Q(number__begins=typed.strip().upper())
    letters, digits = match.groups()
    digits = digits if len(digits) <= 4 else f"{digits[:4]}-{digits[4:]}"
    wanted = Q()
    for prefix in [letters] if letters else prefixes:
        wanted |= Q(number__begins=f"{prefix}-{digits}")
    return wanted or Q(number__begins=digits)
