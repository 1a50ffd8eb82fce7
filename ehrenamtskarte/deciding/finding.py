"""Finding a case, among however many, by the beginning of a name."""

from typing import Any, Final

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from ehrenamtskarte.deciding.scope import in_towns
from ehrenamtskarte.models import Attestation, CardApplication
from ehrenamtskarte.querysets import CardApplicationQuerySet
from ehrenamtskarte.searching import folded

SHORTEST: Final = 2  # letters
MOST_FOUND: Final = 200  # of each kind; who finds more types another letter


def keys_of(words: str, *, towns: list[int] | None) -> set[int]:
    """The cases whose last name, first name or organisation begins so; `towns`: None for all.

    Each of the three is read from its own index, in its order, and not beyond `MOST_FOUND`.
    """
    word = folded(words)
    if len(word) < SHORTEST:
        return set()
    cases = CardApplication.objects.handed_in()
    found: tuple[tuple[QuerySet[Any], str, str, str], ...] = (
        (cases, "search_name", "municipality_id", "pk"),
        (cases, "search_first_name", "municipality_id", "pk"),
        (Attestation.objects.all(), "search_name", "application__municipality_id", "application"),
    )
    keys: set[int] = set()
    for rows, name, town, key in found:
        matching = in_towns(rows.filter(**{f"{name}__begins": word}), towns, path=town)
        keys.update(matching.order_by(name).values_list(key, flat=True)[:MOST_FOUND])
    return keys


def in_state(cases: CardApplicationQuerySet, state: str) -> CardApplicationQuerySet:
    """Those of few cases that are in one state; the index by state would list all of them."""
    return cases.alias(standing=Concat(F("state"), Value(""))).filter(standing=state)
