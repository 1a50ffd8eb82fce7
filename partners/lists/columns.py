"""Which column holds what: by its name, German or English, else by what stands in it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from partners.lists.column_looks import LOOKS, could_be, says_nothing
from partners.lists.column_names import NAMES, fields_by_title, is_name, plain
from partners.lists.errors import ListFileError

SAMPLE: Final = 300  # rows that are looked at
_FEWEST = 4  # values from which on something can be said of a column

# So much of a column must look so, for it to be taken for one without being called so.
_SHARE = {"street": 0.5, "benefit": 0.5, "website": 0.6, "email": 0.6, "phone": 0.7}
# By these it is seen whether columns, or the cells of one row, stand under the right names.
STRICT: Final = ("postcode", "latitude", "longitude", "house_number", "email")


@dataclass(frozen=True)
class Hints:
    """What the list held before: field -> folded values, by which a renamed column is known."""

    values: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """Where what stands. `guessed`: fields known by their content, with their titles."""

    index: dict[str, int]
    titles: list[str]
    guessed: dict[str, str]
    unused: list[str]

    def get(self, cells: Sequence[str], name: str) -> str:
        """The cell of a field, "" if there is none."""
        position = self.index.get(name)
        return cells[position] if position is not None and position < len(cells) else ""

    def title(self, name: str) -> str:
        """What the file calls a field."""
        position = self.index.get(name)
        return self.titles[position] if position is not None else ""

    def misfits(self, cells: Sequence[str]) -> int:
        """How many cells can't be what their columns say."""
        return sum(
            not could_be(name, value)
            for name in STRICT
            if (value := self.get(cells, name)) and not says_nothing(value)
        )

    def fits(self, cells: Sequence[str]) -> int:
        """How many cells are what their columns say, where that can be told."""
        return sum(
            bool((value := self.get(cells, name)) and could_be(name, value))
            for name in (*STRICT, "website", "phone")
        )


def header_score(cells: Sequence[str]) -> int:
    """How many fields a row names, as its header would; 0 if it can't be one."""
    if sum(bool(cell) for cell in cells) < 2 or any(len(cell) > 80 for cell in cells):
        return 0
    found = fields_by_title(cells)
    exact = sum(is_name(cell) for cell in cells)
    values = sum(bool(LOOKS[name](cell)) for name in ("postcode", "website") for cell in cells)
    is_header = (exact and len(found) >= 2) or len(found) >= 3
    return len(found) + exact if is_header and not values else 0


def find_columns(
    header: Sequence[str], sample: Iterable[Sequence[str]], hints: Hints | None = None
) -> Columns:
    """Match the columns of a table with our fields; raises `ListFileError`."""
    rows = list(sample)
    index = fields_by_title(header)
    _check(index, rows)
    guessed: dict[str, str] = {}
    for name, position in _by_content(index, header, rows, hints or Hints()).items():
        index[name] = position
        guessed[name] = header[position]
    if "name" not in index:
        raise ListFileError(ListFileError.Code.NO_HEADER)
    used = set(index.values())
    unused = [title for position, title in enumerate(header) if position not in used and title]
    return Columns(index, list(header), guessed, unused)


def _check(index: dict[str, int], rows: Sequence[Sequence[str]]) -> None:
    """Drop columns that hold something else than their names say; many of them: a shift."""
    wrong = [
        name
        for name in (*STRICT, "website")
        if name in index
        and len(values := _values(rows, index[name])) >= _FEWEST
        and _share(LOOKS[name], values) < 0.35
        # Swapped coordinates are put right row by row.
        and not (name in ("latitude", "longitude") and _are_degrees(values))
    ]
    if len(wrong) >= 2 and "name" in index:
        raise ListFileError(ListFileError.Code.SHIFTED)
    for name in wrong:
        if name in ("postcode", "email", "website"):
            del index[name]


def _are_degrees(values: Sequence[str]) -> bool:
    """Numbers as coordinates are written in any way: `49,4`, `494622598`, `0`."""
    return _share(re.compile(r"-?[\d.,\s°]+\Z").match, values) > 0.6


def _by_content(
    index: dict[str, int], header: Sequence[str], rows: Sequence[Sequence[str]], hints: Hints
) -> dict[str, int]:
    """Fields that no title names, by what stands in the columns that nobody has taken."""
    free = [position for position in range(len(header)) if position not in index.values()]
    values = {position: _values(rows, position) for position in free}
    free = [position for position in free if len(values[position]) >= _FEWEST]
    scores: list[tuple[float, str, int]] = []
    for name in NAMES:
        if name in index:
            continue
        known = hints.values.get(name, frozenset())
        for position in free:
            score = _share_of(known, values[position])
            if name in LOOKS and name != "house_number":
                look = _share(LOOKS[name], values[position])
                score = max(score, look if look >= _SHARE.get(name, 0.8) else 0.0)
            elif name == "house_number" and index.get("street") == position - 1:
                score = max(score, _share(LOOKS[name], values[position]) - 0.2)
            if score >= (0.5 if known else 0.6):
                scores.append((score + (name in hints.values), name, position))
    found: dict[str, int] = {}
    for _score, name, position in sorted(scores, key=lambda one: (-one[0], one[2])):
        if name not in found and position not in found.values():
            found[name] = position
    if "name" not in index and "name" not in found:
        for position in free:
            if position not in found.values() and _could_be_names(values[position], len(rows)):
                found["name"] = position
                break
    return found


def _could_be_names(values: Sequence[str], rows: int) -> bool:
    with_letters = sum(bool(re.search(r"[^\W\d_]{2,}", value)) for value in values)
    return (
        len(values) >= 0.9 * rows
        and with_letters >= 0.9 * len(values)
        and len(set(values)) >= 0.8 * len(values)
    )


def _values(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    cells = (row[position] for row in rows if position < len(row))
    return [cell for cell in cells if cell and not says_nothing(cell)]


def _share_of(known: frozenset[str], values: Sequence[str]) -> float:
    return sum(plain(value) in known for value in values) / len(values) if values else 0.0


def _share(looks: Callable[[str], object], values: Sequence[str]) -> float:
    return sum(bool(looks(value)) for value in values) / len(values) if values else 0.0
