"""Tables for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from core.spreadsheets import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int


def as_csv(rows: Iterable[Sequence[Cell]], *, name: str) -> HttpResponse:
    """As German spreadsheets open it: semicolons, and a mark that says UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    text = f"\ufeff{out.getvalue()}"
    return _download(text.encode(), "text/csv; charset=utf-8", f"{name}.csv")


def as_xlsx(rows: Iterable[Sequence[Cell]], *, name: str) -> HttpResponse:
    from openpyxl import Workbook  # slow to import, and rarely needed

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_harmless(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return _download(out.getvalue(), XLSX, f"{name}.xlsx")


def _harmless(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
