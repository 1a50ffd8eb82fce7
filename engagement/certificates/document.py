"""The certificate on paper: A4, calm, in the association's look, readable in grey."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from core.printing.document import LINE, MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD, REGULAR
from core.printing.pictures import Picture
from core.printing.qr import QrCode
from core.printing.tagging import Bookmark, Element, Rule, TaggedParagraph

LOGO_WIDTH, LOGO_HEIGHT = 58 * mm, 15 * mm
CODE = 29 * mm
LABELS = 34 * mm
BULLET = 4.5 * mm

NAME = style(11, 14, font=BOLD)
TITLE = style(25, 30, font=BOLD, before=7 * mm, after=5 * mm)
SAYS = style(11, 15)
# A long name is set smaller before it wraps.
HOLDERS = [
    style(size, size * 1.25, font=BOLD, before=2 * mm, after=2 * mm) for size in (23, 18, 14)
]
LABEL = style(10, 14.5, colour=MUTED)
FACT = style(10.5, 14.5)
HEADING = style(13, 17, font=BOLD, before=5.5 * mm, after=1.5 * mm)
TEXT = style(10.5, 15, after=1 * mm)
SMALL = style(9, 12.5, colour=MUTED)
NUMBER = style(12.5, 17, font=BOLD)
ITEM = ParagraphStyle(
    "", parent=TEXT, leftIndent=BULLET, bulletIndent=0.8 * mm, spaceAfter=0.6 * mm
)


@dataclass(kw_only=True)
class PrintedCertificate(Document):
    """`author` is the association; without `number` it is a draft and says so."""

    holder: str
    organisation: str
    town: str
    role: str
    period: str
    hours: str  # with its unit; empty: nothing is said of hours
    tasks: Sequence[str]
    clauses: Sequence[str]  # each goes on from "In doing so, … has"
    thanks: str
    signed: str  # where and when
    signed_by: str
    signed_as: str
    number: str
    address: str  # where the number is checked
    accent: str  # as #rrggbb
    logo: bytes | None
    organisation_logo: bytes | None

    def story(self) -> Iterator[Flowable]:
        yield from self._head()
        yield Bookmark("nachweis", self.face.showable(self.title))
        yield from self.paragraph(self.structure, self.title, TITLE, role="H1")
        if not self.number:
            draft = _("Draft – not signed, not valid")
            yield from self.paragraph(self.structure, draft, style(13, 17, font=BOLD, after=4 * mm))
        confirms = _("{organisation} confirms that").format(organisation=self.organisation)
        yield from self.paragraph(self.structure, confirms, SAYS)
        yield from self.paragraph(self.structure, self.holder, self._holder_style())
        yield from self.paragraph(self.structure, _("has volunteered with us."), SAYS)
        yield Spacer(0, 4 * mm)
        yield self._facts()
        yield from self._tasks()
        yield from self._competences()
        yield from self._thanks()
        yield Spacer(0, 8 * mm)
        yield KeepTogether([*self._signature(), Spacer(0, 7 * mm), *self._check()])

    def _head(self) -> Iterator[Flowable]:
        left = self._logo(self.logo, self.author) or list(
            self.paragraph(
                self.structure, self.author, style(13, 17, font=BOLD, colour=HexColor(self.accent))
            )
        )
        right = self._logo(self.organisation_logo, self.organisation, align="RIGHT")
        table = Table([[left, right or ""]], colWidths=[WIDTH / 2, WIDTH / 2])
        table.setStyle(
            _bare(("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("ALIGN", (1, 0), (1, 0), "RIGHT"))
        )
        yield table
        yield Rule(WIDTH, 2.4, color=HexColor(self.accent), spaceBefore=3.5 * mm, spaceAfter=0)

    def _logo(self, content: bytes | None, name: str, align: str = "LEFT") -> list[Flowable]:
        if not content:
            return []
        alt = _("Logo: {name}").format(name=self.face.showable(name))
        figure = self.structure.add("Figure", alt)
        return [Picture(content, width=LOGO_WIDTH, height=LOGO_HEIGHT, element=figure, align=align)]

    def _holder_style(self) -> ParagraphStyle:
        name = self.face.showable(self.holder)
        fitting = (one for one in HOLDERS if stringWidth(name, BOLD, one.fontSize) <= WIDTH)
        return next(fitting, HOLDERS[-1])

    def _facts(self) -> Table:
        section = self.structure.add("Sect")
        facts = [
            (_("As what"), self.role),
            (_("Period"), self.period),
            (_("Hours"), self.hours),
            (_("Organisation"), ", ".join(filter(None, [self.organisation, self.town]))),
        ]
        rows = [
            [
                list(self.paragraph(section, label, LABEL)),
                list(self.paragraph(section, text, FACT)),
            ]
            for label, text in facts
            if self.shown(text)
        ]
        table = Table(rows, colWidths=[LABELS, WIDTH - LABELS])
        table.setStyle(_bare(("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm)))
        return table

    def _tasks(self) -> Iterator[Flowable]:
        if not self.tasks:
            return
        yield from self._heading("aufgaben", _("Tasks"))
        if len(self.tasks) == 1:
            yield from self.paragraph(self.structure, self.tasks[0], TEXT)
        else:
            yield from self._list(self.tasks)

    def _competences(self) -> Iterator[Flowable]:
        if not self.clauses:
            return
        yield from self._heading("kompetenzen", _("Competences"))
        leads = _("In doing so, {name} has").format(name=self.holder)
        yield from self.paragraph(self.structure, leads, TEXT)
        last = len(self.clauses) - 1
        ends = [f"{one}." if at == last else f"{one}," for at, one in enumerate(self.clauses)]
        yield from self._list(ends)

    def _thanks(self) -> Iterator[Flowable]:
        if self.shown(self.thanks):
            yield from self._heading("dank", _("Thank you"))
            for line in self.thanks.splitlines():
                yield from self.paragraph(self.structure, line, TEXT)

    def _heading(self, key: str, text: str) -> Iterator[Flowable]:
        yield Bookmark(key, text)
        for heading in self.paragraph(self.structure, text, HEADING, role="H2"):
            heading.keepWithNext = 1
            yield heading

    def _list(self, items: Sequence[str]) -> Iterator[Flowable]:
        whole = self.structure.add("L")
        for item in items:
            if shown := self.shown(item):
                body = whole.add("LI").add("LBody")
                yield TaggedParagraph(f"<bullet>•</bullet>{shown}", ITEM, body)

    def _signature(self) -> Iterator[Flowable]:
        section = self.structure.add("Sect")
        yield from self.paragraph(section, self.signed, TEXT)
        yield from self.paragraph(section, self.signed_by, NAME)
        if self.number:
            signed_as = ", ".join(filter(None, [self.signed_as, self.organisation]))
            yield from self.paragraph(section, signed_as, TEXT)
            note = _("Signed off electronically by the organisation; valid without a signature.")
            yield from self.paragraph(section, note, SMALL)

    def _check(self) -> Iterator[Flowable]:
        if not self.number:
            return
        section = self.structure.add("Sect")
        yield Bookmark("pruefen", _("Check the certificate"))
        yield Rule(WIDTH, 0.6, color=LINE, spaceAfter=2 * mm)
        texts = [
            *self.paragraph(section, _("Number of this certificate"), SMALL),
            *self.paragraph(section, self.number, NUMBER),
            *self.paragraph(section, _("Whether it is valid, anybody can see here:"), SMALL),
            *self.paragraph(section, self.address, SMALL, address=self.address),
        ]
        table = Table(
            [[self._code(section), texts]], colWidths=[CODE + 4 * mm, WIDTH - CODE - 4 * mm]
        )
        table.setStyle(_bare(("VALIGN", (0, 0), (-1, -1), "MIDDLE")))
        yield table

    def _code(self, section: Element) -> QrCode:
        alt = _("QR code that leads to the page that says whether this certificate is valid")
        return QrCode(self.address, CODE, section.add("Figure", alt))


def _bare(*commands: tuple) -> TableStyle:
    """Cells without padding and lines: whatever a table draws itself would be untagged."""
    return TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            *commands,
        ]
    )
