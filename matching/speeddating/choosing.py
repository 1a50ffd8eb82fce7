"""Who meets whom at a speed-dating: a flow problem, solved exactly (ADR 51).

A meeting is a cell of the matrix guests x tables, each at most once. Rows and columns have sums
that are bounded on both sides, and each row a chain of cells of which it needs at least so many.
Such a problem is totally unimodular (two laminar families): the simplex method's solutions of the
linear programme are whole numbers, nothing is rounded.

It stays so where each cell is split into two, a guest's first talk and a further one: first and
further talks of a row are apart, and the two of a cell lie within its column.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, eye_array, hstack, kron, vstack

from matching.speeddating.meetings import Fit, Meetings, most_talks

STEPS = 16  # of a guest's fairness: how exactly the worst-off are looked after
FIRST = 10.0  # so many times as much as a further talk counts everybody's best one
TIE = 1e-6  # far below any difference of two fits that means something

Numbers = NDArray[np.float64]


def choose_meetings(fit: Fit, places: Sequence[int], rounds: int) -> Meetings:
    """As many meetings as possible, shared out evenly, then as fitting as possible.

    In this order: nobody has two talks fewer than somebody else; no table has less than half of an
    even share; the worst-off guest's best talk is as good as possible, then the worst-off second
    best, and so on, each compared with what this guest could have at best; then `worth`.
    """
    guests = len(fit)
    total = most_talks(guests, places, rounds)
    if not total:
        return np.zeros(fit.shape, dtype=bool)
    problem = _Problem.of(guests, places, rounds, total)
    least = _worst_off_first(problem, fit, total // guests)
    return _worthiest(problem, fit, least)


def shares(fit: Fit) -> Fit:
    """How good each talk is for its guest, compared with the best that this guest could have.

    So who has few wishes, or says them in few words, counts as much as who has many.
    """
    best = fit.max(axis=1, keepdims=True)
    return np.divide(fit, best, out=np.zeros_like(fit), where=best > 0)


def worth(meetings: Meetings, fit: Fit) -> float:
    """What is made as great as possible: the sum of all shares, each guest's best `FIRST`fold."""
    had = np.where(meetings, shares(fit), 0.0)
    return float(had.sum() + (FIRST - 1) * had.max(axis=1).sum())


def _worst_off_first(problem: "_Problem", fit: Fit, talks: int) -> list[Meetings]:
    """For each of everybody's best `talks` the cells that are good enough for it.

    Good enough is what can be had for everybody.
    """
    best = -np.sort(-fit, axis=1)
    found: list[Meetings] = []
    for number in range(talks):

        def good(step: int, number: int = number) -> Meetings:
            return fit >= best[:, number : number + 1] * (step / STEPS) - TIE

        fits, too_much = 0, STEPS + 1
        while too_much - fits > 1:
            middle = (fits + too_much) // 2
            if problem.is_possible([*found, good(middle)]):
                fits = middle
            else:
                too_much = middle
        found.append(good(fits))
    # What is asked of the second best talk holds for the best one, too.
    for number in range(talks - 2, -1, -1):
        found[number] &= found[number + 1]
    return found


def _worthiest(problem: "_Problem", fit: Fit, least: list[Meetings]) -> Meetings:
    """The plan of most `worth` in which everybody's talks are among the `least` good ones."""
    guests, tables = fit.shape
    cells = guests * tables
    share = shares(fit)
    each = kron(eye_array(guests), np.ones((1, tables)))
    rows = [
        hstack([problem.at_most, problem.at_most]),
        hstack([eye_array(cells), eye_array(cells)]),  # a cell is one talk, the first or a further
        hstack([each, 0 * each]),
    ]
    bounds = [problem.bounds, np.ones(cells), np.ones(guests)]
    for number, good in enumerate(least):
        # The first of the talks has its place among those that are counted as first.
        among = _number_of(good)
        rows.append(hstack([0 * among, -among] if number else [-among, 0 * among]))
        bounds.append(np.full(guests, -float(number or 1)))
    may_be_first = least[0] if least else np.ones(fit.shape, dtype=bool)
    cost = -np.concatenate([FIRST * share, share]) - np.tile(_ties(guests, tables), (2, 1))
    solution = _solve(
        cost.ravel(),
        vstack(rows).tocsr(),
        np.concatenate(bounds),
        problem.total,
        at_most=np.concatenate([may_be_first.ravel(), np.ones(cells)]),
    )
    if solution is None:
        raise ArithmeticError("A problem that has a solution was not solved.")
    return (solution[:cells] | solution[cells:]).reshape(fit.shape)


def _number_of(good: Meetings) -> csr_array:
    """Rows of a programme: how many meetings each guest has that are `good`."""
    guests, tables = good.shape
    row, column = np.nonzero(good)
    place = (row, row * tables + column)
    return coo_array((np.ones(len(row)), place), shape=(guests, guests * tables)).tocsr()


def _ties(guests: int, tables: int) -> Fit:
    """Something tiny for each cell that favours nobody, so that equal fits are told apart."""
    rows, columns = np.arange(guests)[:, None], np.arange(tables)[None, :]
    return TIE * (1 + (rows * 0.7548776662466927 + columns * 0.5698402909980532) % 1)


@dataclass(frozen=True)
class _Problem:
    """The bounds that hold for every plan."""

    at_most: csr_array
    bounds: Numbers
    total: int

    @classmethod
    def of(cls, guests: int, places: Sequence[int], rounds: int, total: int) -> "_Problem":
        tables = len(places)
        most = np.array([min(rounds * number, guests) for number in places], dtype=float)
        each = kron(eye_array(guests), np.ones((1, tables)))
        table = kron(np.ones((1, guests)), eye_array(tables))
        return cls(
            at_most=vstack([each, -each, table, -table]).tocsr(),
            bounds=np.concatenate(
                [
                    np.full(guests, -(-total // guests)),
                    np.full(guests, -(total // guests)),
                    most,
                    -_least(most, total),
                ]
            ),
            total=total,
        )

    def is_possible(self, wanted: Sequence[Meetings]) -> bool:
        """Whether everybody can have one of the first, two of the second cells, and so on."""
        rows = [self.at_most, *(-_number_of(good) for good in wanted)]
        bounds = [self.bounds]
        bounds += [np.full(len(good), -float(number)) for number, good in enumerate(wanted, 1)]
        cost = np.zeros(self.at_most.shape[1])
        return _solve(cost, vstack(rows).tocsr(), np.concatenate(bounds), self.total) is not None


def _solve(
    cost: Numbers, rows: csr_array, bounds: Numbers, total: int, *, at_most: Numbers | None = None
) -> NDArray[np.bool_] | None:
    """The cheapest cells under the bounds, `total` of them; None if there are none.

    The sums are whole, so `>= 0.5` only takes the floating point off.
    """
    most = np.ones(len(cost)) if at_most is None else at_most
    solved = linprog(
        cost,
        A_ub=rows,
        b_ub=bounds,
        A_eq=np.ones((1, len(cost))),
        b_eq=[total],
        bounds=np.column_stack([np.zeros(len(cost)), most]),
        method="highs-ds",
    )
    return solved.x >= 0.5 if solved.status == 0 else None


def _least(most: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Half of what each table has if all talks are shared out evenly, in whole talks."""
    level, left = 0.0, float(total)
    for number, capacity in enumerate(np.sort(most)):
        level = left / (len(most) - number)
        if capacity >= level:
            break
        left -= capacity
    return np.floor(np.minimum(most, np.floor(level)) / 2)
