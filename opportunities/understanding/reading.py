"""Words, place and filters out of one line of text."""

import re
from collections.abc import Callable
from typing import NamedTuple

from core.geo.places import PlaceIndex
from opportunities.understanding.amounts import read_age, read_hours
from opportunities.understanding.days import read_days
from opportunities.understanding.line import Line, Recognised
from opportunities.understanding.locations import read_place
from opportunities.understanding.phrases import phrase_lengths, phrases

LONGEST_READ = 300  # characters; what comes after stays plain words


class Understood(NamedTuple):
    """The words that are left, and what the others meant."""

    words: str
    recognised: tuple[Recognised, ...] = ()


def _read_phrase(line: Line, index: int) -> int:
    """`am Wochenende`, `ohne Vorkenntnisse`: words that mean a filter."""
    meanings = phrases()
    for length in phrase_lengths().get(line.tokens[index].key, ()):
        end = index + length
        if end <= len(line.tokens):
            words = " ".join(line.keys(index, end))
            if words in meanings:
                return line.take(index, end, *meanings[words])
    return 0


# Who knows the beginning of something goes first.
_READERS: tuple[Callable[[Line, int], int], ...] = (
    read_place,
    read_days,
    read_hours,
    read_age,
    _read_phrase,
)


def understand(text: str, places: PlaceIndex | None = None) -> Understood:
    """What `text`, typed into the one search field, means.

    `places` are those that may be named; without them the site's own, see `placenames`. Never
    raises; of a very long text only the beginning is read, the rest stays words.
    """
    if places is None:
        from opportunities.understanding.placenames import place_names

        places = place_names()
    head, tail = text[:LONGEST_READ], text[LONGEST_READ:]
    line = Line.of(head, places)
    index = 0
    while index < len(line.tokens):
        ends = (read(line, index) for read in _READERS)
        index = next(filter(None, ends), index + 1)
    if not line.taken:
        return Understood(" ".join(text.split()))
    left, at = [], 0
    for first, end in line.taken:
        left.append(head[at : line.tokens[first].start])
        at = line.tokens[end - 1].end
    left.append(head[at:] + tail)
    return Understood(_tidied(" ".join(left)), tuple(line.found))


def _tidied(text: str) -> str:
    """Without the punctuation and little words that the removed phrases leave behind."""
    words = [word for word in text.split() if re.search(r"[^\W_]", word)]
    words = [word.strip("-–/,;") for word in words]
    while words and words[-1].lower() in {"und", "oder", "in", "am", "im", "von", "um"}:
        words.pop()
    return " ".join(filter(None, words))
