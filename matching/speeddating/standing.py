"""How a speed-dating stands: who comes, the plan, what it is like; in a fixed number of queries."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.models import SpeedDating, SpeedDatingGuest, SpeedDatingTable, SpeedDatingTalk
from matching.speeddating.meetings import Fit, most_talks
from matching.speeddating.moving import Sitting
from matching.speeddating.names import in_order
from matching.speeddating.profiles import fits_of, profiles_of


def guests_of(event: SpeedDating) -> list[SpeedDatingGuest]:
    """In the order of their names, with what they wish for."""
    guests = event.guests.select_related("volunteer__matching_profile").prefetch_related(
        "fields", "activities"
    )
    return sorted(guests, key=lambda guest: (in_order(guest.name), guest.pk))


def tables_of(event: SpeedDating) -> list[SpeedDatingTable]:
    """In the order of the organisations' names, with what they look for."""
    tables = event.tables.select_related("organisation").prefetch_related("fields", "activities")
    return sorted(tables, key=lambda table: (in_order(str(table)), table.pk))


def sittings_of(event: SpeedDating) -> list[Sitting]:
    rows = SpeedDatingTalk.objects.filter(table__event=event).order_by("round", "guest")
    return [Sitting(*row) for row in rows.values_list("round", "guest", "table", "place")]


@dataclass(frozen=True)
class Round:
    number: int  # from 0
    begins: dt.time
    ends: dt.time


@dataclass(frozen=True)
class Cell:
    """A guest's round: the table, or None for a pause."""

    round: Round
    table: SpeedDatingTable | None


@dataclass(frozen=True)
class Line:
    """A guest's way through the rounds."""

    guest: SpeedDatingGuest
    cells: list[Cell]
    talks: int
    percent: int | None  # how well the talks fit, of the best that so many could
    said_nothing: bool


class Standing:
    """Everything a screen or a sheet shows of an event."""

    def __init__(self, event: SpeedDating) -> None:
        self.event = event
        self.guests = guests_of(event)
        self.tables = tables_of(event)
        self.sittings = sittings_of(event)

    @cached_property
    def rounds(self) -> list[Round]:
        event = self.event
        return [
            Round(number, event.begin_of(number), event.end_of(number))
            for number in range(event.rounds)
        ]

    @property
    def ends(self) -> dt.time:
        return self.rounds[-1].ends

    @cached_property
    def names(self) -> dict[int, str]:
        """What stands on each table: its label, or its number in the order of organisations."""
        return {table.pk: table.label or str(number) for number, table in enumerate(self.tables, 1)}

    @property
    def namesakes(self) -> list[str]:
        """Names that stand on the list more than once."""
        spelled = {guest.name.casefold(): guest.name for guest in reversed(self.guests)}
        count = Counter(guest.name.casefold() for guest in self.guests)
        return [spelled[name] for name, number in count.items() if number > 1]

    @property
    def shared_tables(self) -> list[tuple[str, list[SpeedDatingTable]]]:
        """Tables at which more than one organisation would sit."""
        at: dict[str, list[SpeedDatingTable]] = {}
        for table in self.tables:
            at.setdefault(self.names[table.pk].casefold(), []).append(table)
        return [(self.names[tables[0].pk], tables) for tables in at.values() if len(tables) > 1]

    @cached_property
    def lines(self) -> list[Line]:
        tables = {table.pk: table for table in self.tables}
        columns = {table.pk: column for column, table in enumerate(self.tables)}
        at = {(one.guest, one.round): one.table for one in self.sittings}
        fit = fits_of(self.guests, self.tables)
        found = []
        for row, guest in enumerate(self.guests):
            met = [at.get((guest.pk, one.number)) for one in self.rounds]
            cells = [
                Cell(one, tables[table] if table else None)
                for one, table in zip(self.rounds, met, strict=True)
            ]
            had = [fit[row, columns[table]] for table in met if table]
            said_nothing = not profiles_of(guest)
            percent = None if said_nothing else _percent(had, fit[row])
            found.append(Line(guest, cells, len(had), percent, said_nothing))
        return found

    @property
    def talks(self) -> int:
        return len(self.sittings)

    @cached_property
    def possible_talks(self) -> int:
        return most_talks(
            len(self.guests), [table.places for table in self.tables], self.event.rounds
        )

    @property
    def fewest_talks(self) -> int:
        """Of one guest."""
        return min((line.talks for line in self.lines), default=0)

    @cached_property
    def talks_at(self) -> Counter[int]:
        """How many talks each table has, by primary key."""
        return Counter(one.table for one in self.sittings)

    def at_table(self, table: SpeedDatingTable) -> list[tuple[Round, list[SpeedDatingGuest]]]:
        """Whom the table meets when, in the order of its places."""
        people = {guest.pk: guest for guest in self.guests}
        return [
            (
                one,
                [
                    people[sitting.guest]
                    for sitting in sorted(self.sittings, key=lambda sitting: sitting.place)
                    if sitting.table == table.pk and sitting.round == one.number
                ],
            )
            for one in self.rounds
        ]


def _percent(had: list[float], row: Fit) -> int | None:
    best = float(np.sort(row)[::-1][: len(had)].sum())
    return round(100 * sum(had) / best) if best else None
