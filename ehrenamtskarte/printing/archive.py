"""Cards for a card printer or a print shop: a table and one PDF a card, in a ZIP."""

import datetime as dt
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from django.conf import settings
from django.utils import translation
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from tablib import Dataset

from core.spreadsheets import harmless
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.looks import ReadyLook
from ehrenamtskarte.printing.setting import shown
from ehrenamtskarte.printing.sheets import card_pdf

TABLE = "karten.csv"
FOLDER = "karten"
# A ZIP dates its entries to the second; the day they are made is enough, and makes equal bytes.
NOON = (12, 0, 0)


def write_archive(
    file: BinaryIO,
    cards: Iterable[PrintedCard],
    look: ReadyLook,
    *,
    day: dt.date,
    bleed: bool = True,
) -> int:
    """Write the ZIP; gives the number of cards.

    The table has a row a card, in their order, with all that a card printer needs to draw it by
    itself, and the name of its PDF. Raises `CardPrintError` with the number of the first card that
    can't be printed; what is in `file` by then lacks cards and must not be released.
    """
    with translation.override(settings.LANGUAGE_CODE), zipfile.ZipFile(file, "w") as archive:
        table = Dataset(
            headers=[
                _("Number"), _("Name"), _("Kind of card"), _("Town"), _("Valid from"),
                _("Valid until"), _("Text of the code"), _("File"),
            ]
        )  # fmt: skip
        for card in cards:
            name = f"{FOLDER}/{get_valid_filename(card.number)}.pdf"
            _add(archive, name, card_pdf(card, look, day=day, bleed=bleed, in_bulk=True), day)
            table.append(
                [
                    harmless(card.number),
                    harmless(card.name),
                    str(card.card_type.label),
                    harmless(card.town),
                    shown(card.valid_from),
                    shown(card.valid_until) if card.valid_until else _("for life"),
                    card.qr_text,
                    name,
                ]
            )
        # With the mark, Excel knows that this is UTF-8.
        text: str = table.export("csv", delimiter=";")
        _add(archive, TABLE, text.encode("utf-8-sig"), day)
        return len(table)


def _add(archive: zipfile.ZipFile, name: str, content: bytes, day: dt.date) -> None:
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, *NOON))
    # What PDFs hold is packed already.
    entry.compress_type = zipfile.ZIP_DEFLATED if name == TABLE else zipfile.ZIP_STORED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)
