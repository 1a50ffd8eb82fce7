"""The report as a file that German spreadsheets open by a double click."""

import csv
from collections.abc import Iterable
from typing import TextIO

from django.utils.translation import gettext as _

from opportunities.freinet.outcomes import ReportLine

ENCODING = "utf-8-sig"  # without the mark Excel takes it for Windows' own encoding
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_report(lines: Iterable[ReportLine], file: TextIO) -> None:
    """One row per line of the report, in the active language; `file` was opened with newline=""."""
    writer = csv.writer(file, delimiter=";")
    writer.writerow(
        [
            _("Row"),
            _("Freinet number"),
            _("Title"),
            _("Outcome"),
            _("Field"),
            _("Reason"),
            _("Value in the file"),
        ]
    )
    for line in lines:
        writer.writerow(
            [
                line.row or "",
                _harmless(line.freinet_id),
                _harmless(line.title),
                line.outcome.label,
                line.field,
                line.reason.label if line.reason else "",
                _harmless(line.value),
            ]
        )


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
