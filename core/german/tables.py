"""The small word lists of our own, in `core/german/data/`.

Each line of a file is an entry; `#` begins a remark. `read_pairs` reads `word = other words`.
"""

from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


def _lines(name: str) -> Iterator[str]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if entry := line.partition("#")[0].strip():
            yield entry


def read_words(name: str) -> frozenset[str]:
    """All words of a file, however many stand on a line."""
    return frozenset(word for line in _lines(name) for word in line.split())


def read_pairs(name: str) -> dict[str, tuple[str, ...]]:
    """What stands right of the `=`, by the word on its left."""
    pairs = {}
    for line in _lines(name):
        word, _, others = line.partition("=")
        pairs[word.strip()] = tuple(others.split())
    return pairs
