"""The list for the ceremony at which cards are handed over: who gets which, with room to sign."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, TableStyle

from core.printing.document import LINE, MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD
from core.printing.tagging import Bookmark, Element, RuledTable
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.naming import name_paragraph
from ehrenamtskarte.printing.setting import shown
from ehrenamtskarte.printing.typesetting import Weight

TITLE = style(18, 23, font=BOLD, after=2 * mm)
FACT = style(10.5, 14.5)
HEAD = style(8.5, 11, colour=MUTED)
CELL = style(9.5, 12.5)
NAME = style(10.5, 13.5)
COLUMNS = [9 * mm, 58 * mm, 32 * mm, 30 * mm, WIDTH - 129 * mm]
ROW = 10.5 * mm


def handover_pdf(
    cards: Sequence[PrintedCard], *, title: str, occasion: str, author: str, day: dt.date
) -> bytes:
    """The list of `cards` in their order. `occasion` says where and when; may be empty.

    Raises `CardPrintError` if a name has letters that no typeface has.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _Handover(
            title=title,
            author=author,
            day=day,
            foot=" · ".join([title, author, date_format(day)]),
            occasion=occasion,
            cards=cards,
        ).render()


@dataclass(kw_only=True)
class _Handover(Document):
    occasion: str
    cards: Sequence[PrintedCard]

    def story(self) -> Iterator[Flowable]:
        yield Bookmark("liste", self.face.showable(self.title))
        yield from self.paragraph(self.structure, self.title, TITLE, role="H1")
        yield from self.paragraph(self.structure, self.occasion, FACT)
        count = len(self.cards)
        total = ngettext("%(count)d card", "%(count)d cards", count) % {"count": count}
        yield from self.paragraph(self.structure, total, FACT)
        yield Spacer(0, 4 * mm)
        whole = self.structure.add("Table")
        rows = [self._head(whole.add("TR"))]
        rows += [
            self._row(whole.add("TR"), place, card) for place, card in enumerate(self.cards, 1)
        ]
        table = RuledTable(rows, colWidths=COLUMNS, rowHeights=[None, *[ROW] * count], repeatRows=1)
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 2 * mm),
                    ("TOPPADDING", (0, 0), (-1, -1), 0),
                    ("BOTTOMPADDING", (0, 0), (-1, 0), 1.5 * mm),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ]
            )
        )
        yield table

    def _head(self, row: Element) -> list[list[Flowable]]:
        labels = ("", _("Name"), _("Card"), _("Valid until"), _("Received (signature)"))
        return [list(self.paragraph(row, label, HEAD, role="TH")) for label in labels]

    def _row(self, row: Element, place: int, card: PrintedCard) -> list[list[Flowable]]:
        until = shown(card.valid_until) if card.valid_until else _("for life")
        name = name_paragraph(
            card.name, NAME, row.add("TD"), weight=Weight.BOLD, number=card.number
        )
        return [
            list(self.paragraph(row, str(place), CELL, role="TD")),
            [name],
            list(self.paragraph(row, card.number, CELL, role="TD")),
            list(self.paragraph(row, until, CELL, role="TD")),
            [],
        ]
