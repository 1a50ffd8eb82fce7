"""When who meets whom, and the whole plan."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.speeddating.choosing import choose_meetings
from matching.speeddating.meetings import Fit, Meetings

MUST, TALK, WAITED = 1000.0, 10.0, 1.0


class Seat(NamedTuple):
    """Rows and columns of the matrix of fits, and rounds, count from 0."""

    round: int
    guest: int
    table: int
    place: int


def plan_rounds(fit: Fit, places: Sequence[int], rounds: int) -> list[Seat]:
    """Who sits where when, from how well each guest (row) and table (column) fit, 0 to 1.

    `places` says with how many guests a table talks at a time. The same input makes the same plan.
    See `choose_meetings` for what the plan is best at.
    """
    return spread(choose_meetings(fit, places, rounds), places, rounds)


def spread(meetings: Meetings, places: Sequence[int], rounds: int) -> list[Seat]:
    """Give each meeting a round and a place.

    That is an edge colouring: guests and places are the two sides, nobody has more meetings than
    there are rounds, so by Kőnig's theorem the rounds are enough. Each round is a matching that
    covers everybody who has as many meetings left as there are rounds left. Among such, people
    who have paused just now come first.
    """
    seats = _seats(meetings, places)
    owners = [(table, place) for table, number in enumerate(places) for place in range(number)]
    waited = np.zeros(meetings.shape[0], dtype=bool)
    plan: list[Seat] = []
    for number in range(rounds):
        left = rounds - number
        must = (seats.sum(axis=1) == left)[:, None] * MUST + (seats.sum(axis=0) == left) * MUST
        worth = np.where(seats, TALK + must + waited[:, None] * WAITED, 0)
        rows, columns = linear_sum_assignment(worth, maximize=True)
        waited[:] = True
        for row, column in zip(rows, columns, strict=True):
            if seats[row, column]:
                seats[row, column] = waited[row] = False
                plan.append(Seat(number, int(row), *owners[column]))
    if seats.any():
        raise ValueError("Somebody has more meetings than there are rounds.")
    return plan


def _seats(meetings: Meetings, places: Sequence[int]) -> Meetings:
    """The meetings of each table dealt out to its places in turn: a matrix guests x places."""
    columns = []
    for table, number in enumerate(places):
        dealt = np.cumsum(meetings[:, table]) - 1
        columns += [meetings[:, table] & (dealt % number == place) for place in range(number)]
    return np.column_stack(columns) if columns else np.zeros((len(meetings), 0), dtype=bool)
