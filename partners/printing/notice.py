"""Sticker and poster: that the card is welcome here, and the code that opens the benefits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepInFrame, Spacer, Table, TableStyle

from core.printing.document import LINE, MARGIN, MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD, REGULAR
from core.printing.qr import QrCode
from core.printing.tagging import Element

MOST_BENEFITS = 5  # that a poster has room for
OFFERED = 72 * mm  # of a poster's height
HEIGHT = A4[1] - 2 * MARGIN
STICKER = 85 * mm, 130 * mm
# A poster's code, with its quiet zone: as large as there is room for.
SMALLEST, LARGEST = 80 * mm, 125 * mm
LEAST_GAP = 6 * mm


def _centred(base: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle("", parent=base, alignment=TA_CENTER)


@dataclass(kw_only=True)
class Notice(Document):
    """What a shop puts up; `foot` stays empty."""

    accent: str  # the association's colour, as #rrggbb; it carries white text
    partner: str
    code: str  # the address that the code opens
    numbered: bool = False

    def banner(self, section: Element, *, width: float, size: float, role: str) -> Flowable:
        """What one reads from the street."""
        small = _centred(style(size * 0.45, size * 0.6, colour=white))
        large = _centred(style(size, size * 1.2, colour=white, font=BOLD))
        lines = [
            *self.paragraph(section, _("Welcome with the"), small),
            *self.paragraph(section, _("Ehrenamtskarte"), large, role=role),
        ]
        table = Table([[lines]], colWidths=[width])
        table.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                    ("BACKGROUND", (0, 0), (-1, -1), HexColor(self.accent)),
                    ("TOPPADDING", (0, 0), (-1, -1), size * 0.5),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.6),
                ]
            )
        )
        return table

    def qr(self, section: Element, size: float) -> Flowable:
        alt = _("QR code that leads to the benefits of “{name}”").format(
            name=self.face.showable(self.partner)
        )
        code = QrCode(self.code, size, section.add("Figure", alt))
        code.hAlign = "CENTER"
        return code


@dataclass(kw_only=True)
class Stickers(Notice):
    """Four stickers of 85 × 130 mm on one sheet, to be cut: for the door, the window, the till."""

    def story(self) -> Iterator[Flowable]:
        rows = [[self._sticker() for _column in range(2)] for _row in range(2)]
        table = Table(rows, colWidths=[WIDTH / 2] * 2, rowHeights=[STICKER[1]] * 2)
        table.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 1 * mm),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 1 * mm),
                    ("TOPPADDING", (0, 0), (-1, -1), 1 * mm),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
                ]
            )
        )
        yield table

    def _sticker(self) -> list[Flowable]:
        section = self.structure.add("Sect")
        about = [
            *self.paragraph(section, self.partner, _centred(style(14, 17, font=BOLD))),
            *self.paragraph(section, self.author, _centred(style(9, 13, colour=MUTED))),
        ]
        how = _centred(style(11, 14, after=4 * mm))
        return [
            self.banner(section, width=STICKER[0], size=24, role="H1"),
            Spacer(0, 2 * mm),
            self.qr(section, 74 * mm),
            *self.paragraph(section, _("Scan and see what you get here"), how),
            KeepInFrame(STICKER[0] - 6 * mm, 18 * mm, about, mode="shrink", hAlign="CENTER"),
        ]


@dataclass(kw_only=True)
class Poster(Notice):
    """One page for the window, with what one gets in large letters."""

    benefits: Sequence[str]

    def story(self) -> Iterator[Flowable]:
        section = self.structure
        banner = self.banner(section, width=WIDTH, size=50, role="H1")
        yield banner
        # Long names and many benefits become smaller, so that all stays on one page.
        offered = KeepInFrame(WIDTH, OFFERED, list(self._offered(section)), mode="shrink")
        # What comes last is made last, too: the page is read in the order of `structure`.
        figure = section.add("Sect")
        below = KeepInFrame(WIDTH, OFFERED, list(self._below(section)), mode="shrink")
        scratch = Canvas(None)  # heights are known only on one
        parts = (banner, offered, below)
        free = HEIGHT - sum(part.wrapOn(scratch, WIDTH, HEIGHT)[1] for part in parts)
        size = min(max(free - 3 * LEAST_GAP, SMALLEST), LARGEST)
        gap = int((free - size) / 3)
        for part in (offered, self.qr(figure, size), below):
            yield from (Spacer(0, gap), part)

    def _below(self, section: Element) -> Iterator[Flowable]:
        how = _centred(style(13.5, 19))
        yield from self.paragraph(section, _("Scan and see what you get here"), how)
        yield from self.paragraph(
            section,
            _("To use it, please show your card at the till, printed or on the phone."),
            how,
        )
        author = _centred(style(10, 13, colour=MUTED, before=4 * mm))
        yield from self.paragraph(section, self.author, author)

    def _offered(self, section: Element) -> Iterator[Flowable]:
        name = _centred(style(26, 32, font=BOLD, after=6 * mm))
        benefit = _centred(style(19, 25, after=3 * mm))
        yield from self.paragraph(section, self.partner, name, role="H2")
        for text in self.benefits[:MOST_BENEFITS]:
            yield from self.paragraph(section, text, benefit)
        if len(self.benefits) > MOST_BENEFITS:
            yield from self.paragraph(section, _("and more"), benefit)
