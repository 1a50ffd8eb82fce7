"""Rows that many tests begin with are made once, and each test finds them as if made for it.

Like `TestCase.setUpTestData`, but for fixtures: what one makes stays in an open transaction, what
the next one adds in a savepoint within it, and so on. A test whose fixtures are those of the test
before finds everything in place; otherwise only what differs is taken back and made anew. So
nobody ever sees rows that it did not ask for, in whatever order tests run.
"""

import inspect
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction


@dataclass(frozen=True)
class Step:
    """One fixture: what makes its rows, and which steps' values that needs by which names."""

    make: Callable[..., Any]
    needed: tuple[tuple[str, Callable[..., Any]], ...]


@dataclass
class Layer:
    """What one step made; `values` are those of all steps so far, as nobody has touched them."""

    step: Step
    atomic: transaction.Atomic
    values: dict[Callable[..., Any], Any]


class SharedRows:
    """The layers that are in the database now."""

    def __init__(self, forget: Callable[[], None]) -> None:
        """`forget` empties what the process knows by heart of the database."""
        self._forget = forget
        self._layers: list[Layer] = []
        self.values: dict[Callable[..., Any], Any] = {}
        # Whether a test that commits has emptied all tables behind it.
        self.are_flushed = False

    def lay(self, steps: list[Step]) -> None:
        """Have exactly these steps' rows in the database, and in `values` what they returned."""
        if self.are_flushed:
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
            self.are_flushed = False
        there = 0
        for layer, step in zip(self._layers, steps, strict=False):
            if layer.step != step:
                break
            there += 1
        self.take_back(there)
        self.values = deepcopy(self._layers[-1].values) if self._layers else {}
        for step in steps[there:]:
            self._add(step)

    def take_back(self, remaining: int = 0) -> None:
        """Roll back all but the lowest layers."""
        self.values = {}
        while len(self._layers) > remaining:
            transaction.set_rollback(True)
            self._layers.pop().atomic.__exit__(None, None, None)

    def _add(self, step: Step) -> None:
        atomic = transaction.atomic()
        atomic._from_testcase = True  # as Django's own TestCase does
        atomic.__enter__()
        self._layers.append(Layer(step, atomic, {}))
        self._forget()
        values = self.values
        try:
            values[step.make] = step.make(**{name: values[make] for name, make in step.needed})
        except BaseException:
            self.take_back(len(self._layers) - 1)
            raise
        self._layers[-1].values = deepcopy(values)
        self._forget()


def shared_rows(make: Callable[..., Any]) -> Any:
    """A fixture whose rows are shared, and whose value each test gets for itself.

    It may ask for other such fixtures only.
    """

    def fixture(_shared_rows: SharedRows, **needed: Any) -> Any:
        if make in _shared_rows.values:
            return _shared_rows.values[make]
        return make(**needed)  # the test commits, or asks for it when it has long begun

    parameter = inspect.Parameter("_shared_rows", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    signature = inspect.signature(make)
    fixture.__signature__ = signature.replace(
        parameters=[parameter, *signature.parameters.values()]
    )
    fixture.makes_shared_rows = make
    fixture.__name__ = fixture.__qualname__ = make.__name__
    fixture.__module__, fixture.__doc__ = make.__module__, make.__doc__
    return pytest.fixture(fixture)


def steps_for(item: pytest.Item) -> list[Step]:
    """The shared fixtures that a test asks for, each after those it needs itself."""
    if not isinstance(item, pytest.Function):
        return []
    makes = {
        name: fixtures[-1].func.makes_shared_rows
        for name, fixtures in item._fixtureinfo.name2fixturedefs.items()
        if hasattr(fixtures[-1].func, "makes_shared_rows")
    }
    steps: dict[str, Step] = {}

    def add(name: str) -> None:
        needed = list(inspect.signature(makes[name]).parameters)
        for one in needed:
            add(one)
        steps.setdefault(name, Step(makes[name], tuple((one, makes[one]) for one in needed)))

    # The same order for all tests of a file, however they name what they need.
    for name in sorted(makes):
        add(name)
    return list(steps.values())
