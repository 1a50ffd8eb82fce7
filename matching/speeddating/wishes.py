"""How well a person and a table fit, from what was said of both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.german import analyse
from matching.models import SpeedDatingGuest, SpeedDatingTable
from matching.speeddating.meetings import Fit

# What each part of the wishes weighs; parts of which nothing was said do not count.
FIELDS, ACTIVITIES, WORDS = 3.0, 4.0, 3.0
# Who has said nothing meets anybody.
NOTHING_SAID = 0.5


@dataclass(frozen=True)
class Wish:
    """What somebody looks for, or an organisation has to do; all of it may be empty."""

    fields: frozenset[int] = frozenset()  # primary keys
    activities: frozenset[int] = frozenset()
    said: frozenset[str] = frozenset()  # terms of the own words
    terms: frozenset[str] = frozenset()  # those, and those of what was chosen

    @classmethod
    def of(cls, one: SpeedDatingGuest | SpeedDatingTable) -> "Wish":
        fields, activities = list(one.fields.all()), list(one.activities.all())
        text = one.wishes if isinstance(one, SpeedDatingGuest) else one.wanted
        said = frozenset(analyse(text))
        chosen = analyse(" ".join(str(term) for term in (*fields, *activities)))
        return cls(
            fields=frozenset(term.pk for term in fields),
            activities=frozenset(term.pk for term in activities),
            said=said,
            terms=said | frozenset(chosen),
        )


def fit(guest: Wish, table: Wish) -> float:
    """How well the table suits the guest, 0 to 1: the mean of what the guest has said."""
    parts = [
        (FIELDS, _shared(guest.fields, table.fields), bool(guest.fields)),
        (ACTIVITIES, _shared(guest.activities, table.activities), bool(guest.activities)),
        (WORDS, _in_words(guest, table), bool(guest.said)),
    ]
    weight = sum(weight for weight, _share, is_said in parts if is_said)
    if not weight:
        return NOTHING_SAID
    return sum(weight * share for weight, share, is_said in parts if is_said) / weight


def _shared(wanted: frozenset[int], there: frozenset[int]) -> float:
    """The share of what is wanted, or all of it if that is all the table has to do."""
    smaller = min(len(wanted), len(there))
    return len(wanted & there) / smaller if smaller else 0.0


def _in_words(guest: Wish, table: Wish) -> float:
    """Each word in common says half of what is missing to certainty."""
    common = guest.said & table.terms | guest.terms & table.said
    return 1 - 0.5 ** len(common)


def fits(guests: Sequence[SpeedDatingGuest], tables: Iterable[SpeedDatingTable]) -> Fit:
    """The matrix guests x tables; both with their chosen terms at hand."""
    offered = [Wish.of(table) for table in tables]
    rows = [[fit(wish, table) for table in offered] for wish in map(Wish.of, guests)]
    return np.array(rows, dtype=np.float64).reshape(len(guests), len(offered))
