"""Offers like another one."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.components import Column
from matching.engine.constraints import having
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import WORD, unpack
from opportunities.catalogue.facets import YES

# How much each list says about two offers' likeness.
WORTH = {"bereich": 1.0, "zielgruppe": 1.0, "taetigkeit": 2.0}
PLACE = 1.0
WORDS = 0.5  # of an offer that has all words of the title; beside 1.0 for all of the rest
REACH_KM = 8.0
OF_ONE_ORGANISATION = 1  # its others stand on its own page


def similar(catalogue: Catalogue, key: int, number: int, *, words: str = "") -> list[int]:
    """The pages of the open offers with free places that are most like this one, best first.

    `words` are its title, of which the lists may know nothing: "Näherin". Empty for an offer that
    is not in the catalogue.
    """
    row = catalogue.row_of(key)
    if row is None:
        return []
    scores = likeness(catalogue, row)
    rows = len(scores)
    if words:
        said = catalogue.rated(words, slips="none").scores
        scores += np.float32(WORDS) * np.minimum(said / max(said[row], 1e-6), np.float32(1.0))
    scores *= unpack(catalogue.alive & having(catalogue, "frei", (YES,)), rows)
    scores[row] = 0.0
    return _of_many_organisations(catalogue, scores, number)


def likeness(catalogue: Catalogue, row: int) -> Column:
    """How alike each row and one are, in [0, 1], the same from both sides; 0 with nothing shared.

    The mean of the cosines of their entries in each list and of how near they lie.
    """
    rows = len(catalogue.columns)
    total = np.zeros(rows, np.float32)
    for facet, worth in WORTH.items():
        total += np.float32(worth) * _cosine(catalogue, facet, row)
    shares = total > 0
    total += np.float32(PLACE) * _nearness(catalogue, row)
    total /= np.float32(sum(WORTH.values()) + PLACE)
    return total * shares


def _cosine(catalogue: Catalogue, facet: str, row: int) -> Column:
    bits = catalogue.bits[catalogue.layout.span(facet)]
    rows = len(catalogue.columns)
    own = (bits[:, row // WORD] >> np.uint64(row % WORD)) & np.uint64(1) != 0
    shared, sizes = np.zeros(rows, np.uint8), np.zeros(rows, np.uint8)
    for is_own, one in zip(own.tolist(), bits, strict=True):
        has = unpack(one, rows).view(np.uint8)
        sizes += has
        if is_own:
            shared += has
    both = np.sqrt(sizes * np.float32(own.sum()), dtype=np.float32)
    return np.divide(shared, both, out=np.zeros(rows, np.float32), where=both > 0)


def _nearness(catalogue: Catalogue, row: int) -> Column:
    near = catalogue.columns.near
    if not np.isfinite(near[row, 0]):
        return np.zeros(len(near), np.float32)
    apart = np.sqrt(((near - near[row]) ** 2).sum(axis=1)) * np.float32(6371.0)
    return np.exp(apart / np.float32(-REACH_KM))


def _of_many_organisations(catalogue: Catalogue, scores: Column, number: int) -> list[int]:
    """The best rows' keys, at most `OF_ONE_ORGANISATION` of each."""
    found: list[int] = []
    taken: dict[int, int] = {}
    candidates: NDArray[np.intp] = np.flatnonzero(scores)
    order = np.lexsort((catalogue.newest_rank[candidates], -scores[candidates]))
    for row in candidates[order].tolist():
        if len(found) == number:
            break
        organisation = int(catalogue.columns.organisation[row])
        if organisation and taken.get(organisation, 0) >= OF_ONE_ORGANISATION:
            continue
        taken[organisation] = taken.get(organisation, 0) + 1
        found.append(int(catalogue.columns.keys[row]))
    return found
