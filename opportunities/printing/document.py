"""The printed list's look: calm, black on white, each offer in one piece with its code."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from opportunities.printing.fonts import BOLD, REGULAR, Typeface, typeface
from opportunities.printing.qr import QrCode
from opportunities.printing.rows import PrintedOffer
from opportunities.printing.tagging import (
    Bookmark,
    Element,
    Rule,
    TaggedCanvas,
    TaggedParagraph,
)

MARGIN = 18 * mm
FOOT = 24 * mm
WIDTH = A4[0] - 2 * MARGIN
CODE = 27 * mm  # with its white border: modules of 0.6 mm for a usual address
GAP = 7 * mm
MUTED = HexColor("#4c5359")
LINE = HexColor("#c9cfd3")


@dataclass(frozen=True, kw_only=True)
class PrintedList:
    """All that stands in the document."""

    title: str
    association: str
    day: dt.date  # of which this is true
    note: str  # as of when, how many
    address: str  # of the list on the site
    accent: str  # the association's colour, as #rrggbb
    offers: Sequence[PrintedOffer]


def as_pdf(printed: PrintedList) -> bytes:
    """The list as PDF; the same list makes the same bytes."""
    return _Document(printed, typeface()).render()


class _Document:
    def __init__(self, printed: PrintedList, face: Typeface) -> None:
        self.printed = printed
        self.face = face
        self.structure = Element("Document")
        accent = HexColor(printed.accent)
        self.preline = _style("preline", 10, 13, colour=accent, font=BOLD)
        self.heading = _style("heading", 21, 26, font=BOLD, after=2 * mm)
        self.note = _style("note", 10, 14, colour=MUTED, after=7 * mm)
        self.organisation = _style("organisation", 9, 12, colour=MUTED)
        self.title = _style("title", 13, 16.5, font=BOLD, after=1.2 * mm)
        self.fact = _style("fact", 9.5, 13)
        self.text = _style("text", 9.5, 13.5, before=1.2 * mm, after=1.2 * mm)

    def render(self) -> bytes:
        file = BytesIO()
        printed = self.printed
        document = BaseDocTemplate(
            file,
            pagesize=A4,
            title=self.face.showable(printed.title),
            author=self.face.showable(printed.association),
            subject=self.face.showable(printed.note),
            creator="Ehrenamtsverbund",
            lang=get_language(),
            displayDocTitle=1,
            pageMode="UseNone",
            invariant=1,
        )
        frame = Frame(MARGIN, FOOT, WIDTH, A4[1] - MARGIN - FOOT, 0, 0, 0, 0, id="all")
        document.addPageTemplates([PageTemplate("all", [frame])])
        document.build(list(self._story()), canvasmaker=self._canvas)
        return file.getvalue()

    def _canvas(self, *args: Any, **kwargs: Any) -> "_Canvas":
        canvas = _Canvas(*args, **kwargs)
        canvas.structure = self.structure
        canvas.address = self.face.showable(self.printed.address)
        # The library would date it 1 January 2000, or with the second and other bytes each time.
        canvas.setDateFormatter(lambda *_now: f"D:{self.printed.day:%Y%m%d}")
        return canvas

    def _story(self) -> Iterator[Flowable]:
        printed = self.printed
        yield from self._paragraph(self.structure, printed.association, self.preline)
        yield from self._paragraph(self.structure, printed.title, self.heading, role="H1")
        yield from self._paragraph(self.structure, printed.note, self.note)
        if not printed.offers:
            nothing = _("Nothing fits this search at the moment.")
            yield from self._paragraph(self.structure, nothing, self.text)
        for number, offer in enumerate(printed.offers):
            yield Bookmark(f"angebot-{number}", self.face.showable(offer.title))
            yield KeepTogether([Rule(WIDTH, 0.6, color=LINE, spaceAfter=0), self._offer(offer)])
            yield Spacer(0, 5 * mm)

    def _offer(self, offer: PrintedOffer) -> Table:
        section = self.structure.add("Sect")
        texts = [
            *self._paragraph(section, offer.organisation, self.organisation),
            *self._title(section.add("H2"), offer),
            *self._fact(section, _("When"), offer.time),
            *self._fact(section, _("Where"), offer.place),
            *self._paragraph(section, offer.summary, self.text),
            *self._fact(section, _("Contact"), offer.contact),
        ]
        alt = _("QR code that leads to “{title}”").format(title=self.face.showable(offer.title))
        table = Table(
            [[texts, QrCode(offer.url, CODE, section.add("Figure", alt))]],
            colWidths=[WIDTH - CODE, CODE],
        )
        table.setStyle(
            TableStyle(
                [
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

    def _title(self, heading: Element, offer: PrintedOffer) -> Iterator[Flowable]:
        shown = escape(self.face.showable(offer.title).strip()) or escape(offer.url)
        yield TaggedParagraph(shown, self.title, heading.add("Link"), address=offer.url)

    def _fact(self, parent: Element, name: str, text: str) -> Iterator[Flowable]:
        if shown := escape(self.face.showable(text).strip()):
            words = f"<b>{escape(name)}:</b> {shown}"
            yield TaggedParagraph(words, self.fact, parent.add("P"))

    def _paragraph(
        self, parent: Element, text: str, style: ParagraphStyle, *, role: str = "P"
    ) -> Iterator[Flowable]:
        if shown := escape(self.face.showable(text).strip()):
            yield TaggedParagraph(shown, style, parent.add(role))


class _Canvas(TaggedCanvas):
    address = ""

    def draw_foot(self, number: int, total: int) -> None:
        self.saveState()
        self.setStrokeColor(LINE)
        self.setLineWidth(0.6)
        self.line(MARGIN, 17 * mm, A4[0] - MARGIN, 17 * mm)
        self.setFillColor(MUTED)
        self.setFont(REGULAR, 8.5)
        pages = _("Page {number} of {total}").format(number=number, total=total)
        self.drawRightString(A4[0] - MARGIN, 12.5 * mm, pages)
        room = WIDTH - self.stringWidth(pages, REGULAR, 8.5) - GAP
        self.drawString(MARGIN, 12.5 * mm, _fitting(self.address, room, self))
        self.restoreState()


def _fitting(text: str, room: float, canvas: Canvas) -> str:
    """`text`, or its beginning if it is too long for one line."""
    if canvas.stringWidth(text, REGULAR, 8.5) <= room:
        return text
    while text and canvas.stringWidth(f"{text}…", REGULAR, 8.5) > room:
        text = text[:-1]
    return f"{text}…"


def _style(
    name: str,
    size: float,
    leading: float,
    *,
    font: str = REGULAR,
    colour: Color = black,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
    )
