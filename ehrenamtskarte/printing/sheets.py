"""Cards as PDF: one by one in their own size, or ten on an A4 sheet to be cut.

The cards may come from a generator: each is written as it comes, and its code is read back first.
If one fails, the error names it, and what is in the file by then is no PDF: write to a temporary
file and release it when the function is back.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import Enum
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4

from core.colour import BLACK
from ehrenamtskarte.printing.boxes import MM, Box
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.codes import Code, Level, make_code
from ehrenamtskarte.printing.faces import Faces
from ehrenamtskarte.printing.looks import ReadyLook
from ehrenamtskarte.printing.measures import BLEED, CARD, WITH_BLEED
from ehrenamtskarte.printing.pdf import Drawing, Pdf
from ehrenamtskarte.printing.readback import read_back
from ehrenamtskarte.printing.setting import SetCard, set_card
from ehrenamtskarte.printing.typesetting import Weight, shape

COLUMNS, ROWS = 2, 5
SHEET = Box(0, 0, *A4)
# The cards lie edge to edge, so one cut parts two of them.
BLOCK = Box(
    (SHEET.width - COLUMNS * CARD.width) / 2,
    (SHEET.height - ROWS * CARD.height) / 2,
    COLUMNS * CARD.width,
    ROWS * CARD.height,
)
MARK, MARK_GAP = 5 * MM, BLEED + 1 * MM  # crop marks: length, and distance from the cards
HAIRLINE = 0.25
NOTE_SIZE, NOTE_X, NOTE_Y = 7, BLOCK.x + 2 * MM, SHEET.height - 7.5 * MM


class Sides(Enum):
    """Which sides of the cards get pages."""

    BOTH = "both"  # front and back in turn, for printers that print on both sides
    FRONTS = "fronts"
    BACKS = "backs"


def card_pdf(
    card: PrintedCard,
    look: ReadyLook,
    *,
    day: dt.date,
    bleed: bool = False,
    in_bulk: bool = False,
) -> bytes:
    """One card as two pages of its own size, front and back; with `bleed` 3 mm more to be cut off.

    `in_bulk` takes the faster encoder. Raises `CardPrintError`.
    """
    with translation.override(settings.LANGUAGE_CODE):
        file = BytesIO()
        title = _("Ehrenamtskarte {number}").format(number=card.number)
        pdf = Pdf(file, title=title, author=card.town, language=settings.LANGUAGE_CODE, day=day)
        faces = Faces(pdf, look)
        text, code = _made(card, in_bulk=in_bulk)
        front, back = Drawing(pdf), Drawing(pdf)
        faces.draw_front(front, text)
        faces.draw_back(back, text, code)
        for drawing in (front, back):
            media = WITH_BLEED if bleed else CARD
            pdf.put_page(drawing, media, trim=CARD, bleed=media)
        pdf.close(duplex=True)
        return file.getvalue()


def write_sheets(
    file: BinaryIO,
    cards: Iterable[PrintedCard],
    look: ReadyLook,
    *,
    title: str,
    author: str,
    day: dt.date,
    sides: Sides = Sides.BOTH,
) -> int:
    """Cards on A4 sheets, ten a page, with crop marks; gives the number of cards.

    Backs are mirrored, so that each lies behind its front when the paper is turned over its long
    edge. Raises `CardPrintError` with the number of the first card that can't be printed.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _Sheets(file, look, title, author, day).write(cards, sides)


class _Sheets:
    def __init__(
        self, file: BinaryIO, look: ReadyLook, title: str, author: str, day: dt.date
    ) -> None:
        language = settings.LANGUAGE_CODE
        self.pdf = Pdf(file, title=title, author=author, language=language, day=day)
        self.faces = Faces(self.pdf, look)
        self.title = title
        self.marks = self._marks()

    def write(self, cards: Iterable[PrintedCard], sides: Sides) -> int:
        made = (_made(card, in_bulk=True) for card in cards)
        count = 0
        for number, sheet in enumerate(_sheets(made), start=1):
            if sides != Sides.BACKS:
                self._page(sheet, number, is_front=True)
            if sides != Sides.FRONTS:
                self._page(sheet, number, is_front=False)
            count += len(sheet)
        self.pdf.close(duplex=sides == Sides.BOTH)
        return count

    def _page(self, sheet: list[tuple[SetCard, Code]], number: int, *, is_front: bool) -> None:
        drawing = Drawing(self.pdf)
        for place, (card, code) in enumerate(sheet):
            row, column = divmod(place, COLUMNS)
            if not is_front:
                column = COLUMNS - 1 - column
            with drawing.placed(*_corner(row, column), clip=_cell(row, column)):
                if is_front:
                    self.faces.draw_front(drawing, card)
                else:
                    self.faces.draw_back(drawing, card, code)
        drawing.use(self.marks)
        side = _("fronts") if is_front else _("backs")
        note = _("{title} · sheet {number}, {side} · print at 100 %").format(
            title=self.title, number=number, side=side
        )
        drawing.text(shape(note, Weight.REGULAR), NOTE_SIZE, NOTE_X, NOTE_Y, BLACK)
        self.pdf.put_page(drawing, SHEET)

    def _marks(self) -> int:
        """Where to cut: short lines outside of the cards."""
        drawing = Drawing(self.pdf)
        ends = []
        for column in range(COLUMNS + 1):
            x = BLOCK.x + column * CARD.width
            ends.append((x, BLOCK.y - MARK_GAP - MARK, x, BLOCK.y - MARK_GAP))
            ends.append((x, BLOCK.top + MARK_GAP, x, BLOCK.top + MARK_GAP + MARK))
        for row in range(ROWS + 1):
            y = BLOCK.y + row * CARD.height
            ends.append((BLOCK.x - MARK_GAP - MARK, y, BLOCK.x - MARK_GAP, y))
            ends.append((BLOCK.right + MARK_GAP, y, BLOCK.right + MARK_GAP + MARK, y))
        drawing.lines(ends, HAIRLINE)
        return self.pdf.put_form(drawing, SHEET)


def _made(card: PrintedCard, *, in_bulk: bool) -> tuple[SetCard, Code]:
    """The card's texts in their sizes, and its code, read back."""
    text = set_card(card)
    code = make_code(card.qr_text, level=Level.M, in_bulk=in_bulk)
    read_back(code, text=card.qr_text, number=card.number)
    return text, code


def _sheets(cards: Iterator[tuple[SetCard, Code]]) -> Iterator[list[tuple[SetCard, Code]]]:
    while sheet := list(islice(cards, COLUMNS * ROWS)):
        yield sheet


def _corner(row: int, column: int) -> tuple[float, float]:
    """The lower left one of a card; the first row is the uppermost."""
    return BLOCK.x + column * CARD.width, BLOCK.top - (row + 1) * CARD.height


def _cell(row: int, column: int) -> Box:
    """Where a card may paint: over its edges only where no other card lies."""
    x, y = _corner(row, column)
    left = BLEED if column == 0 else 0
    right = BLEED if column == COLUMNS - 1 else 0
    above = BLEED if row == 0 else 0
    below = BLEED if row == ROWS - 1 else 0
    return Box(x - left, y - below, CARD.width + left + right, CARD.height + above + below)
