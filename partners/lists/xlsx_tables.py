"""XLSX: the sheet that begins most like a list of shops."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from partners.lists.cells import (
    HEADER_WITHIN,
    HeaderScore,
    Record,
    Table,
    tidy,
    without_empty_end,
)
from partners.lists.errors import ListFileError

LARGEST_UNPACKED: Final = 200 * 1024 * 1024  # bytes of an XLSX file's parts
MOST_COLUMNS: Final = 120


def xlsx_table(path: Path, header_score: HeaderScore) -> Table:
    """The table of an XLSX file; raises `ListFileError`."""
    from openpyxl import load_workbook  # slow to import, and rarely needed

    def rows(sheet: int) -> Iterator[list[str]]:
        # Opened here, because openpyxl judges a path by its ending.
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            for row in book.worksheets[sheet].iter_rows(max_col=MOST_COLUMNS, values_only=True):
                yield [_cell(value) for value in row]
            book.close()

    try:
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise ListFileError(ListFileError.Code.TOO_LARGE)
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            sheets = range(len(book.worksheets))
            book.close()
        best: tuple[int, int, int, list[str]] | None = None
        for sheet in sheets:
            for number, cells in enumerate(rows(sheet), start=1):
                score = header_score(cells)
                if score and (best is None or score > best[0]):
                    best = (score, sheet, number, cells)
                if number >= HEADER_WITHIN:
                    break
    except (BadZipFile, KeyError, ValueError, IndexError, EOFError, OSError, TypeError) as error:
        raise ListFileError(ListFileError.Code.NO_TABLE) from error
    if best is None:
        raise ListFileError(ListFileError.Code.NO_HEADER)
    _score, chosen, header_row, header_cells = best
    header = without_empty_end(header_cells)

    def records() -> Iterator[Record]:
        for number, cells in enumerate(rows(chosen), start=1):
            if number > header_row and any(cells):
                whole = cells[: len(header)] + [""] * (len(header) - len(cells))
                yield Record(number=number, cells=whole)

    return Table(header, records)


def _cell(value: object) -> str:
    """As a person would have typed it: no `90403.0`, no time where only a day is meant."""
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else tidy(str(value))
