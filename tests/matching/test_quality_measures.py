"""The measures by which benchmarks/matching judges suggestions."""

import importlib.util
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

PLACE = Path(__file__).resolve().parents[2] / "benchmarks" / "matching" / "measures.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("matching_measures", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


measures = _load()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 1, 1, 1], 0.0),
        ([0, 0, 0, 4], 0.75),  # (n − 1) / n where one has everything
        ([1, 2, 3, 4], 0.25),
        ([0, 0], 0.0),
    ],
)
def test_gini(values: list[int], expected: float) -> None:
    assert measures.gini(values) == pytest.approx(expected)


def test_gini_knows_neither_order_nor_unit() -> None:
    values = np.random.default_rng(3).pareto(1.5, 200)
    assert measures.gini(values) == pytest.approx(measures.gini(7 * values[::-1]))


def test_ndcg_of_the_best_order_is_one() -> None:
    assert measures.ndcg([3, 2, 1], [1, 3, 2, 0]) == pytest.approx(1.0)


def test_ndcg_by_hand() -> None:
    # (2² − 1)/log2(3) + (2³ − 1)/log2(4), of (2³ − 1)/log2(2) + (2² − 1)/log2(3)
    found = measures.ndcg([0, 2, 3], [3, 2])
    assert found == pytest.approx((3 / 1.5849625 + 7 / 2) / (7 + 3 / 1.5849625))


def test_ndcg_looks_at_the_first_only_and_at_nothing_if_nothing_fits() -> None:
    assert measures.ndcg([0] * 10 + [3], [3]) == 0.0
    assert measures.ndcg([0, 0], [0, 0]) == 0.0


def test_an_estimate_has_students_interval() -> None:
    found = measures.estimate([1.0, 2.0, 3.0])
    # t(0.975; 2) = 4.303, standard deviation 1
    assert found.mean == pytest.approx(2.0)
    assert found.half == pytest.approx(4.30265 / 3**0.5, rel=1e-4)
    assert found.least == pytest.approx(found.mean - found.half)


def test_one_run_says_nothing_of_its_spread() -> None:
    assert measures.estimate([5.0]).half == float("inf")


def test_intervals_hold_what_they_promise() -> None:
    rng = np.random.default_rng(5)
    held = sum(
        one.least <= 10 <= one.most
        for one in (measures.estimate(rng.normal(10, 3, 5).tolist()) for _ in range(800))
    )
    assert 0.93 < held / 800 < 0.97
