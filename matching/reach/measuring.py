"""Offers against everybody with a profile, as they are and without each of their requirements.

What an offer would reach without a requirement is asked of the engine itself: a copy of the offer
without it is put beside it into the snapshot.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import ngettext
from numpy.typing import NDArray

from core.models import Requirement
from matching.engine import Match
from matching.reach.figures import Cost, Kind, Reach
from matching.reach.people import People, people
from opportunities.catalogue import Catalogue, catalogue
from opportunities.catalogue.bitmaps import WORD
from opportunities.catalogue.facets import MUST_BRING, YES
from opportunities.catalogue.offers import GERMAN_LEVELS, Offer
from opportunities.catalogue.reading import Reader
from opportunities.enums import GermanLevel
from opportunities.models import OpportunityPage

FREE: Final = ("frei", YES)
ANY_TIME: Final = ("zeit", "flexibel")
FROM_HOME: Final = ("wie", "online")


class Variant(NamedTuple):
    """An offer without one of its requirements."""

    kind: Kind
    what: str  # slug or number, as the offer says it
    offer: Offer


class _Reached(NamedTuple):
    """Which people (by row) an offer reaches as it is, and how many each variant would."""

    rows: NDArray[np.bool_]
    costs: tuple[tuple[Kind, str, int], ...]


Found = dict[int, _Reached]


class _Kept:
    """What was measured, until an offer or a profile changes."""

    def __init__(self) -> None:
        self._of: tuple[Catalogue, People] | None = None
        self._found: dict[int, _Reached | None] = {}  # by offer; None: it takes nobody on

    def get(self, snapshot: Catalogue, everybody: People, keys: Sequence[int]) -> Found:
        of = self._of
        if of is None or of[0] is not snapshot or of[1] is not everybody:
            self._of, self._found = (snapshot, everybody), {}
        found = self._found
        if missing := sorted(set(keys) - found.keys()):
            offers = [one for one in Reader(snapshot.today).read(missing) if FREE in one.values]
            measured = _measured(snapshot, everybody, offers)
            found |= {key: measured.get(key) for key in missing}
        return {key: reached for key in keys if (reached := found[key]) is not None}


_kept = _Kept()


def reaches(offers: Iterable[OpportunityPage]) -> dict[int, Reach]:
    """The reach of each offer that takes people on now, by its key."""
    everybody, labels = people(), _labels()
    found = _kept.get(catalogue(), everybody, [offer.pk for offer in offers])
    return {key: _as_told(reached, everybody, labels) for key, reached in found.items()}


def reach_of(offer: OpportunityPage) -> Reach | None:
    """The reach of one offer; None if it takes nobody on."""
    return reaches([offer]).get(offer.pk)


def reach_of_draft(draft: OpportunityPage) -> Reach:
    """What an offer as it is written would reach, were it on line."""
    snapshot, everybody = catalogue(), people()
    offer = Reader(snapshot.today).as_written(draft)
    values = dict.fromkeys([*offer.values, FREE])
    offer = offer._replace(values=tuple(values), open_until=None)
    measured = _measured(snapshot, everybody, [offer])
    return replace(_as_told(measured[offer.key], everybody, _labels()), is_rough=True)


def people_reached(offer: OpportunityPage) -> set[int]:
    """Keys of the profiles whose people an offer that takes people on suits."""
    everybody = people()
    reached = _kept.get(catalogue(), everybody, [offer.pk]).get(offer.pk)
    return set() if reached is None else set(everybody.keys[reached.rows].tolist())


def variants(offer: Offer) -> Iterator[Variant]:
    """The offer without each of its requirements in turn."""
    values = offer.values
    for facet, slug in values:
        if facet == MUST_BRING:
            rest = tuple(value for value in values if value != (facet, slug))
            yield Variant(Kind.BRING, slug, offer._replace(values=rest))
    if offer.minimum_age:
        yield Variant(Kind.AGE, str(offer.minimum_age), offer._replace(minimum_age=0))
    if offer.german:
        level = list(GERMAN_LEVELS)[offer.german]
        yield Variant(Kind.GERMAN, level, offer._replace(german=0))
    if offer.week:
        yield Variant(Kind.TIMES, "", offer._replace(week=0))
    if offer.half_hours:
        yield Variant(Kind.HOURS, f"{offer.half_hours / 2:g}", offer._replace(half_hours=0))
    if ANY_TIME not in values:
        yield Variant(Kind.RHYTHM, "", offer._replace(values=(*values, ANY_TIME)))
    if not offer.is_anywhere:
        yield Variant(Kind.PLACE, "", offer._replace(values=(*values, FROM_HOME), is_anywhere=True))


def _measured(snapshot: Catalogue, everybody: People, offers: Sequence[Offer]) -> Found:
    if not offers:
        return {}
    asked = [(offer, list(variants(offer))) for offer in offers]
    rows = [one for offer, others in asked for one in (offer, *(other.offer for other in others))]
    beside = snapshot.with_changes([offer.key for offer in offers], rows, number=snapshot.number)
    fits = _fitting(beside, everybody, len(snapshot.columns))
    found: Found = {}
    column = 0
    for offer, others in asked:
        without = fits[:, column + 1 : column + 1 + len(others)].sum(axis=0)
        found[offer.key] = _Reached(
            fits[:, column].copy(),
            tuple(
                (other.kind, other.what, int(number))
                for other, number in zip(others, without, strict=True)
            ),
        )
        column += 1 + len(others)
    return found


def _fitting(snapshot: Catalogue, everybody: People, first: int) -> NDArray[np.bool_]:
    """(people, rows from `first` on): whom each row suits."""
    rows = np.arange(first, len(snapshot.columns))
    words, places = rows // WORD, (rows % WORD).astype(np.uint64)
    fits = np.zeros((len(everybody), len(rows)), np.bool_)
    for person, profile in enumerate(everybody.profiles):
        bits = Match(snapshot, profile).fits[words]
        fits[person] = (bits >> places) & np.uint64(1)
    return fits


def _labels() -> dict[str, str]:
    """The requirements in words."""
    return dict(Requirement.objects.values_list("slug", "label"))


def _as_told(reached: _Reached, everybody: People, labels: dict[str, str]) -> Reach:
    return Reach(
        people=len(everybody),
        reached=int(np.count_nonzero(reached.rows)),
        costs=tuple(
            Cost(kind, _in_words(kind, what, labels), number)
            for kind, what, number in reached.costs
        ),
    )


def _in_words(kind: Kind, what: str, labels: dict[str, str]) -> str:
    if kind == Kind.BRING:
        return labels.get(what, what)
    if kind == Kind.GERMAN:
        return str(GermanLevel(what).label)
    if kind == Kind.HOURS:
        return _hours(float(what))
    return what


def _hours(hours: float) -> str:
    number = number_format(hours, 0 if hours.is_integer() else 1)
    # One and a half are several.
    return ngettext("%(number)s hour", "%(number)s hours", 1 if hours == 1 else 2) % {
        "number": number
    }
