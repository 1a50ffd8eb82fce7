"""The sheets of a speed-dating on paper: for each person, for each organisation, for the desk."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, TableStyle

from core.printing.document import LINE, MUTED, WIDTH, Document, style
from core.printing.fonts import BOLD
from core.printing.tagging import Bookmark, Element, RuledTable
from matching.models import SpeedDating
from matching.speeddating.standing import Round, Standing

EVENT = style(10.5, 14, colour=MUTED)
TITLE = style(22, 27, font=BOLD, after=1 * mm)
FACT = style(11, 15)
HEAD = style(9, 12, colour=MUTED)
CELL = style(11, 14.5)
STRONG = style(11.5, 15, font=BOLD)
SMALL_HEAD = style(7, 9, colour=MUTED)
SMALL = style(8.5, 11)
SMALL_STRONG = style(8.5, 11, font=BOLD)
TIME = 34 * mm
TABLE = 24 * mm

Row = tuple[str, ...]


def guest_sheets(standing: Standing) -> bytes:
    """A page for each person: when they talk to whom, and where."""
    return _printed(_GuestSheets, standing, _("Sheets for the people"))


def table_sheets(standing: Standing) -> bytes:
    """A page for each organisation: who comes when, with room for a note."""
    return _printed(_TableSheets, standing, _("Sheets for the organisations"))


def overview(standing: Standing) -> bytes:
    """For the desk: all tables, and everybody's way through the rounds."""
    return _printed(_Overview, standing, _("Overview"))


def _printed(kind: "Callable[..., _Sheets]", standing: Standing, title: str) -> bytes:
    event = standing.event
    with translation.override(settings.LANGUAGE_CODE):
        return kind(
            title=f"{event.title}: {title}",
            author=str(event.municipality),
            day=timezone.localdate(),
            foot=" · ".join([event.title, _when_and_where(event)]),
            standing=standing,
        ).render()


def _when_and_where(event: SpeedDating) -> str:
    day = date_format(event.takes_place_on, "l, j. F Y")
    return " · ".join(filter(None, [day, event.place]))


def in_words(one: Round) -> str:
    return f"{_clock(one.begins)}–{_clock(one.ends)}"


def _clock(time: dt.time) -> str:
    return time_format(time, "H:i")


@dataclass(kw_only=True)
class _Sheets(Document):
    standing: Standing

    def head(self, section: Element, title: str, *, key: str) -> Iterator[Flowable]:
        event = self.standing.event
        yield Bookmark(key, self.face.showable(title))
        yield from self.paragraph(section, event.title, EVENT)
        yield from self.paragraph(section, title, TITLE, role="H1")
        yield from self.paragraph(section, _when_and_where(event), FACT)
        yield Spacer(0, 5 * mm)

    def table(
        self, section: Element, rows: Sequence[Row], widths: Sequence[float], *, strong: int = -1
    ) -> RuledTable:
        """The first row is the head; `strong` is the column that is set in bold."""
        whole = section.add("Table")
        small = len(widths) > 4
        head, plain, bold = (SMALL_HEAD, SMALL, SMALL_STRONG) if small else (HEAD, CELL, STRONG)
        cells = []
        for number, row in enumerate(rows):
            line = whole.add("TR")
            cells.append(
                [
                    list(
                        self.paragraph(
                            line,
                            text,
                            head if not number else bold if column == strong else plain,
                            role="TD" if number else "TH",
                        )
                    )
                    for column, text in enumerate(row)
                ]
            )
        table = RuledTable(cells, colWidths=list(widths), repeatRows=1)
        room = 1.2 * mm if small else 2.2 * mm
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0.8 * mm if small else 2 * mm),
                    ("TOPPADDING", (0, 0), (-1, -1), room),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), room),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ]
            )
        )
        return table

    def note(self, section: Element) -> Iterator[Flowable]:
        yield Spacer(0, 6 * mm)
        for text in self.standing.event.note.splitlines():
            yield from self.paragraph(section, text, FACT)


@dataclass(kw_only=True)
class _SingleSheets(_Sheets):
    """Each goes to somebody else, so their numbers among all would only puzzle."""

    numbered: bool = False


class _GuestSheets(_SingleSheets):
    def story(self) -> Iterator[Flowable]:
        names = self.standing.names
        for number, line in enumerate(self.standing.lines):
            if number:
                yield PageBreak()
            section = self.structure.add("Sect")
            yield from self.head(section, line.guest.name, key=f"person-{line.guest.pk}")
            rows: list[Row] = [(_("When"), _("Table"), _("Whom you meet"))]
            rows += [
                (in_words(cell.round), names[cell.table.pk], str(cell.table))
                if cell.table
                else (in_words(cell.round), "–", pgettext("speed-dating", "Pause"))
                for cell in line.cells
            ]
            yield self.table(section, rows, [TIME, TABLE, WIDTH - TIME - TABLE], strong=2)
            yield from self.note(section)


class _TableSheets(_SingleSheets):
    def story(self) -> Iterator[Flowable]:
        for number, table in enumerate(self.standing.tables):
            if number:
                yield PageBreak()
            section = self.structure.add("Sect")
            yield from self.head(section, str(table), key=f"tisch-{table.pk}")
            label = _("Table {name}").format(name=self.standing.names[table.pk])
            yield from self.paragraph(section, label, STRONG)
            yield Spacer(0, 3 * mm)
            rows: list[Row] = [(_("When"), _("Whom you meet"), _("Your note"))]
            for one, people in self.standing.at_table(table):
                names = [guest.name for guest in people] or [pgettext("speed-dating", "Pause")]
                rows += [
                    (in_words(one) if not place else "", name, "")
                    for place, name in enumerate(names)
                ]
            yield self.table(section, rows, [TIME, 70 * mm, WIDTH - TIME - 70 * mm], strong=1)
            yield from self.note(section)


class _Overview(_Sheets):
    def story(self) -> Iterator[Flowable]:
        standing = self.standing
        section = self.structure.add("Sect")
        yield from self.head(section, _("Overview"), key="uebersicht")
        rows: list[Row] = [(_("Table"), _("Organisation"), _("Conversations at a time"))]
        rows += [
            (standing.names[table.pk], str(table), str(table.places)) for table in standing.tables
        ]
        yield self.table(section, rows, [TABLE, WIDTH - TABLE - 45 * mm, 45 * mm], strong=1)
        yield PageBreak()
        yield from self.paragraph(section, _("Who sits where"), STRONG, role="H2")
        head = (_("Person"), *(_clock(one.begins) for one in standing.rounds))
        people: list[Row] = [head]
        people += [
            (
                line.guest.name,
                *(standing.names[cell.table.pk] if cell.table else "–" for cell in line.cells),
            )
            for line in standing.lines
        ]
        first = 36 * mm
        each = (WIDTH - first) / max(len(standing.rounds), 1)
        yield self.table(section, people, [first, *[each] * len(standing.rounds)])
