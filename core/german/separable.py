"""Verbs that German takes apart: "ich lese Kindern gern vor" asks for `vorlesen`."""

from collections.abc import Sequence
from typing import NamedTuple

from core.german.lexicon import Lexicon, lexicon

_FIRST_PARTS = frozenset(
    ("ab", "an", "auf", "aus", "bei", "ein", "her", "hin", "mit", "nach", "um", "vor", "weg", "zu")
)
# Behind the first part the clause is over, or goes on with another.
_NEXT_CLAUSE = frozenset(("und", "oder", "aber", "sowie"))
_FARTHEST = 8  # words between the two


class Said(NamedTuple):
    """A word of a question as it was written, and as it is meant."""

    written: str
    meant: str


def put_together(words: Sequence[str]) -> list[Said]:
    """The words of a question, those of a parted verb as one: `lese` meant as `vorlesen`.

    Only where the lexicon has the whole: "helfe in der Kita mit" is `mithelfen`, but in "Kinder
    mit Hund" nothing is parted.
    """
    said = [Said(word, word) for word in words]
    for end in range(len(said) - 1, 0, -1):
        first_part = said[end].written.lower()
        if first_part not in _FIRST_PARTS:
            continue
        if end + 1 < len(said) and said[end + 1].written.lower() not in _NEXT_CLAUSE:
            continue
        known = lexicon()
        for at in range(end - 1, max(end - 2 - _FARTHEST, -1), -1):
            word = said[at].written
            if word.lower() in _NEXT_CLAUSE:
                break
            if whole := _whole(first_part, word, known, is_first=at == 0):
                said[at] = Said(word, whole)
                del said[end]
                break
    return said


def _whole(first_part: str, word: str, known: Lexicon, *, is_first: bool) -> str | None:
    """The verb of which `word` is the other part; a capital letter within a line is a noun's."""
    if not word.isalpha() or (word[0].isupper() and not is_first):
        return None
    verb = known.other(known.spelled(word.lower()))
    if verb is None or not verb.endswith("n"):
        return None
    if word.lower().startswith("ge") and not verb.startswith("ge"):
        return None  # A participle is never parted: "gesucht ab Mai".
    whole = first_part + verb
    return whole if known.other(whole) == whole else None
