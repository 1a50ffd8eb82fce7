"""The printed list: shops by town, what one gets there, where it is and when it is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from core.printing.document import LINE, MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD
from core.printing.tagging import Bookmark, Element, Rule

HEADING = style(21, 26, font=BOLD, after=2 * mm)
NOTE = style(10, 14, colour=MUTED, after=4 * mm)
TITLE = style(11.5, 15, font=BOLD, before=2.4 * mm)
FACT = style(9, 12.4, colour=MUTED)
BENEFIT = style(10, 13.6, before=0.6 * mm)


@dataclass(frozen=True, kw_only=True)
class PrintedPartner:
    name: str
    url: str
    category: str
    places: Sequence[str]  # address and opening hours, one line each
    benefits: Sequence[str]  # with their conditions


@dataclass(frozen=True, kw_only=True)
class PrintedTown:
    name: str
    partners: Sequence[PrintedPartner]


@dataclass(kw_only=True)
class PrintedList(Document):
    """All shops of a search; `subject` says as of when and how many, `foot` where they stand."""

    accent: str  # the association's colour, as #rrggbb
    towns: Sequence[PrintedTown]

    def story(self) -> Iterator[Flowable]:
        colour = HexColor(self.accent)
        preline = style(10, 13, colour=colour, font=BOLD)
        town_heading = style(15, 19, colour=colour, font=BOLD, before=6 * mm, after=1.5 * mm)
        yield from self.paragraph(self.structure, self.author, preline)
        yield from self.paragraph(self.structure, self.title, HEADING, role="H1")
        yield from self.paragraph(self.structure, self.subject, NOTE)
        if not self.towns:
            nothing = _("Nothing fits this search at the moment.")
            yield from self.paragraph(self.structure, nothing, BENEFIT)
        for number, town in enumerate(self.towns):
            section = self.structure.add("Sect")
            yield CondPageBreak(40 * mm)
            yield Bookmark(f"ort-{number}", self.face.showable(town.name))
            yield from self.paragraph(section, town.name, town_heading, role="H2")
            for partner in town.partners:
                yield KeepTogether(
                    [
                        Rule(WIDTH, 0.6, color=LINE, spaceAfter=0),
                        *self._partner(section.add("Sect"), partner),
                        Spacer(0, 2.6 * mm),
                    ]
                )

    def _partner(self, section: Element, partner: PrintedPartner) -> Iterator[Flowable]:
        yield from self.paragraph(section, partner.name, TITLE, role="H3", address=partner.url)
        for line in (partner.category, *partner.places):
            yield from self.paragraph(section, line, FACT)
        for benefit in partner.benefits:
            yield from self.paragraph(section, f"•\N{NO-BREAK SPACE}{benefit}", BENEFIT)
