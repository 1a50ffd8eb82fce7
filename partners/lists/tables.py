"""From a file to records of cells, read so that one broken row costs one row.

What kind of file it is, is seen by its content, not by its name. Of CSV, separator and encoding
are found out; of XLSX, the sheet that begins most like a list of shops is read.
"""

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from core.mojibake import repair_mojibake
from partners.lists.errors import ListFileError
from partners.lists.outcomes import Reason

LARGEST_FILE: Final = 20 * 1024 * 1024  # bytes
LARGEST_UNPACKED: Final = 200 * 1024 * 1024  # bytes of an XLSX file's parts
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 120
DELIMITERS: Final = ";,\t|"
LONGEST_RECORD: Final = 60  # lines; longer, and a quotation mark was not closed
KEPT_OF_BROKEN_ROWS: Final = 4000  # characters
HEADER_WITHIN: Final = 20  # rows; above it stand titles and dates

# Encodings of old programs, by what German letters and marks look like in them.
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_GERMAN_SIGNS = frozenset("äöüÄÖÜß„“”–€éèàç’…")
_NO_TABLE = (b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rt", b"\x89PNG", b"\xff\xd8")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*\Z")

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


def open_table(path: Path, header_score: HeaderScore) -> Table:
    """Find the table in a file; `header_score` says how many columns of a row are known.

    Raises `ListFileError`.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise ListFileError(ListFileError.Code.NOT_FOUND) from error
    if size > LARGEST_FILE:
        raise ListFileError(ListFileError.Code.TOO_LARGE)
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ListFileError(ListFileError.Code.EMPTY)
    if start.startswith(_NO_TABLE):
        raise ListFileError(ListFileError.Code.NO_TABLE)
    if start.startswith(b"PK\x03\x04"):
        return _xlsx_table(path, header_score)
    return _csv_table(path, header_score)


# CSV


def _csv_table(path: Path, header_score: HeaderScore) -> Table:
    text = _text_of(path.read_bytes())
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


def _text_of(content: bytes) -> str:
    """UTF-8 or UTF-16 by its mark; else each line that is no UTF-8 is read in the old encoding
    that makes the most German letters of all such lines, so that one wrong byte does not garble
    the whole file."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _one_line_end(content.decode("utf-16", errors="replace"))
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content[1:2] == b"\x00" and content[3:4] == b"\x00":
        return _one_line_end(content.decode("utf-16-le", errors="replace"))
    try:
        return _one_line_end(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    lines = content.splitlines(keepends=True)
    broken = [line for line in lines if not _is_utf8(line)]
    encoding = max(_OLD_ENCODINGS, key=lambda name: _german_signs(b"".join(broken), name))
    return _one_line_end(
        "".join(
            line.decode("utf-8") if _is_utf8(line) else line.decode(encoding, errors="replace")
            for line in lines
        )
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _german_signs(content: bytes, encoding: str) -> int:
    signs = Counter(content.decode(encoding, errors="replace"))
    return sum(
        number if sign in _GERMAN_SIGNS else -number
        for sign, number in signs.items()
        if sign > "\x7f"
    )


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
    return best[2], (best[3], _without_empty_end(best[4]))


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


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


def tidy(cell: str) -> str:
    """A cell's text without space around it, wrongly encoded letters put right."""
    return repair_mojibake(cell).strip().strip("\ufeff")


# XLSX


def _xlsx_table(path: Path, header_score: HeaderScore) -> Table:
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
    header = _without_empty_end(header_cells)

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
