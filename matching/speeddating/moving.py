"""Changes to a plan by hand: where else somebody can sit, and with whom to swap."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Sitting(NamedTuple):
    """A talk of the plan, by primary keys; rounds and places count from 0."""

    round: int
    guest: int
    table: int
    place: int


class Move(NamedTuple):
    """Somebody's other place in a round. Who sat there goes to where the first one was.

    Where there was nothing, or where the other meets that table already, the other pauses.
    """

    table: int | None  # None: pauses
    swaps_with: int | None = None
    other_pauses: bool = False

    @property
    def value(self) -> str:
        """As forms send it."""
        return f"{self.table or ''}-{self.swaps_with or ''}"


def moves(
    plan: Iterable[Sitting], places: Mapping[int, int], *, guest: int, number: int
) -> list[Move]:
    """What can become of `guest` in round `number` so that nobody meets anybody twice.

    `places` has the tables and how many places each has.
    """
    plan = list(plan)
    met = {(one.guest, one.table) for one in plan if one.round != number}
    here = [one for one in plan if one.round == number]
    own = next((one.table for one in here if one.guest == guest), None)
    found = [] if own is None else [Move(None)]
    for table, room in places.items():
        if table == own or (guest, table) in met:
            continue
        there = [one.guest for one in here if one.table == table]
        if len(there) < room:
            found.append(Move(table))
        found += [
            Move(table, other, other_pauses=own is None or (other, own) in met) for other in there
        ]
    return found


def moved(
    plan: Iterable[Sitting], places: Mapping[int, int], move: Move, *, guest: int, number: int
) -> list[Sitting]:
    """The round after `move`, which is one of `moves`."""
    here = [one for one in plan if one.round == number]
    own = next((one for one in here if one.guest == guest), None)
    gone = {guest, move.swaps_with}
    staying = [one for one in here if one.guest not in gone]
    if move.table is None:
        return staying
    taken = {one.place for one in staying if one.table == move.table}
    free = next(place for place in range(places[move.table]) if place not in taken)
    result = [*staying, Sitting(number, guest, move.table, free)]
    if move.swaps_with and own and not move.other_pauses:
        result.append(Sitting(number, move.swaps_with, own.table, own.place))
    return sorted(result)
