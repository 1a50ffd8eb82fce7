"""What the search is measured against: the two that one gets without work."""

import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping

import snowballstemmer

WORD = re.compile(r"\w+")
K1, B = 1.2, 0.75


class FullTextTable:
    """SQLite's FTS5 over the same fields; the words of a query joined by OR, ranked by bm25."""

    def __init__(self, documents: Mapping[str, Mapping[str, str]]) -> None:
        fields = list(next(iter(documents.values())))
        self._keys = list(documents)
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            f"CREATE VIRTUAL TABLE offer USING fts5({', '.join(fields)}, tokenize='unicode61')"
        )
        marks = ", ".join("?" * len(fields))
        self._database.executemany(
            f"INSERT INTO offer (rowid, {', '.join(fields)}) VALUES (?, {marks})",  # noqa: S608
            [
                (number, *(document[field] for field in fields))
                for number, document in enumerate(documents.values())
            ],
        )

    def __call__(self, text: str) -> list[str]:
        words = WORD.findall(text)
        if not words:
            return []
        rows = self._database.execute(
            "SELECT rowid FROM offer WHERE offer MATCH ? ORDER BY bm25(offer), rowid",
            [" OR ".join(f'"{word}"' for word in words)],
        )
        return [self._keys[number] for (number,) in rows]


class StemIndex:
    """BM25 over the Snowball stems of all fields together."""

    def __init__(self, documents: Mapping[str, Mapping[str, str]]) -> None:
        self._stemmer = snowballstemmer.stemmer("german")
        self._keys = list(documents)
        counts = [Counter(self._stems(" ".join(d.values()))) for d in documents.values()]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / len(lengths)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for stem, times in count.items():
                weight = times * (K1 + 1) / (times + K1 * (1 - B + B * length / mean))
                self._postings[stem].append((number, weight))

    def _stems(self, text: str) -> list[str]:
        return self._stemmer.stemWords(WORD.findall(text.lower()))

    def __call__(self, text: str) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        total = len(self._keys)
        for stem in self._stems(text):
            postings = self._postings.get(stem, [])
            rarity = math.log(1 + (total - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, weight in postings:
                scores[number] += rarity * weight
        return [self._keys[n] for n in sorted(scores, key=lambda n: (-scores[n], n))]
