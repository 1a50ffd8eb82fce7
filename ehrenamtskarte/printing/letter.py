"""The letter that comes with a card (DIN 5008, form B): for window envelopes, folded twice.

Any number of letters make one document, to be printed in one go.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer, Table, TableStyle

from core.printing.document import LINE, MARGIN, MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD
from core.printing.pictures import Picture
from core.printing.qr import QrCode
from core.printing.tagging import Bookmark, Element, RuledTable, TaggedCanvas
from ehrenamtskarte.printing.naming import name_paragraph
from ehrenamtskarte.printing.typesetting import Weight

# From the sheet's upper left corner (DIN 5008, form B).
ADDRESS_X, ADDRESS_TOP = 25 * mm, 45 * mm  # the window begins 20 mm from the left
ADDRESS_WIDTH, ADDRESS_HEIGHT = 80 * mm, 45 * mm
RETURN_HEIGHT = 17.7 * mm  # of it: the sender in small, and notes of the post
INFORMATION_X = 125 * mm
TEXT_TOP = 98.46 * mm
FOLDS, PUNCH = (105 * mm, 210 * mm), 148.5 * mm
FOLD_LENGTH, PUNCH_LENGTH = 4 * mm, 6 * mm
LEFT_INDENT = ADDRESS_X - MARGIN
RIGHT_INDENT = 2 * mm
LOGO_WIDTH, LOGO_HEIGHT = 65 * mm, 20 * mm
CODE = 30 * mm

RETURN = style(7, 9, colour=MUTED)
ADDRESS = style(10.5, 13.6)
INFORMATION = style(9, 12.6)
INFORMATION_NAME = style(9.5, 13, font=BOLD)


_BODY = {"leftIndent": LEFT_INDENT, "rightIndent": RIGHT_INDENT}
SUBJECT = ParagraphStyle("", parent=style(12, 16, font=BOLD, after=5 * mm), **_BODY)
TEXT = ParagraphStyle("", parent=style(10.5, 14.6, after=3.2 * mm), **_BODY)
SIGNER = ParagraphStyle("", parent=style(10.5, 14.6, font=BOLD), **_BODY)
SIGNED_AS = ParagraphStyle("", parent=style(10.5, 14.6), **_BODY)
BOX_HEADING = style(10.5, 14, font=BOLD, after=1 * mm)
BOX_TEXT = style(9.5, 13, after=1.4 * mm)
BOX_CODE = style(15, 19, font=BOLD, after=1.4 * mm)


@dataclass(frozen=True, kw_only=True)
class Activation:
    """How the holder brings the card onto a phone."""

    code: str  # as it is typed
    address: str  # of the page, https://…
    link: str  # what the QR code opens; may hold the code
    until: dt.date | None  # the last day on which the code works


@dataclass(frozen=True, kw_only=True)
class CardLetter:
    """One letter. Lines are plain text."""

    number: str  # of the card
    recipient: Sequence[str]  # name, street, town; at most six lines
    greeting: str  # "Guten Tag Maria Müller,"
    text: str  # paragraphs, parted by blank lines
    closing: str
    activation: Activation | None = None


@dataclass(frozen=True, kw_only=True)
class LetterHead:
    """What all letters of a town share."""

    sender: Sequence[str]  # office, street, town, telephone, …; the first line is its name
    return_line: str  # the sender on one line, above the address
    place: str  # "Lünen"
    subject: str
    signed_by_name: str = ""
    signed_by_role: str = ""
    signature: bytes | None = None
    logo: bytes | None = None


def letters_pdf(
    letters: Sequence[CardLetter], head: LetterHead, *, author: str, day: dt.date
) -> bytes:
    """The letters as one PDF, each on a page of its own.

    Raises `CardPrintError` if a name has letters that no typeface has.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _Letters(
            title=head.subject, author=author, day=day, numbered=False, head=head, letters=letters
        ).render()


@dataclass(kw_only=True)
class _Letters(Document):
    head: LetterHead
    letters: Sequence[CardLetter]

    def story(self) -> Iterator[Flowable]:
        for place, letter in enumerate(self.letters):
            if place:
                yield PageBreak()
            section = self.structure.add("Sect")
            yield Bookmark(f"karte-{place}", self.face.showable(letter.number))
            yield self._first_page(section, letter)
            yield from self.paragraph(section, self.head.subject, SUBJECT, role="H1")
            yield name_paragraph(
                letter.greeting, TEXT, section.add("P"), weight=Weight.REGULAR, number=letter.number
            )
            for text in letter.text.replace("\r\n", "\n").split("\n\n"):
                yield from self.paragraph(section, " ".join(text.split()), TEXT)
            yield KeepTogether(list(self._signature(section, letter)))
            if letter.activation:
                yield KeepTogether(
                    [Spacer(0, 5 * mm), self._activation(section, letter.activation)]
                )

    def _first_page(self, section: Element, letter: CardLetter) -> "_Head":
        name, *rest = letter.recipient
        address = section.add("Sect")
        recipient = [
            name_paragraph(
                name, ADDRESS, address.add("P"), weight=Weight.REGULAR, number=letter.number
            )
        ]
        for line in rest:
            recipient += self.paragraph(address, line, ADDRESS)
        office, *sender = self.head.sender
        information = [*self.paragraph(section, office, INFORMATION_NAME)]
        for line in sender:
            information += self.paragraph(section, line, INFORMATION)
        information.append(Spacer(0, 3 * mm))
        place = ", ".join(filter(None, [self.head.place, date_format(self.day)]))
        information += self.paragraph(section, place, INFORMATION)
        logo = []
        if self.head.logo:
            alt = _("Logo: {name}").format(name=self.face.showable(office))
            figure = section.add("Figure", alt)
            logo = [Picture(self.head.logo, width=LOGO_WIDTH, height=LOGO_HEIGHT, element=figure)]
        return_line = [*self.paragraph(section, self.head.return_line, RETURN)]
        return _Head(return_line, recipient, information, logo)

    def _signature(self, section: Element, letter: CardLetter) -> Iterator[Flowable]:
        yield from self.paragraph(section, letter.closing, TEXT)
        if self.head.signature:
            alt = _("Signature: {name}").format(
                name=self.face.showable(self.head.signed_by_name) or self.author
            )
            figure = section.add("Figure", alt)
            picture = Picture(self.head.signature, width=50 * mm, height=14 * mm, element=figure)
            yield _indented(picture)
        else:
            yield Spacer(0, 12 * mm)
        yield from self.paragraph(section, self.head.signed_by_name, SIGNER)
        yield from self.paragraph(section, self.head.signed_by_role, SIGNED_AS)

    def _activation(self, section: Element, activation: Activation) -> Flowable:
        part = section.add("Sect")
        code = QrCode(
            activation.link,
            CODE,
            part.add("Figure", _("QR code that opens the page for the card on the phone")),
        )
        says = _("Open {address} on your phone, or scan the code, and type:").format(
            address=activation.address
        )
        texts = [
            *self.paragraph(part, _("Your card on your phone"), BOX_HEADING, role="H2"),
            *self.paragraph(part, says, BOX_TEXT),
            *self.paragraph(part, activation.code, BOX_CODE),
        ]
        if activation.until:
            until = _("The code works once, until {day}. Please show it to nobody.")
            texts += self.paragraph(part, until.format(day=date_format(activation.until)), BOX_TEXT)
        width = WIDTH - LEFT_INDENT - RIGHT_INDENT
        table = RuledTable([[code, texts]], colWidths=[CODE + 8 * mm, width - CODE - 8 * mm])
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("BOX", (0, 0), (-1, -1), 0.6, LINE),
                    ("LEFTPADDING", (0, 0), (-1, -1), 3 * mm),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
                    ("TOPPADDING", (0, 0), (-1, -1), 3 * mm),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 3 * mm),
                ]
            )
        )
        return _indented(table)


class _Head(Flowable):
    """All that stands above the text, at its place on the sheet; as high as DIN 5008 wants."""

    def __init__(
        self,
        return_line: list[Flowable],
        recipient: list[Flowable],
        information: list[Flowable],
        logo: list[Flowable],
    ) -> None:
        super().__init__()
        self.return_line = return_line
        self.recipient = recipient
        self.information = information
        self.logo = logo

    def wrap(self, *available: float) -> tuple[float, float]:
        return WIDTH, TEXT_TOP - MARGIN

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        window = ADDRESS_TOP + RETURN_HEIGHT
        self._column(self.logo, INFORMATION_X, MARGIN, LOGO_HEIGHT)
        self._column(self.information, INFORMATION_X, ADDRESS_TOP, TEXT_TOP - ADDRESS_TOP)
        self._column(self.return_line, ADDRESS_X, window - 6 * mm, 6 * mm)
        self._column(self.recipient, ADDRESS_X, window, ADDRESS_TOP + ADDRESS_HEIGHT - window)
        with canvas.adorning():
            canvas.saveState()
            canvas.setStrokeColor(black)
            canvas.setLineWidth(0.4)
            for y, length in (*((fold, FOLD_LENGTH) for fold in FOLDS), (PUNCH, PUNCH_LENGTH)):
                x, up = self._here(5 * mm, y)
                canvas.line(x, up, x + length, up)
            canvas.restoreState()

    def _column(self, parts: list[Flowable], x: float, top: float, height: float) -> None:
        """One below the other, from a point given from the sheet's upper left corner."""
        width = ADDRESS_WIDTH if x < INFORMATION_X else A4[0] - INFORMATION_X - 10 * mm
        for part in parts:
            part.canv = self.canv
            _, needed = part.wrapOn(self.canv, width, height)
            left, up = self._here(x, top + needed)
            part.drawOn(self.canv, left, up)
            top += needed

    def _here(self, x: float, y: float) -> tuple[float, float]:
        """A point of the sheet in the coordinates of this flowable."""
        own_x, own_y = self.canv.absolutePosition(0, 0)
        return x - own_x, A4[1] - y - own_y


def _indented(part: Flowable) -> Flowable:
    table = Table([["", part]], colWidths=[LEFT_INDENT, WIDTH - LEFT_INDENT])
    table.setStyle(
        TableStyle(
            [
                (side, (0, 0), (-1, -1), 0)
                for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
            ]
        )
    )
    return table
