"""What one can ask the catalogue, and what it answers.

Pages, feeds, the map, the API and matching all speak these few types; none of them knows how the
catalogue holds its columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from opportunities.catalogue.facets import RADIUS

LONGEST_WORDS = 1_000  # characters that are looked at


class Order(models.TextChoices):
    """In which order results come; the values stand in addresses."""

    RELEVANCE = "relevanz", _("best match first")
    NEWEST = "neu", _("newest first")
    NEAREST = "nah", _("nearest first")
    MOST_NEEDED = "bedarf", _("most needed first")


class Near(NamedTuple):
    """A point to measure distances from, in WGS 84 degrees."""

    latitude: float
    longitude: float
    radius_km: float | None = None  # None: distances only, nothing is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What words meant as filters: they rank, and leave out only what contradicts them.

    Nobody who types "samstags vorlesen" wants to miss an offer that says nothing of its days.
    """

    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    near: Near | None = None
    place: str = ""  # the name of `near`: who has it in the text is there for sure

    def __bool__(self) -> bool:
        return bool(self.choices or self.near)

    def has(self, facet: str | None) -> bool:
        """Whether there is a wish for this filter (for a place: its radius)."""
        return facet in self.choices or (facet == RADIUS and self.near is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody is looking for.

    `choices` has the chosen values of each filter by the filter's name (`facets.FACETS`): several
    values of one filter are a union, several filters an intersection. `words` is plain text; what
    it meant as place, day or other filter has become `wishes` already.
    """

    words: str = ""
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    near: Near | None = None
    wishes: Wishes = field(default_factory=Wishes)
    order: Order | None = None  # None: by relevance if there are words, else the newest first


class Places(NamedTuple):
    """Where results lie, as parallel columns; only those with a public place on the map."""

    keys: NDArray[np.int64]
    latitudes: NDArray[np.float64]  # WGS 84 degrees
    longitudes: NDArray[np.float64]


def readable(words: str) -> str:
    """The beginning of what somebody typed, or a program sent."""
    return words[:LONGEST_WORDS].replace("\0", " ").strip()
