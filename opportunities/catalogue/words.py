"""Finding rows by words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Found(NamedTuple):
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]


class WordIndex:
    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    @classmethod
    def build(cls, documents: Iterable[Mapping[str, str]]) -> "WordIndex":
        return cls([" ".join(document.values()).casefold() for document in documents])

    def search(self, words: str) -> Found:
        wanted = words.casefold().split()
        scores = np.array(
            [sum(word in text for word in wanted) for text in self._texts], dtype=np.float32
        )
        rows = np.flatnonzero(scores).astype(np.int32)
        return Found(rows, scores[rows])

    def suggest(self, words: str) -> str | None:
        return None
