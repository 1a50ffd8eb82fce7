"""From a file to records of cells, read so that one broken row costs one row.

What kind of file it is, is seen by its content, not by its name.
"""

from pathlib import Path
from typing import Final

from partners.lists.cells import HeaderScore, Table
from partners.lists.csv_tables import csv_table
from partners.lists.errors import ListFileError
from partners.lists.xlsx_tables import xlsx_table

LARGEST_FILE: Final = 20 * 1024 * 1024  # bytes
MOST_ROWS: Final = 50_000
_NO_TABLE = (b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rt", b"\x89PNG", b"\xff\xd8")


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
        return xlsx_table(path, header_score)
    return csv_table(path, header_score)
