"""How well suggestions fit what people write about themselves, beside plain full text.

Written profiles (`profiles.toml`) with judged offers, answered by the engine as the finder asks
it, by the catalogue's own search for the same words, and by SQLite's FTS5. Both searches get the
text and, as words, the labels of what was clicked.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measures import Estimate, estimate, ndcg

GRADES = {"just_that": 3, "good": 2, "would_do": 1}
FIRST = 10
DAY = dt.date(2026, 11, 23)

System = Callable[["Written"], list[str]]


@dataclass(frozen=True)
class Written:
    text: str
    answers: str  # the finder's address, without the text
    grades: dict[str, int]  # by the offer's stable key
    is_held_out: bool


def read_profiles(known: set[str]) -> list[Written]:
    """All profiles that some offer of `known` keys suits."""
    with (Path(__file__).parent / "profiles.toml").open("rb") as file:
        rows = tomllib.load(file)["profile"]
    profiles = []
    for number, row in enumerate(rows):
        grades = {
            key: grade
            for name, grade in GRADES.items()
            for key in row.get(name, ())
            if key in known
        }
        if grades:
            profiles.append(Written(row["text"], row.get("answers", ""), grades, number % 2 == 1))
    return profiles


def parameters(written: Written) -> Any:
    from django.http import QueryDict

    from matching.profiles.parameters import ProfileParameters

    data = QueryDict(written.answers, mutable=True)
    data["text"] = written.text
    return ProfileParameters(data)


class Engine:
    """What the finder suggests."""

    def __init__(self, names: dict[int, str], weights: Any = None) -> None:
        from matching.engine import WEIGHTS

        self._names = names
        self._weights = weights or WEIGHTS

    def __call__(self, written: Written) -> list[str]:
        from matching.engine import suggest
        from matching.engine.coverage import NONE
        from opportunities.catalogue import catalogue

        found = suggest(
            catalogue(),
            parameters(written).profile,
            day=DAY,
            person=written.text,
            weights=self._weights,
            recent=NONE,
        )
        return [self._names[key] for key in found.keys(FIRST)]


class Words:
    """The catalogue's search, with words alone."""

    def __init__(self, names: dict[int, str]) -> None:
        self._names = names

    def __call__(self, written: Written) -> list[str]:
        from opportunities.catalogue import Question, catalogue
        from opportunities.catalogue.facets import YES

        free = {"frei": frozenset({YES})}
        found = catalogue().answer(Question(words=in_words(written), choices=free))
        return [self._names[key] for key in found.keys(0, FIRST)]


def in_words(written: Written) -> str:
    """The text and what was clicked, as one would type it into a search field."""
    asked = parameters(written)
    labels = [
        asked.label_of(name, value)
        for name in ("bereich", "zielgruppe", "taetigkeit", "spricht", "wo")
        for value in _listed(asked.cleaned[name])
    ]
    return " ".join([written.text, *labels])


def _listed(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return [value] if value else []
    return sorted(value)


def measure(show: int = 0) -> list[bool]:
    """Prints the table; whether ours are better than both others, all together and held out."""
    from baselines import FullTextTable
    from corpus import documents, stable_keys

    names = stable_keys()
    free = _with_places(names)
    offers = {key: document for key, document in documents().items() if key in free}
    table = FullTextTable(offers)
    profiles = read_profiles(set(offers))
    systems: dict[str, System] = {
        "ours": Engine(names),
        "the catalogue's words": Words(names),
        "FTS5": lambda written: table(in_words(written))[:FIRST],
    }
    good = {
        name: [
            ndcg([one.grades.get(key, 0) for key in system(one)], list(one.grades.values()))
            for one in profiles
        ]
        for name, system in systems.items()
    }
    print(f"\nText: {len(offers)} offers, {len(profiles)} profiles; nDCG@10 ± 95 %")
    halves = {
        "all": range(len(profiles)),
        "tuned on": [n for n, one in enumerate(profiles) if not one.is_held_out],
        "held out": [n for n, one in enumerate(profiles) if one.is_held_out],
    }
    print(f"  {'':24}" + "".join(f"{title:>18}" for title in halves))
    for name, values in good.items():
        cells = (estimate([values[n] for n in chosen]) for chosen in halves.values())
        print(f"  {name:24}" + "".join(f"{_cell(cell):>18}" for cell in cells))
    _print_worst(profiles, systems["ours"], good["ours"], show)
    ours, *rest = good.values()
    return [
        sum(ours[n] for n in chosen) > sum(other[n] for n in chosen)
        for other in rest
        for chosen in (halves["all"], halves["held out"])
    ]


def _with_places(names: dict[int, str]) -> set[str]:
    """The offers that still look for somebody: nobody wants to be sent to the others."""
    from opportunities.catalogue import Question, catalogue
    from opportunities.catalogue.facets import YES

    found = catalogue().answer(Question(choices={"frei": frozenset({YES})}))
    return {names[key] for key in found.keys(0, found.count)}


def _cell(cell: Estimate) -> str:
    return f"{cell.mean:.3f} ± {cell.half:.3f}"


def _print_worst(
    profiles: Sequence[Written], system: System, good: Sequence[float], show: int
) -> None:
    """Of those that may be looked at: the others are held out."""
    seen = [n for n, one in enumerate(profiles) if not one.is_held_out]
    for n in sorted(seen, key=lambda n: good[n])[:show]:
        one = profiles[n]
        print(f"\n{good[n]:.2f} {one.text} [{one.answers}]")
        found = system(one)
        for key in found:
            print(f"   {one.grades.get(key, 0)}  {key}")
        for key, grade in one.grades.items():
            if grade >= 2 and key not in found:
                print(f"   missing {grade}  {key}")
