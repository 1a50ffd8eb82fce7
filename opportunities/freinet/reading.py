"""From a file to rows: which form it has is seen by its content, not by its name."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from opportunities.freinet.csv_form import csv_rows
from opportunities.freinet.errors import FreinetFileError
from opportunities.freinet.outcomes import BREAKS
from opportunities.freinet.rows import Row
from opportunities.freinet.xml_form import xml_rows

LARGEST_FILE = 50 * 1024 * 1024  # bytes; a whole export of thousands of offers has a few
SIGNATURES = {
    b"PK\x03\x04": FreinetFileError.Code.ARCHIVE,
    b"\x1f\x8b": FreinetFileError.Code.ARCHIVE,
    b"\xd0\xcf\x11\xe0": FreinetFileError.Code.ARCHIVE,  # Excel before 2007
    b"%PDF": FreinetFileError.Code.PDF,
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass
class Inspection:
    """What is known of a file after one quick reading."""

    rows: int = 0
    usable_rows: int = 0
    is_complete: bool = True  # if not, what is missing may only have been lost
    agency_ids: set[str] = field(default_factory=set)


def read_rows(path: Path) -> Iterator[Row]:
    """The offers of an export, one at a time; raises `FreinetFileError`."""
    with suppress(OSError), path.open("rb") as stream:
        yield from rows_of(stream)
        return
    raise FreinetFileError(FreinetFileError.Code.NOT_FOUND)


def rows_of(stream: BinaryIO) -> Iterator[Row]:
    """The same of an open binary file."""
    size = stream.seek(0, 2)
    stream.seek(0)
    start = stream.read(1024)
    stream.seek(0)
    if size > LARGEST_FILE:
        raise FreinetFileError(FreinetFileError.Code.TOO_LARGE)
    for signature, code in SIGNATURES.items():
        if start.startswith(signature):
            raise FreinetFileError(code)
    text = start
    for mark in _MARKS:
        text = text.removeprefix(mark)
    text = text.replace(b"\x00", b"").lstrip()  # UTF-16 is every other byte zero
    if not text:
        raise FreinetFileError(FreinetFileError.Code.EMPTY)
    if text[:1] in b"{[":
        raise FreinetFileError(FreinetFileError.Code.JSON)
    yield from xml_rows(stream) if text[:1] == b"<" else csv_rows(stream)


def inspect_rows(rows: Iterator[Row]) -> Inspection:
    """Read a file through once, before anything is done with it.

    Raises `FreinetFileError`, also if there is no offer in it: an empty export would otherwise
    take every offer for gone.
    """
    found = Inspection()
    for row in rows:
        found.rows += 1
        found.usable_rows += row.problem is None
        if row.problem in BREAKS:
            found.is_complete = False
        elif row.problem is None:
            found.agency_ids.add(row.agency_id)
    if not found.usable_rows:
        raise FreinetFileError(FreinetFileError.Code.NO_OFFER)
    return found
