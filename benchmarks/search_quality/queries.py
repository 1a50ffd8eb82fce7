"""The hand-made queries and what was judged to answer them (`judgments.toml`)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

GRADES = {"just_that": 3, "good": 2, "would_do": 1}
HELD_OUT = 3  # every third query never served for tuning


@dataclass(frozen=True)
class Query:
    text: str
    kind: str
    grades: dict[str, int]  # by the offer's stable key
    is_held_out: bool


def read_queries(known: set[str]) -> list[Query]:
    """All queries that some offer of `known` keys answers."""
    with (Path(__file__).parent / "judgments.toml").open("rb") as file:
        rows = tomllib.load(file)["query"]
    queries = []
    for number, row in enumerate(rows):
        grades = {
            key: grade
            for name, grade in GRADES.items()
            for key in row.get(name, ())
            if key in known
        }
        if grades:
            queries.append(Query(row["text"], row["kind"], grades, number % HELD_OUT == 2))
    return queries
