"""A document on A4, calm, black on white; what stands in it, its heirs say.

class Letter(Document):
    def story(self):
        yield from self.paragraph(self.structure, self.title, HEADING, role="H1")
        yield from self.paragraph(self.structure, "…", TEXT)

Letter(title="…", author="…", day=today).render()
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
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
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from core.printing.fonts import REGULAR, Typeface, typeface
from core.printing.tagging import Element, TaggedCanvas, TaggedParagraph

MARGIN = 18 * mm
FOOT = 24 * mm
WIDTH = A4[0] - 2 * MARGIN
GAP = 7 * mm
MUTED = HexColor("#4c5359")
LINE = HexColor("#c9cfd3")


@dataclass(kw_only=True)
class Document:
    """The same values make the same bytes."""

    title: str
    author: str
    day: dt.date  # on which it is made
    subject: str = ""
    foot: str = ""  # one line at the foot of each page, beside its number
    numbered: bool = True  # the pages; without number and foot there is none
    structure: Element = field(default_factory=lambda: Element("Document"))

    def story(self) -> Iterator[Flowable]:
        """What stands in it, in order. Heirs say it; everything belongs to `structure`."""
        raise NotImplementedError

    @cached_property
    def face(self) -> Typeface:
        return typeface()

    def render(self) -> bytes:
        file = BytesIO()
        document = BaseDocTemplate(
            file,
            pagesize=A4,
            title=self.face.showable(self.title),
            author=self.face.showable(self.author),
            subject=self.face.showable(self.subject),
            creator="Ehrenamtsverbund",
            lang=get_language(),
            displayDocTitle=1,
            pageMode="UseNone",
            invariant=1,
        )
        below = FOOT if self.foot or self.numbered else MARGIN
        frame = Frame(MARGIN, below, WIDTH, A4[1] - MARGIN - below, 0, 0, 0, 0, id="all")
        document.addPageTemplates([PageTemplate("all", [frame])])
        document.build(list(self.story()), canvasmaker=self._canvas)
        return file.getvalue()

    def paragraph(
        self,
        parent: Element,
        text: str,
        style: ParagraphStyle,
        *,
        role: str = "P",
        address: str = "",
    ) -> Iterator[Flowable]:
        """A paragraph or heading of plain text, or none if `text` shows nothing.

        With `address` all of it leads there.
        """
        if shown := self.shown(text):
            element = parent.add(role)
            yield TaggedParagraph(
                shown, style, element.add("Link") if address else element, address=address
            )

    def fact(
        self, parent: Element, name: str, text: str, style: ParagraphStyle
    ) -> Iterator[Flowable]:
        """A line that says what it is about: name and text."""
        if shown := self.shown(text):
            words = f"<b>{escape(name)}:</b> {shown}"
            yield TaggedParagraph(words, style, parent.add("P"))

    def shown(self, text: str) -> str:
        """Plain text as a paragraph's markup, without what the typeface can't show."""
        return escape(self.face.showable(text).strip())

    def _canvas(self, *args: Any, **kwargs: Any) -> "_Canvas":
        # Else each page would begin with a typeface of the library that is never embedded.
        canvas = _Canvas(*args, **{**kwargs, "initialFontName": REGULAR})
        canvas.structure = self.structure
        canvas.foot = self.face.showable(self.foot)
        canvas.numbered = self.numbered
        # The library would date it 1 January 2000, or with the second and other bytes each time.
        canvas.setDateFormatter(lambda *_now: f"D:{self.day:%Y%m%d}")
        return canvas


class _Canvas(TaggedCanvas):
    foot = ""
    numbered = True

    def draw_foot(self, number: int, total: int) -> None:
        if not self.numbered and not self.foot:
            return
        self.saveState()
        self.setStrokeColor(LINE)
        self.setLineWidth(0.6)
        self.line(MARGIN, 17 * mm, A4[0] - MARGIN, 17 * mm)
        self.setFillColor(MUTED)
        self.setFont(REGULAR, 8.5)
        pages = ""
        if self.numbered:
            pages = _("Page {number} of {total}").format(number=number, total=total)
        self.drawRightString(A4[0] - MARGIN, 12.5 * mm, pages)
        room = WIDTH - self.stringWidth(pages, REGULAR, 8.5) - GAP
        self.drawString(MARGIN, 12.5 * mm, _fitting(self.foot, room, self))
        self.restoreState()


def _fitting(text: str, room: float, canvas: Canvas) -> str:
    """`text`, or its beginning if it is too long for one line."""
    if canvas.stringWidth(text, REGULAR, 8.5) <= room:
        return text
    while text and canvas.stringWidth(f"{text}…", REGULAR, 8.5) > room:
        text = text[:-1]
    return f"{text}…"


def style(
    size: float,
    leading: float,
    *,
    font: str = REGULAR,
    colour: Color = black,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    """A paragraph's look; sizes in points."""
    return ParagraphStyle(
        "",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
    )
