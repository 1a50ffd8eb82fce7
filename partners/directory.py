"""All partner shops in the memory of each process: found by words, place, time and benefit.

As the directory of organisations: some hundreds of rows, a few thousand at most, so plain masks
do. What differs from place to place (town, distance, whether it is open) is asked of every branch
by itself, so that nobody is shown a chain whose only open branch is far away.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from core.content_version import KeptMap
from core.geo.places import name_key
from core.kept_texts import KeptTexts
from core.synonyms import synonyms
from core.text_index import TextIndex
from opportunities.catalogue import Near
from opportunities.catalogue.distances import Around, Vectors, vectors
from opportunities.catalogue.places import Point
from partners.directory_entries import Branch, Entry, documents, read_entries
from partners.hours import is_open

WEIGHTS = (3.0, 2.0, 1.5, 1.5, 1.0)  # name; benefits; category; in short and places; about
TOWN, OPEN = "ort", "offen"  # what is asked of each branch
PLACE = 3  # which of them holds names of places

Mask = NDArray[np.bool_]

TRAITS = ("begleitung", "stufenfrei", "ueberall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody is looking for.

    `choices` by `kategorie`, `art` and `ort`; of `traits` (`TRAITS`) a shop has to have all.
    """

    words: str = ""
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    traits: frozenset[str] = frozenset()
    near: Near | None = None
    open_at: dt.datetime | None = None


class Answer:
    """What fits: how many, which, in what order, and how many would with another choice."""

    def __init__(self, directory: "Directory", question: Question) -> None:
        self._directory = directory
        self.question = question
        self._chosen = {
            name: directory.any_of(name, chosen)
            for name, chosen in question.choices.items()
            if name != TOWN and chosen
        } | {name: directory.any_of(name, ["1"]) for name in question.traits}
        self._around = directory.around(question.near) if question.near else None

    @cached_property
    def _scores(self) -> NDArray[np.float32]:
        """How well each row fits the words; without words all fit alike."""
        return self._directory.scores(self.question.words)

    @cached_property
    def _near(self) -> Mask:
        """The branches that are near enough."""
        near = self.question.near
        if self._around is None or near is None or near.radius_km is None:
            return np.ones(len(self._directory.branches), np.bool_)
        return self._around.kilometres <= near.radius_km

    @cached_property
    def _within_reach(self) -> Mask:
        """The branches that are near enough, and open if that was asked."""
        at = self.question.open_at
        return self._near & self._directory.open_at(at) if at else self._near

    def _places_but_for(self, facet: str | None) -> Mask:
        """The branches within reach and in a chosen town."""
        places = self._within_reach
        towns = self.question.choices.get(TOWN)
        if towns and facet != TOWN:
            places = places & self._directory.branches_in(towns)
        return places

    def _fits_but_for(self, facet: str | None) -> Mask:
        """The shops that fit, whatever their branches."""
        fits: Mask = self._scores > 0
        for name, mask in self._chosen.items():
            if name != facet:
                fits = fits & mask
        return fits

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        fits = self._fits_but_for(None) & self._directory.with_any(self._places_but_for(None))
        rows = self._directory.by_title
        rows = rows[fits[rows]]
        if self.question.words:
            return rows[np.argsort(-self._scores[rows], kind="stable")]
        if self._around is not None:
            return rows[np.argsort(self._kilometres[rows], kind="stable")]
        return rows

    @cached_property
    def _kilometres(self) -> NDArray[np.float32]:
        """Of each row, to the nearest of its branches."""
        found = np.full(len(self._directory.entries), np.inf, np.float32)
        if self._around is not None:
            np.minimum.at(found, self._directory.row_of, self._around.kilometres)
        return found

    @property
    def count(self) -> int:
        return len(self._rows)

    def keys(self, start: int, stop: int) -> list[int]:
        return [self._directory.keys[row] for row in self._rows[start:stop]]

    def distance_km(self, key: int) -> float | None:
        """How far the nearest place of a shop is; None where nobody asked or knows."""
        found = float(self._kilometres[self._directory.row_by_key[key]])
        return found if np.isfinite(found) else None

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        directory = self._directory
        here = directory.with_any(self._places_but_for(None))
        found: dict[str, dict[str, int]] = {}
        for facet, masks in directory.masks.items():
            fits = self._fits_but_for(facet) & here
            found[facet] = {value: int((mask & fits).sum()) for value, mask in masks.items()}
        fits = self._fits_but_for(None)
        places = self._places_but_for(TOWN)
        found[TOWN] = {
            slug: int((fits & directory.with_any(places & mask)).sum())
            for slug, mask in directory.town_masks.items()
        }
        if self.question.open_at:  # else the number would stand on a page that is kept for hours
            found[OPEN] = {"1": self.count}
        return found

    @cached_property
    def suggestion(self) -> str | None:
        words = self.question.words
        return self._directory.index.suggest(words) if words else None


@dataclass(frozen=True)
class Directory:
    """A snapshot; rows of `entries` are those of `index`, None where one is gone."""

    entries: Sequence[Entry | None]
    index: TextIndex

    def answer(self, question: Question) -> Answer:
        return Answer(self, question)

    @cached_property
    def keys(self) -> list[int]:
        return [entry.key if entry else 0 for entry in self.entries]

    @cached_property
    def row_by_key(self) -> Mapping[int, int]:
        return {key: row for row, key in enumerate(self.keys) if key}

    @cached_property
    def by_title(self) -> NDArray[np.intp]:
        """Shops that give something at present before those that don't, each by name."""
        known = [(row, entry) for row, entry in enumerate(self.entries) if entry]
        known.sort(key=lambda pair: (not pair[1].kinds, name_key(pair[1].title), pair[1].key))
        return np.array([row for row, _entry in known], np.intp)

    # --- Of each shop ---

    @cached_property
    def masks(self) -> Mapping[str, Mapping[str, Mask]]:
        return {
            "kategorie": _masks(
                [frozenset({e.category} - {""}) if e else frozenset() for e in self.entries]
            ),
            "art": _masks([e.kinds if e else frozenset() for e in self.entries]),
        } | {
            name: _masks([_yes(e is not None and name in e.traits) for e in self.entries])
            for name in TRAITS
        }

    def any_of(self, facet: str, chosen: Iterable[str]) -> Mask:
        """The rows that have one of these values."""
        masks = self.masks[facet]
        nobody = np.zeros(len(self.entries), np.bool_)
        found: Mask = np.logical_or.reduce([masks.get(value, nobody) for value in chosen])
        return found

    def scores(self, words: str) -> NDArray[np.float32]:
        scores = np.zeros(len(self.entries), np.float32)
        if words:
            found = self.index.search(words, synonyms())
            scores[found.rows] = found.scores
        else:
            scores[self.by_title] = 1
        return scores

    # --- Of each branch ---

    @cached_property
    def branches(self) -> list[Branch]:
        return [branch for entry in self.entries if entry for branch in entry.branches]

    @cached_property
    def row_of(self) -> NDArray[np.intp]:
        """The shop of each branch."""
        rows = [row for row, entry in enumerate(self.entries) if entry for _ in entry.branches]
        return np.array(rows, np.intp)

    @cached_property
    def _vectors(self) -> Vectors:
        return vectors([branch.point for branch in self.branches])

    @cached_property
    def town_masks(self) -> Mapping[str, Mask]:
        return _masks([branch.towns for branch in self.branches])

    def branches_in(self, towns: Iterable[str]) -> Mask:
        nowhere = np.zeros(len(self.branches), np.bool_)
        masks = [self.town_masks.get(town, nowhere) for town in towns]
        found: Mask = np.logical_or.reduce(masks)
        return found

    def open_at(self, at: dt.datetime) -> Mask:
        return np.fromiter(
            (is_open(branch.times, at) for branch in self.branches), np.bool_, len(self.branches)
        )

    def around(self, near: Near) -> Around:
        return Around(self._vectors, Point(near.latitude, near.longitude))

    def with_any(self, places: Mask) -> Mask:
        """The shops of these branches."""
        found = np.zeros(len(self.entries), np.bool_)
        found[self.row_of[places]] = True
        return found


def _yes(is_set: bool) -> frozenset[str]:
    return frozenset({"1"} if is_set else ())


def _masks(values: Sequence[frozenset[str]]) -> dict[str, Mask]:
    every = sorted(frozenset().union(*values))
    return {
        value: np.fromiter((value in own for own in values), np.bool_, len(values))
        for value in every
    }


_texts = KeptTexts(read=documents, weights=WEIGHTS, name_fields={PLACE})
# By day, because benefits begin and end at midnight without anybody publishing.
_directories: KeptMap[dt.date, Directory] = KeptMap(size=2)


def directory() -> Directory:
    """The shops that take the card and that everybody may see."""
    return _directories.get_or_make(timezone.localdate(), _make)


def _make() -> Directory:
    entries = read_entries(timezone.localdate())
    texts = _texts.follow({key: entry.stamp for key, entry in entries.items()})
    return Directory([entries[key] if key else None for key in texts.keys], texts.index)
