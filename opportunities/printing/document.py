"""The printed list's look: each offer in one piece with its code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from core.printing.document import GAP, LINE, MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD, REGULAR
from core.printing.qr import QrCode
from core.printing.tagging import Bookmark, Rule
from opportunities.printing.rows import PrintedOffer

CODE = 27 * mm  # with its white border: modules of 0.6 mm for a usual address

HEADING = style(21, 26, font=BOLD, after=2 * mm)
NOTE = style(10, 14, colour=MUTED, after=7 * mm)
ORGANISATION = style(9, 12, colour=MUTED)
TITLE = style(13, 16.5, font=BOLD, after=1.2 * mm)
FACT = style(9.5, 13)
TEXT = style(9.5, 13.5, before=1.2 * mm, after=1.2 * mm)


@dataclass(kw_only=True)
class PrintedList(Document):
    """All offers of a search; `subject` says as of when and how many, `foot` where they stand."""

    accent: str  # the association's colour, as #rrggbb
    offers: Sequence[PrintedOffer]

    def story(self) -> Iterator[Flowable]:
        preline = style(10, 13, colour=HexColor(self.accent), font=BOLD)
        yield from self.paragraph(self.structure, self.author, preline)
        yield from self.paragraph(self.structure, self.title, HEADING, role="H1")
        yield from self.paragraph(self.structure, self.subject, NOTE)
        if not self.offers:
            nothing = _("Nothing fits this search at the moment.")
            yield from self.paragraph(self.structure, nothing, TEXT)
        for number, offer in enumerate(self.offers):
            yield Bookmark(f"angebot-{number}", self.face.showable(offer.title))
            yield KeepTogether([Rule(WIDTH, 0.6, color=LINE, spaceAfter=0), self._offer(offer)])
            yield Spacer(0, 5 * mm)

    def _offer(self, offer: PrintedOffer) -> Table:
        section = self.structure.add("Sect")
        title = offer.title if self.shown(offer.title) else offer.url
        texts = [
            *self.paragraph(section, offer.organisation, ORGANISATION),
            *self.paragraph(section, title, TITLE, role="H2", address=offer.url),
            *self.fact(section, _("When"), offer.time, FACT),
            *self.fact(section, _("Where"), offer.place, FACT),
            *self.paragraph(section, offer.summary, TEXT),
            *self.fact(section, _("Contact"), offer.contact, FACT),
        ]
        alt = _("QR code that leads to “{title}”").format(title=self.face.showable(offer.title))
        table = Table(
            [[texts, QrCode(offer.url, CODE, section.add("Figure", alt))]],
            colWidths=[WIDTH - CODE, CODE],
        )
        table.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (0, 0), GAP),
                    ("RIGHTPADDING", (1, 0), (1, 0), 0),
                    ("TOPPADDING", (0, 0), (0, 0), 3.2 * mm),
                    ("TOPPADDING", (1, 0), (1, 0), 2 * mm),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ]
            )
        )
        return table
