"""The figures as tables, and what they were to be."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import curve
import texts
from measures import Estimate, estimate
from simulation import BLUEBOTTLE, WITH, WITHOUT, World, compare
from simulation import sweep as sweep_world
from utility import Tastes
from weeks import Course, Outcome

MORE_COVERED, SAME_CONNECTIONS, BETTER_THAN_BLUEBOTTLE = 1.15, 0.99, 1.15
LIFTS = (0.0, 0.1, 0.2, 0.25, 0.4, 0.7, 1.0, 2.0)

Runs = list[dict[str, Outcome]]  # by arm, one a seed
Figure = Callable[[Outcome], float]

COLUMNS: tuple[tuple[str, Figure, str], ...] = (
    ("connections", lambda o: o.connections, "8.1f"),
    ("covered", lambda o: o.covered, "8.1f"),
    ("Gini", lambda o: o.gini, "8.3f"),
    ("nDCG@10", lambda o: o.ndcg, "8.3f"),
)


def simulation(course: Course, seeds: Iterable[int]) -> list[bool]:
    runs: Runs = []
    for seed in seeds:
        runs.append(compare(World.of(seed, course, Tastes())))
        print(f"  association {seed} done", flush=True)
    print(
        f"\n{course.at_once} offers, {course.people} people, {course.visits} visits a week, weeks"
        f" {course.warm_up + 1} to {course.weeks}; {len(runs)} associations; ± 95 %"
    )
    print(f"  {'a week':24}" + "".join(f"{name:>18}" for name, *_ in COLUMNS) + "    broken  over")
    for arm in runs[0]:
        cells = (_cell(_of(runs, arm, figure), width) for _, figure, width in COLUMNS)
        broken = _of(runs, arm, lambda o: o.broken)
        over = sum(run[arm].overbooked for run in runs)
        print(f"  {arm:24}" + "".join(f"{c:>18}" for c in cells) + f"  {broken.mean:8.2%} {over:5}")
    return _verdicts(runs)


def _verdicts(runs: Runs) -> list[bool]:
    """Each target in each association, then over all: pairs, so that worlds don't count."""
    peers = [arm for arm in runs[0] if arm not in (WITH, WITHOUT)]
    best_peer = max(peers, key=lambda arm: _of(runs, arm, lambda o: o.connections).mean)
    kept = []
    print()
    for other in (WITHOUT, best_peer):
        covered = _ratio(runs, WITH, other, lambda o: o.covered)
        same = _ratio(runs, WITH, other, lambda o: o.connections)
        even = _ratio(runs, WITH, other, lambda o: o.gini)
        kept += [
            _verdict(f"covered / {other}", covered, MORE_COVERED, covered.mean >= MORE_COVERED),
            _verdict(f"connections / {other}", same, SAME_CONNECTIONS, same.mean >= 0.99),
            _verdict(f"Gini / {other}", even, 1.0, even.mean < 1.0),
        ]
    good = _ratio(runs, WITH, BLUEBOTTLE, lambda o: o.ndcg)
    kept.append(
        _verdict(
            f"nDCG@10 / {BLUEBOTTLE}",
            good,
            BETTER_THAN_BLUEBOTTLE,
            good.mean >= BETTER_THAN_BLUEBOTTLE,
        )
    )
    mine = [run[arm] for run in runs for arm in (WITH, WITHOUT)]
    for name, number in (
        ("musts broken", sum(round(one.broken * one.shown) for one in mine)),
        ("overbooked", sum(one.overbooked for one in mine)),
    ):
        print(f"  {name:44} {number:8}  of {sum(o.shown for o in mine)} shown")
        kept.append(number == 0)
    return kept


def _verdict(name: str, found: Estimate, wanted: float, holds: bool) -> bool:
    verdict = "ok" if holds else "MISSED"
    print(f"  {name:44} {found.mean:6.3f} ± {found.half:.3f}  (target {wanted:g}) {verdict}")
    return holds


def sweep(course: Course, seeds: Iterable[int], drawing: Path | None) -> None:
    """λ against what it costs and brings, relative to λ = 0 in the same association."""
    runs = [sweep_world(World.of(seed, course, Tastes()), LIFTS) for seed in seeds]
    print(f"λ, {len(runs)} associations, relative to λ = 0; ± 95 %")
    points = []
    for place, lift in enumerate(LIFTS):
        point = curve.Point(
            lift,
            *(
                estimate([figure(run[place]) / figure(run[0]) for run in runs])
                for _, figure, _ in COLUMNS[:3]
            ),
        )
        points.append(point)
        cells = (point.connections, point.covered, point.gini)
        names = ("connections", "covered", "Gini")
        print(
            f"  {lift:4g}  "
            + "  ".join(
                f"{n} {c.mean:.3f} ± {c.half:.3f}" for n, c in zip(names, cells, strict=True)
            )
        )
    if drawing:
        drawing.write_text(curve.drawn(points), encoding="utf-8")


def others(course: Course, seeds: Sequence[int]) -> None:
    """The same in associations that are not as assumed."""
    a = Tastes()
    worlds: dict[str, tuple[Course, Tastes]] = {
        "half as many visits": (replace(course, visits=course.visits // 2), a),
        "twice as many visits": (replace(course, visits=course.visits * 2), a),
        "half by direct link": (replace(course, direct=0.5), a),
        "people look at few (3 on average)": (replace(course, patience=0.7), a),
        "topics matter half as much": (course, replace(a, topic=0.65)),
        "hidden quality matters twice": (course, replace(a, quality=2.0)),
        "hidden style matters three times": (course, replace(a, style=2.1)),
    }
    print("Other associations; ours with coverage beside ours without, and Bluebottle's formula")
    print(f"  {'':38} connections     covered        Gini   nDCG / Bluebottle")
    for name, (changed, tastes) in worlds.items():
        runs = [compare(World.of(seed, changed, tastes), peers=(BLUEBOTTLE,)) for seed in seeds]
        figures = [_ratio(runs, WITH, WITHOUT, figure).mean for _, figure, _ in COLUMNS[:3]]
        good = _ratio(runs, WITH, BLUEBOTTLE, lambda o: o.ndcg).mean
        print(
            f"  {name:38} {figures[0]:11.3f} {figures[1]:11.3f} {figures[2]:11.3f} {good:19.2f}",
            flush=True,
        )


def text(show: int) -> list[bool]:
    return texts.measure(show)


def _of(runs: Runs, arm: str, figure: Figure) -> Estimate:
    return estimate([figure(run[arm]) for run in runs])


def _ratio(runs: Runs, arm: str, other: str, figure: Figure) -> Estimate:
    return estimate([figure(run[arm]) / figure(run[other]) for run in runs])


def _cell(found: Estimate, width: str) -> str:
    return f"{found.mean:{width}} ± {found.half:{width}}".replace("±  ", "± ").replace("±  ", "± ")
