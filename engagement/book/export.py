from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from tablib import Dataset

from core.spreadsheets import harmless
from engagement import amounts
from engagement.models import HoursEntry


def hours_as_csv(entries: Iterable[HoursEntry]) -> bytes:
    """The entries as a table that spreadsheets in Germany open rightly."""
    rows = Dataset(
        headers=[
            _("Day"), _("Hours"), _("Organisation"), _("As what"), _("Name"),
            _("What was done"), _("State"), _("Word of the organisation"),
        ]
    )  # fmt: skip
    for entry in entries:
        engagement = entry.engagement
        rows.append(
            [
                date_format(entry.worked_on, "d.m.Y"),
                amounts.shown(entry.hours),
                *map(
                    harmless,
                    (
                        engagement.organisation.name,
                        engagement.role,
                        engagement.volunteer.name,
                        entry.note,
                    ),
                ),
                entry.get_state_display(),
                harmless(entry.answer),
            ]
        )
    text: str = rows.export("csv", delimiter=";")
    # With the mark, Excel knows that this is UTF-8.
    return text.encode("utf-8-sig")
