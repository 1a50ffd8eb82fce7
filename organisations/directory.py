"""All organisations in the memory of each process: found by words, town and field.

As the catalogue of opportunities, only smaller: a few thousand rows at most, so plain masks do.
When something is published, only what changed is read and analysed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from wagtail.rich_text import get_text_for_indexing

from core.content_version import kept
from core.geo.places import name_key
from core.kept_texts import Document, KeptTexts
from core.models.places import PublicPlace
from core.synonyms import synonyms
from core.text_index import TextIndex
from organisations.models.pages import OrganisationPage

WEIGHTS = (3.0, 1.5, 2.0, 1.5, 1.0)  # title; kind and fields; pitch; place; profile
PLACE = 3  # which of them holds names of places
PROFILE = ("why", "what", "aims", "audience")

Mask = NDArray[np.bool_]


class Entry(NamedTuple):
    """What the directory knows of an organisation besides its words."""

    key: int
    title: str
    changed_at: datetime | None
    towns: frozenset[str]
    fields: frozenset[str]


class Answer:
    """What fits: how many, which, in what order, and how many would with another choice."""

    def __init__(
        self, directory: "Directory", words: str, choices: Mapping[str, frozenset[str]]
    ) -> None:
        self._directory = directory
        self._words = words
        self._chosen = {name: directory.any_of(name, chosen) for name, chosen in choices.items()}

    @cached_property
    def _scores(self) -> NDArray[np.float32]:
        """How well each row fits the words; without words all fit alike."""
        return self._directory.scores(self._words)

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        fits = self._fits_but_for(None)
        rows = self._directory.by_title
        rows = rows[fits[rows]]
        return rows[np.argsort(-self._scores[rows], kind="stable")]

    def _fits_but_for(self, facet: str | None) -> Mask:
        fits: Mask = self._scores > 0
        for name, mask in self._chosen.items():
            if name != facet:
                fits = fits & mask
        return fits

    @property
    def count(self) -> int:
        return len(self._rows)

    def keys(self, start: int, stop: int) -> list[int]:
        return [self._directory.keys[row] for row in self._rows[start:stop]]

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        found = {}
        for facet, masks in self._directory.masks.items():
            fits = self._fits_but_for(facet)
            found[facet] = {value: int((mask & fits).sum()) for value, mask in masks.items()}
        return found

    @cached_property
    def suggestion(self) -> str | None:
        return self._directory.index.suggest(self._words) if self._words else None


@dataclass(frozen=True)
class Directory:
    """A snapshot; rows of `entries` are those of `index`, None where one is gone."""

    entries: Sequence[Entry | None]
    index: TextIndex

    def answer(self, words: str, choices: Mapping[str, frozenset[str]]) -> Answer:
        """What fits the words and the choices, by `ort` and `bereich`."""
        return Answer(self, words, choices)

    @cached_property
    def keys(self) -> list[int]:
        return [entry.key if entry else 0 for entry in self.entries]

    @cached_property
    def by_title(self) -> NDArray[np.intp]:
        rows = [row for row, entry in enumerate(self.entries) if entry]
        rows.sort(key=lambda row: (name_key(self.entries[row].title), self.keys[row]))  # type: ignore[union-attr]  # the gone are left out
        return np.array(rows, np.intp)

    @cached_property
    def masks(self) -> Mapping[str, Mapping[str, Mask]]:
        return {
            "ort": self._masks([entry.towns if entry else frozenset() for entry in self.entries]),
            "bereich": self._masks(
                [entry.fields if entry else frozenset() for entry in self.entries]
            ),
        }

    @staticmethod
    def _masks(values: Sequence[frozenset[str]]) -> Mapping[str, Mask]:
        every = sorted(frozenset().union(*values))
        return {
            value: np.fromiter((value in own for own in values), np.bool_, len(values))
            for value in every
        }

    def any_of(self, facet: str, chosen: Iterable[str]) -> Mask:
        """The rows that have one of these values."""
        found = np.zeros(len(self.entries), np.bool_)
        for value in chosen:
            if (mask := self.masks[facet].get(value)) is not None:
                found |= mask
        return found

    def scores(self, words: str) -> NDArray[np.float32]:
        scores = np.zeros(len(self.entries), np.float32)
        if words:
            found = self.index.search(words, synonyms())
            scores[found.rows] = found.scores
        else:
            scores[self.by_title] = 1
        return scores


def _read_entries() -> dict[int, Entry]:
    pages = OrganisationPage.objects.live().public().order_by("pk")
    towns: dict[int, set[str]] = {}
    fields: dict[int, set[str]] = {}
    active_in = OrganisationPage.active_in.through.objects
    for key, slug in active_in.values_list("organisationpage_id", "municipality__slug"):
        towns.setdefault(key, set()).add(slug)
    sectors = OrganisationPage.sectors.through.objects
    for key, slug in sectors.values_list("organisationpage_id", "engagementfield__slug"):
        fields.setdefault(key, set()).add(slug)
    found = {}
    for key, title, changed_at, slug in pages.values_list(
        "pk", "title", "last_published_at", "municipality__slug"
    ):
        own = {slug} if slug else set()
        found[key] = Entry(
            key,
            title,
            changed_at,
            frozenset(own | towns.get(key, set())),
            frozenset(fields.get(key, ())),
        )
    return found


def _documents(keys: Sequence[int]) -> Iterable[tuple[int, Document]]:
    pages = OrganisationPage.objects.filter(pk__in=keys).order_by("pk")
    for page in pages.select_related("kind", "municipality").prefetch_related("sectors"):
        yield page.pk, _document(page)


def _document(page: OrganisationPage) -> Document:
    """The words of an organisation by field; a protected address has none."""
    place = PublicPlace(page)
    town = page.municipality.name if page.municipality else ""
    return (
        page.title,
        " ".join([page.kind.label if page.kind else "", *map(str, page.sectors.all())]),
        page.pitch,
        " ".join([place.venue, place.street, place.postcode, place.city, place.locality, town]),
        " ".join(get_text_for_indexing(getattr(page, name)) for name in PROFILE),
    )


_texts = KeptTexts(read=_documents, weights=WEIGHTS, name_fields={PLACE})


@kept
def directory() -> Directory:
    """The organisations that everybody may see."""
    entries = _read_entries()
    texts = _texts.follow(entries)
    return Directory([entries[key] if key else None for key in texts.keys], texts.index)
