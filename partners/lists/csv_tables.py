"""CSV, read so that one broken row costs one row; separator and encoding are found out."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from partners.lists.cells import (
    HEADER_WITHIN,
    HeaderScore,
    Record,
    Table,
    tidy,
    without_empty_end,
)
from partners.lists.decoding import text_of
from partners.lists.errors import ListFileError
from partners.lists.outcomes import Reason

DELIMITERS: Final = ";,\t|"
LONGEST_RECORD: Final = 60  # lines; longer, and a quotation mark was not closed
KEPT_OF_BROKEN_ROWS: Final = 4000  # characters

_SEPARATOR_LINE = re.compile(r"sep=(.)\s*\Z")


def csv_table(path: Path, header_score: HeaderScore) -> Table:
    """The table of a CSV file; raises `ListFileError`."""
    text = text_of(path.read_bytes())
    if "\x00" in text or (not text.isprintable() and _is_binary(text)):
        raise ListFileError(ListFileError.Code.NO_TABLE)
    lines = text.splitlines(keepends=True) if "\x0b" not in text else text.split("\n")
    delimiter, found = _find_header(lines, header_score)
    header_row, header = found
    reader = _CsvReader(delimiter, len(header))

    def records() -> Iterator[Record]:
        return reader.records(lines[header_row:], first=header_row)

    return Table(header, records)


def _is_binary(text: str) -> bool:
    sample = text[:4000]
    odd = sum(sign < " " and sign not in "\t\r\n\x0c" for sign in sample)
    return odd * 50 > len(sample)


def _find_header(lines: list[str], header_score: HeaderScore) -> tuple[str, tuple[int, list[str]]]:
    """The separator, how many lines the header and what is above it take, and its cells."""
    best: tuple[int, int, str, int, list[str]] | None = None
    given = _SEPARATOR_LINE.match(lines[0]) if lines else None
    for number, line in enumerate(lines[:HEADER_WITHIN], start=1):
        for delimiter in given[1] if given else DELIMITERS:
            cells = _parsed(line, delimiter) or _leniently(line, delimiter)
            score = header_score(cells)
            if score and (best is None or (score, len(cells)) > best[:2]):
                best = (score, len(cells), delimiter, number, cells)
    if best is None:
        raise ListFileError(ListFileError.Code.NO_HEADER)
    return best[2], (best[3], without_empty_end(best[4]))


class _CsvReader:
    def __init__(self, delimiter: str, width: int) -> None:
        self.delimiter = delimiter
        self.width = width

    def records(self, lines: list[str], *, first: int) -> Iterator[Record]:
        """Each record below the header; `first` is the number of the line above them."""
        for number, raw, is_closed in self._raw_records(lines, first):
            if not raw.strip(" \t\r\n;,|\x1a\x00\x0c"):
                continue
            is_last = number - first + raw.count("\n") >= len(lines) and not raw.endswith("\n")
            yield self._record(number, raw, is_closed=is_closed, is_last=is_last)

    def _raw_records(self, lines: list[str], first: int) -> Iterator[tuple[int, str, bool]]:
        """Number, text, and whether the quotation marks match, of each record.

        A line that is a whole row by itself ends a quotation that somebody forgot to close.
        """
        buffer: list[str] = []
        start = first
        is_open = False
        for number, line in enumerate(lines, start=first + 1):
            if buffer and (len(buffer) >= LONGEST_RECORD or self._is_whole(line)):
                yield start, "".join(buffer), False
                buffer, is_open = [], False
            if not buffer:
                start = number
            buffer.append(line)
            is_open ^= line.count('"') % 2 == 1
            if not is_open:
                yield start, "".join(buffer), True
                buffer = []
        if buffer:
            yield start, "".join(buffer), False

    def _is_whole(self, line: str) -> bool:
        if self.width < 4 or line.count(self.delimiter) < self.width - 1:
            return False
        if line.count('"') % 2:
            return False
        cells = _parsed(line, self.delimiter) or _leniently(line, self.delimiter)
        return len(cells) == self.width

    def _record(self, number: int, raw: str, *, is_closed: bool, is_last: bool) -> Record:
        cells = _parsed(raw, self.delimiter) if is_closed else []
        repairs: tuple[Reason, ...] = ()
        if not cells:
            cells, repairs = _leniently(raw, self.delimiter), (Reason.QUOTES,)
        fits = self._fits(cells)
        if fits and (is_closed or len(raw.splitlines()) == 1):
            whole = cells[: self.width] + [""] * (self.width - len(cells))
            return Record(number=number, cells=whole, repairs=repairs)
        too_few = len(cells) < self.width
        problem = (
            Reason.CUT_OFF
            if is_last and (too_few or not is_closed)
            else Reason.UNCLOSED_QUOTE
            if not is_closed
            else Reason.TOO_FEW_COLUMNS
            if too_few
            else Reason.TOO_MANY_COLUMNS
        )
        return Record(number=number, cells=cells, problem=problem, raw=raw[:KEPT_OF_BROKEN_ROWS])

    def _fits(self, cells: list[str]) -> bool:
        return len(cells) == self.width or (
            len(cells) > self.width and not any(map(str.strip, cells[self.width :]))
        )


def _parsed(raw: str, delimiter: str) -> list[str]:
    """The cells as the ordinary reader sees them; none if to it this is not one record."""
    try:
        records = list(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return [tidy(cell) for cell in records[0]] if len(records) == 1 else []


def _leniently(raw: str, delimiter: str) -> list[str]:
    """The cells, with quotation marks that stand inside of a text taken as part of it."""
    apart = re.escape(delimiter)
    cell = re.compile(rf'"((?:[^"]|""|"(?!\s*(?:{apart}|\Z)))*)"\s*(?:{apart}|\Z)|([^{apart}]*)')
    cells: list[str] = []
    text = raw.rstrip("\n")
    position = 0
    while position <= len(text):
        match = cell.match(text, position)
        if match is None:
            break
        quoted, plain = match.groups()
        # A mark that nobody has closed belongs to no text.
        text_of_cell = plain.removeprefix('"') if quoted is None else quoted.replace('""', '"')
        cells.append(tidy(text_of_cell))
        position = match.end()
        if quoted is None:
            position += 1
        elif not text[: match.end()].endswith(delimiter):
            break
        elif position == len(text):
            cells.append("")
            break
    return cells
