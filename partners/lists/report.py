"""The report as a file that German spreadsheets open by a double click."""

import csv
from collections.abc import Iterable
from typing import TextIO

from django.utils.translation import gettext as _

from core.spreadsheets import harmless
from partners.lists.outcomes import ReportLine

ENCODING = "utf-8-sig"  # without the mark Excel takes it for Windows' own encoding


def write_report(lines: Iterable[ReportLine], file: TextIO) -> None:
    """One row per line of the report, in the active language; `file` was opened with newline=""."""
    writer = csv.writer(file, delimiter=";")
    writer.writerow(
        [
            *(_("Row"), _("Shop"), _("Outcome"), _("Field"), _("Reason")),
            *(_("Here before"), _("Value in the file")),
        ]
    )
    for line in lines:
        writer.writerow(
            [
                line.row or "",
                harmless(line.title),
                line.outcome.label,
                harmless(line.field_label),
                line.reason.label if line.reason else "",
                harmless(line.before),
                harmless(line.value),
            ]
        )
