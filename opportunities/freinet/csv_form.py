"""The CSV form of an export, read so that one broken row costs one row.

Quotation marks are where such files break: one that is not closed swallows what follows. So the
file is first cut into records by counting them, starting anew wherever a line can only be the
beginning of a record, and each record is then read by itself.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import StringIO, TextIOWrapper
from typing import BinaryIO

from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.rows import FIELD_OF, Row, row_from

DELIMITERS = ";,\t"
LONGEST_HEADER = 64 * 1024  # bytes
LARGEST_FIELD = 64 * 1024 * 1024  # characters; files are smaller
KEPT_OF_BROKEN_ROWS = 4000  # characters
NUMERIC = {"freinet_id", "agency_id", "organisation_id", "created", "wanted"}
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

_NUMBER = re.compile(r"\d{1,20}\Z")
_BLANK = " \t\r\n\x00\x1a;,"
_SEPARATOR_LINE = re.compile(r"sep=.\s*\Z")


def csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """The offers of a CSV export; raises `FreinetFileError` if its header is no such one."""
    lines = _text_lines(stream)
    header = _header(lines)
    if header is None:
        raise FreinetFileError(FreinetFileError.Code.NOT_FREINET)
    csv.field_size_limit(LARGEST_FIELD)
    yield from _Reader(header).rows(lines)


def _text_lines(stream: BinaryIO) -> Iterator[str]:
    """Lines with their ends. UTF-8 or UTF-16 by its mark, else each line that is no UTF-8 is
    taken as Windows' own encoding, so that one wrong byte does not garble the whole file."""
    mark = stream.read(3)
    if mark[:2] in UTF16_MARKS:
        stream.seek(0)
        wrapper = TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="\n")
        try:
            yield from wrapper
        finally:
            wrapper.detach()  # or it would close the caller's file
        return
    if mark != b"\xef\xbb\xbf":
        stream.seek(0)
    for line in stream:
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class _Header:
    delimiter: str
    names: list[str]  # ours, or "" for a column that is not read

    @property
    def id_index(self) -> int:
        return self.names.index("freinet_id")


def _header(lines: Iterator[str]) -> _Header | None:
    for line in lines:
        if not line.strip() or _SEPARATOR_LINE.match(line):
            continue
        if len(line) > LONGEST_HEADER:
            return None
        candidates = [_parsed_header(line, delimiter) for delimiter in DELIMITERS]
        best = max(candidates, key=lambda header: sum(map(bool, header.names)))
        return best if {"freinet_id", "title"} <= set(best.names) else None
    return None


def _parsed_header(line: str, delimiter: str) -> _Header:
    names: list[str] = []
    for name in _split(line, delimiter):
        field = FIELD_OF.get(name.strip().strip('"').lower(), "")
        names.append("" if field in names else field)
    return _Header(delimiter, names)


class _Reader:
    def __init__(self, header: _Header) -> None:
        self.header = header
        self.shortest_id = 0  # digits, of the rows so far; 0 before the first

    def rows(self, lines: Iterable[str]) -> Iterator[Row]:
        number = 0
        broken: Row | None = None  # held back, because its pieces may follow
        record = ""
        for record, is_closed in self._records(lines):
            columns, is_repaired = self._columns(record, is_closed=is_closed)
            if broken and not self._fits(columns) and not self._begins_row(record):
                broken = replace(broken, raw=_ends_of(broken.raw + record))
                continue
            if broken:
                yield self._finished(broken)
                broken = None
            if columns and _names(columns) == self.header.names:
                continue  # several exports in one file, each with its header
            number += 1
            if not self._fits(columns):
                broken = Row(number=number, problem=self._problem(columns), raw=_ends_of(record))
                continue
            row = self._good_row(columns, number, is_repaired=is_repaired)
            if not record.endswith("\n") and self._lacks_digits(row):
                broken = Row(number=number, problem=Reason.CUT_OFF, raw=record)
                continue
            self.shortest_id = min(filter(None, (self.shortest_id, len(row.freinet_id))), default=0)
            yield row
        if broken:
            is_cut_off = not record.endswith("\n")
            yield replace(broken, problem=Reason.CUT_OFF) if is_cut_off else self._finished(broken)

    def _records(self, lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
        """Each record's text, and whether its quotation marks match."""
        buffer: list[str] = []
        is_open = False
        for line in lines:
            if buffer and self._begins_record(line):
                yield "".join(buffer), False
                buffer, is_open = [], False
            buffer.append(line)
            is_open ^= line.count('"') % 2 == 1
            if not is_open:
                if (record := "".join(buffer)).strip(_BLANK):
                    yield record, True
                buffer = []
        if buffer:
            yield "".join(buffer), False

    def _begins_record(self, line: str) -> bool:
        """Whether a line inside an open quotation can only be the next record's beginning.

        Its columns up to the first quotation mark must fit the header's first ones, at least
        one of them a number; without any quotation mark it must be a whole record.
        """
        before, quote, _rest = line.partition('"')
        columns = before.rstrip("\r\n").split(self.header.delimiter)
        if quote and columns[-1]:
            return False  # the mark is not at a column's beginning
        if quote:
            columns.pop()
        elif len(columns) != len(self.header.names):
            return False
        if not 2 <= len(columns) <= len(self.header.names):
            return False
        numbers = [
            value
            for name, value in zip(self.header.names, columns, strict=False)
            if name in NUMERIC and value
        ]
        return bool(numbers) and all(map(_NUMBER.match, numbers))

    def _columns(self, record: str, *, is_closed: bool) -> tuple[list[str], bool]:
        """The record's columns, and whether its quotation marks had to be put right for them.

        No columns at all: a quotation is not closed.
        """
        parsed = _parsed(record, self.header.delimiter) if is_closed else []
        if self._fits(parsed):
            return parsed, False
        for columns in (
            _split(record, self.header.delimiter),
            record.rstrip("\r\n").split(self.header.delimiter),
        ):
            if self._fits(columns) and _NUMBER.match(columns[self.header.id_index].strip()):
                return columns, True
        return parsed, False

    def _fits(self, columns: list[str]) -> bool:
        width = len(self.header.names)
        return len(columns) == width or (len(columns) > width and not any(columns[width:]))

    def _good_row(self, columns: list[str], number: int, *, is_repaired: bool) -> Row:
        pairs = zip(self.header.names, columns, strict=False)
        values = {name: value for name, value in pairs if name}
        repairs = (Reason.QUOTES,) if is_repaired else ()
        return row_from(values, number=number, repairs=repairs)

    def _problem(self, columns: list[str]) -> Reason:
        if not columns:
            return Reason.UNCLOSED_QUOTE
        too_few = len(columns) < len(self.header.names)
        return Reason.TOO_FEW_COLUMNS if too_few else Reason.TOO_MANY_COLUMNS

    def _finished(self, broken: Row) -> Row:
        """A broken row of which no more pieces follow."""
        return replace(broken, freinet_id=self._salvaged_id(broken.raw))

    def _begins_row(self, record: str) -> bool:
        """Whether a broken record is one of its own: there are numbers where they belong."""
        columns = record.partition('"')[0].split(self.header.delimiter)
        numbers = [
            value.strip()
            for name, value in zip(self.header.names, columns, strict=False)
            if name in NUMERIC
        ]
        return any(numbers) and all(_NUMBER.match(number) for number in numbers if number)

    def _lacks_digits(self, row: Row) -> bool:
        """Whether the number at the very end of a file is shorter than all others before."""
        is_last_column = self.header.id_index == len(self.header.names) - 1
        return is_last_column and len(row.freinet_id) < self.shortest_id

    def _salvaged_id(self, record: str) -> str:
        """The number of a broken row, if it stands at one of the ends."""
        columns = record.strip().split(self.header.delimiter)
        from_the_end = self.header.id_index - len(self.header.names)
        for position in (from_the_end, self.header.id_index):
            if position in (0, -1) and _NUMBER.match(value := columns[position].strip(' "')):
                return value
        return ""


def _ends_of(text: str) -> str:
    """Beginning and end of a broken row, by which it is recognised; it may be half the file."""
    if len(text) <= KEPT_OF_BROKEN_ROWS:
        return text
    return text[: KEPT_OF_BROKEN_ROWS // 2] + text[-KEPT_OF_BROKEN_ROWS // 2 :]


def _parsed(record: str, delimiter: str) -> list[str]:
    """The columns as the ordinary reader sees them; none if to it this is not one record."""
    try:
        records = list(csv.reader(StringIO(record, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return records[0] if len(records) == 1 else []


def _names(columns: list[str]) -> list[str]:
    return [FIELD_OF.get(column.strip().lower(), "") for column in columns]


def _split(record: str, delimiter: str) -> list[str]:
    """Columns, with a quotation mark that stands inside a text taken as part of it.

    A mark opens only at a column's beginning and closes only at its end.
    """
    columns: list[str] = []
    text = record.rstrip("\r\n")
    position = 0
    while True:
        if text.startswith('"', position):
            end = position + 1
            while True:
                end = text.find('"', end)
                if end < 0:
                    columns.append(text[position + 1 :])
                    return columns
                if text.startswith('""', end):
                    end += 2
                elif end + 1 == len(text) or text.startswith(delimiter, end + 1):
                    break
                else:
                    end += 1
            columns.append(text[position + 1 : end].replace('""', '"'))
            position = end + 1
        else:
            end = text.find(delimiter, position)
            end = len(text) if end < 0 else end
            columns.append(text[position:end])
            position = end
        if position >= len(text):
            return columns
        position += len(delimiter)
        if position == len(text):
            return [*columns, ""]
