"""How well the search finds what people mean, beside what one gets without work.

    python benchmarks/search_quality [--exports FOLDER] [--site FOLDER] [--show N]

Over the demo's offers and, given Freinet exports (`*.xml`, `*.csv` in FOLDER; also from the
environment as SEARCH_EXPORTS), over theirs: hand-made queries with graded judgments
(`judgments.toml`), answered by the site (address parameter `q`, everything that stands behind it),
by SQLite's FTS5 and by BM25 over Snowball stems of the same fields. Every third query was held
out of all tuning; its figures stand beside.

Targets: nDCG@10 at least 1.7 times that of FTS5 and 1.35 times that of the stems, and under 2 %
of queries without any answer.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from baselines import FullTextTable, StemIndex
from corpus import documents, prepare, stable_keys
from metrics import PAGE, Scores, mean_scores, ndcg
from queries import Query, read_queries

AGAINST_TABLE, AGAINST_STEMS, MOST_WITHOUT_ANSWER = 1.7, 1.35, 0.02

System = Callable[[str], list[str]]
Answered = dict[str, list[list[str]]]  # by system, one list of keys a query


def ours() -> System:
    from django.http import QueryDict

    from opportunities.filters import OpportunityFilterSet

    names = stable_keys()

    def answer(text: str) -> list[str]:
        parameters = QueryDict(mutable=True)
        parameters["q"] = text
        found = OpportunityFilterSet(parameters).answer.keys(0, PAGE)
        return [names[key] for key in found]

    return answer


def main() -> None:
    parser = argparse.ArgumentParser(prog="search_quality", description=__doc__.splitlines()[0])
    parser.add_argument("--exports", type=Path, default=os.environ.get("SEARCH_EXPORTS"))
    parser.add_argument("--site", type=Path, help="keep the filled database here")
    parser.add_argument("--show", type=int, default=0, help="the N queries that go worst")
    arguments = parser.parse_args()
    exports = []
    if arguments.exports:
        exports = sorted(p for p in Path(arguments.exports).iterdir() if _is_export(p))
    else:
        print("Demo content only; --exports adds Freinet exports.")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.site or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        prepare(folder, exports)
        measure(arguments.show)


def _is_export(path: Path) -> bool:
    return path.suffix in {".xml", ".csv"} and "freinet" in path.name


def measure(show: int) -> None:
    import django

    django.setup()
    found = documents()
    queries = read_queries(set(found))
    systems = {"ours": ours(), "FTS5": FullTextTable(found), "stems": StemIndex(found)}
    answers = {
        name: [system(query.text)[:PAGE] for query in queries] for name, system in systems.items()
    }
    tuned = [n for n, query in enumerate(queries) if not query.is_held_out]
    held = [n for n, query in enumerate(queries) if query.is_held_out]
    print(f"{len(found)} offers, {len(queries)} queries\n")
    for title, chosen in (("all", range(len(queries))), ("tuned on", tuned), ("held out", held)):
        _print_table(title, _scores(queries, answers, chosen))
    print("by kind (nDCG@10 and ratios)")
    for kind in sorted({query.kind for query in queries}):
        chosen = [n for n, query in enumerate(queries) if query.kind == kind]
        scores = _scores(queries, answers, chosen)
        print(
            f"  {kind:11} {len(chosen):3}  ours {scores['ours'].ndcg:.3f}"
            f"  FTS5 {scores['FTS5'].ndcg:.3f} ({_ratio(scores, 'FTS5'):4.2f} x)"
            f"  stems {scores['stems'].ndcg:.3f} ({_ratio(scores, 'stems'):4.2f} x)"
            f"  recall@20 {scores['ours'].recall:.3f}"
        )
    _print_verdicts(_scores(queries, answers, range(len(queries))))
    _print_worst(queries, answers["ours"], found, show)


def _scores(queries: list[Query], answers: Answered, chosen: Iterable[int]) -> dict[str, Scores]:
    chosen = list(chosen)
    return {
        name: mean_scores([(lists[n], queries[n].grades) for n in chosen])
        for name, lists in answers.items()
    }


def _ratio(scores: dict[str, Scores], other: str) -> float:
    return scores["ours"].ndcg / (scores[other].ndcg or float("inf"))


def _print_table(title: str, scores: dict[str, Scores]) -> None:
    print(f"{title:10} nDCG@10  recall@20    MRR  no answer")
    for name, score in scores.items():
        print(
            f"  {name:8} {score.ndcg:7.3f}  {score.recall:9.3f}  {score.mrr:5.3f}"
            f"  {score.zero:8.1%}"
        )
    print(f"  ours is {_ratio(scores, 'FTS5'):.2f} x FTS5, {_ratio(scores, 'stems'):.2f} x stems\n")


def _print_verdicts(scores: dict[str, Scores]) -> None:
    print()
    for text, holds in (
        (f"at least {AGAINST_TABLE} x FTS5", _ratio(scores, "FTS5") >= AGAINST_TABLE),
        (f"at least {AGAINST_STEMS} x stems", _ratio(scores, "stems") >= AGAINST_STEMS),
        (f"under {MOST_WITHOUT_ANSWER:.0%} no answer", scores["ours"].zero < MOST_WITHOUT_ANSWER),
    ):
        print(f"{text:22} {'ok' if holds else 'MISSED'}")


def _print_worst(
    queries: list[Query], answers: list[list[str]], found: dict[str, dict[str, str]], show: int
) -> None:
    ranked = sorted(range(len(queries)), key=lambda n: ndcg(answers[n], queries[n].grades))
    for n in ranked[:show]:
        query = queries[n]
        held = " (held out)" if query.is_held_out else ""
        print(f"\n{ndcg(answers[n], query.grades):.2f} {query.kind}: {query.text}{held}")
        for key in answers[n][:10]:
            print(f"   {query.grades.get(key, 0)}  {found[key]['title'][:70]}  [{key}]")
        missing = [key for key, grade in query.grades.items() if grade == 3]
        for key in (key for key in missing if key not in answers[n]):
            print(f"   -  {found[key]['title'][:70]}  [{key}]")


if __name__ == "__main__":
    main()
