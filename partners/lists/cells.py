"""A table as it was read from any kind of file: a header, and records of cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from core.mojibake import repair_mojibake
from partners.lists.outcomes import Reason

HEADER_WITHIN: Final = 20  # rows; above it stand titles and dates

HeaderScore = Callable[[list[str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table. `number` is its line as a spreadsheet counts, the header included."""

    number: int
    cells: list[str]
    problem: Reason | None = None
    raw: str = ""  # of a broken one, to recognise the shop by
    repairs: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A header and how to read what stands below it, as often as one likes."""

    header: list[str]
    records: Callable[[], Iterator[Record]]


def tidy(cell: str) -> str:
    """A cell's text without space around it, wrongly encoded letters put right."""
    return repair_mojibake(cell).strip().strip("\ufeff")


def without_empty_end(cells: list[str]) -> list[str]:
    """A row up to the last cell that says anything."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells
