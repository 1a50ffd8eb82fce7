"""Who meets whom at a speed-dating: a flow problem, solved exactly (ADR 51).

A meeting is a cell of the matrix guests x tables, each at most once. Rows and columns have sums
that are bounded on both sides, and each row a chain of cells of which it needs at least so many.
Such a problem is totally unimodular (two laminar families): the simplex method's solutions of the
linear programme are whole numbers, nothing is rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, eye_array, kron, vstack

from matching.speeddating.meetings import Fit, Meetings, most_talks

STEPS = 16  # of a guest's fairness: how exactly the worst-off are looked after
TIE = 1e-6  # far below any difference of two fits that means something


def choose_meetings(fit: Fit, places: Sequence[int], rounds: int) -> Meetings:
    """As many meetings as possible, shared out evenly, then as fitting as possible.

    In this order: nobody has two talks fewer than somebody else; no table has less than half of an
    even share; the worst-off guest's best talk is as good as possible, then the worst-off second
    best, and so on, each compared with what this guest could have at best; the sum of all fits.
    """
    guests, tables = fit.shape
    total = most_talks(guests, places, rounds)
    if not total:
        return np.zeros(fit.shape, dtype=bool)
    problem = _Problem.of(guests, places, rounds, total)
    value = fit + _ties(guests, tables)
    wanted = _worst_off_first(problem, value, total // guests)
    solution = problem.solve(-value.ravel(), wanted)
    if solution is None:
        raise ArithmeticError("A problem that has a solution was not solved.")
    return solution.reshape(fit.shape)


def _worst_off_first(problem: "_Problem", value: Fit, talks: int) -> "list[csr_array]":
    """Demands that everybody's best talks are at least so good as can be had for everybody."""
    guests, tables = value.shape
    best = -np.sort(-value, axis=1)
    wanted: list[csr_array] = []
    for number in range(talks):
        at_best = best[:, number : number + 1]

        def demand(step: int, at_best: Fit = at_best, number: int = number) -> csr_array:
            good = value >= at_best * (step / STEPS)
            return _at_least(good, number + 1)

        fits, too_much = 0, STEPS + 1
        while too_much - fits > 1:
            middle = (fits + too_much) // 2
            if problem.solve(np.zeros(guests * tables), [*wanted, demand(middle)]) is None:
                too_much = middle
            else:
                fits = middle
        if fits:
            wanted.append(demand(fits))
    return wanted


def _at_least(good: Meetings, number: int) -> csr_array:
    """Rows of the programme: each guest has at least `number` meetings that are `good`.

    The last column is the bound; `_Problem.solve` takes it off.
    """
    guests, tables = good.shape
    row, column = np.nonzero(good)
    cells = coo_array(
        (-np.ones(len(row)), (row, row * tables + column)), shape=(guests, guests * tables + 1)
    )
    bounds = coo_array(
        (np.full(guests, -float(number)), (np.arange(guests), np.full(guests, guests * tables))),
        shape=cells.shape,
    )
    return (cells + bounds).tocsr()


def _ties(guests: int, tables: int) -> Fit:
    """Something tiny for each cell that favours nobody, so that equal fits are told apart."""
    rows, columns = np.arange(guests)[:, None], np.arange(tables)[None, :]
    return TIE * (1 + (rows * 0.7548776662466927 + columns * 0.5698402909980532) % 1)


@dataclass(frozen=True)
class _Problem:
    """The bounds that hold for every plan."""

    at_most: csr_array
    bounds: NDArray[np.float64]
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

    def solve(
        self, cost: NDArray[np.float64], wanted: "Sequence[csr_array]"
    ) -> NDArray[np.bool_] | None:
        """The cheapest cells under the bounds and what is wanted besides; None if there are none.

        The sums are whole, so `>= 0.5` only takes the floating point off.
        """
        cells = len(cost)
        solved = linprog(
            cost,
            A_ub=vstack([self.at_most, *(rows[:, :cells] for rows in wanted)]).tocsr(),
            b_ub=np.concatenate([self.bounds, *(_bound(rows, cells) for rows in wanted)]),
            A_eq=np.ones((1, cells)),
            b_eq=[self.total],
            bounds=(0, 1),
            method="highs-ds",
        )
        return solved.x >= 0.5 if solved.status == 0 else None


def _bound(rows: csr_array, cells: int) -> NDArray[np.float64]:
    return np.asarray(rows[:, [cells]].toarray()).ravel()


def _least(most: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """Half of what each table has if all talks are shared out evenly, in whole talks."""
    level, left = 0.0, float(total)
    for number, capacity in enumerate(np.sort(most)):
        level = left / (len(most) - number)
        if capacity >= level:
            break
        left -= capacity
    return np.floor(np.minimum(most, np.floor(level)) / 2)
