"""Text as glyphs in their places, set by HarfBuzz: kerning, and marks that stand on their letters.

German authorities write names with the letters of DIN 91379, which holds some that exist only as a
letter and a combining mark. Fira Sans has nearly all; a name with another letter is set in Noto
Sans as a whole; with letters that neither has, it is an error, never a gap.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from itertools import pairwise

import uharfbuzz

from core.printing.fonts import BOLD, RARE, RARE_BOLD, REGULAR, outlines

EM = 1000  # units of all measures here


class Weight(Enum):
    """Faces in the order in which they are tried."""

    REGULAR = (REGULAR, RARE)
    BOLD = (BOLD, RARE_BOLD)


class LettersMissingError(Exception):
    """No typeface has these letters."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


class DoesNotFitError(Exception):
    """A text does not fit into its place."""


@dataclass(frozen=True, slots=True)
class Glyph:
    number: int
    advance: int  # to the next one, in 1/1000 em, kerning included
    natural: int  # without it
    dx: int
    dy: int
    text: str  # what it stands for; empty if the glyph before says it


# Texts come again and again, and their runs with them: two are the same if they are one.
@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A text in one face, of one line."""

    face: str
    glyphs: tuple[Glyph, ...]
    width: int  # in 1/1000 em

    def width_at(self, size: float) -> float:
        """In points, if set `size` points large."""
        return self.width * size / EM


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one size, in points."""

    size: float
    runs: tuple[Run, ...]


@lru_cache(maxsize=500)
def shape(text: str, weight: Weight) -> Run:
    """`text` as glyphs of the first face that has them all.

    Raises `LettersMissingError` with those that the first face lacks if none has them all.
    """
    text = unicodedata.normalize("NFC", text)
    for name in weight.value:
        run = _face(name).shape(text)
        if run:
            return run
    raise LettersMissingError("".join(dict.fromkeys(_face(weight.value[-1]).lacking(text))))


def fit_line(text: str, weight: Weight, *, width: float, largest: float, smallest: float) -> Lines:
    """`text` on one line of at most `width` points, as large as fits between the two sizes.

    Raises `DoesNotFitError`, `LettersMissingError`.
    """
    run = shape(text, weight)
    size = min(largest, width / run.width * EM) if run.width else largest
    if size < smallest:
        raise DoesNotFitError(text)
    return Lines(size, (run,))


def fit_two_lines(
    text: str, weight: Weight, *, width: float, largest: float, smallest: float
) -> Lines:
    """`text` on two lines, broken where the longer one is shortest, as large as fits.

    Breaks at a blank or, if that would make it too small, after a hyphen. Raises
    `DoesNotFitError`, `LettersMissingError`.
    """
    for halves in (_halves_at_blanks(text), _halves_after_hyphens(text)):
        pairs = ((shape(one, weight), shape(other, weight)) for one, other in halves)
        best = min(pairs, key=lambda runs: max(run.width for run in runs), default=None)
        if best:
            size = min(largest, width / max(run.width for run in best) * EM)
            if size >= smallest:
                return Lines(size, best)
    raise DoesNotFitError(text)


def fit_paragraph(
    text: str,
    weight: Weight,
    *,
    width: float,
    height: float,
    sizes: Sequence[float],
    leading: float,
) -> Lines:
    """`text`, with its own line breaks, wrapped into `width` × `height` points.

    Takes the first of `sizes` that fits; `leading` is from line to line as a multiple of it.
    Raises `DoesNotFitError`, `LettersMissingError`.
    """
    for size in sizes:
        most = int((height - size) / (size * leading)) + 1
        lines = tuple(_wrapped(text, weight, width / size * EM, most + 1))
        if len(lines) <= most and all(run.width_at(size) <= width for run in lines):
            return Lines(size, lines)
    raise DoesNotFitError(text)


def _halves_at_blanks(text: str) -> Iterator[tuple[str, str]]:
    return ((text[:at], text[at + 1 :]) for at, one in enumerate(text) if one == " ")


def _halves_after_hyphens(text: str) -> Iterator[tuple[str, str]]:
    inner = range(1, len(text) - 1)
    return ((text[: at + 1], text[at + 1 :]) for at in inner if text[at] == "-")


def _wrapped(text: str, weight: Weight, width: float, most: int) -> Iterator[Run]:
    """At most `most` lines of it."""
    count = 0
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and shape(longer, weight).width > width:
                yield shape(line, weight)
                count += 1
                if count == most:
                    return
                longer = word
            line = longer
        yield shape(line, weight)
        count += 1


class _Face:
    """A face as HarfBuzz sees it."""

    # No ligatures: letters stay letters, also for whoever copies the text.
    FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False}

    def __init__(self, name: str) -> None:
        self.name = name
        face = uharfbuzz.Face(outlines(name))
        self.font = uharfbuzz.Font(face)
        self.font.scale = (EM, EM)
        self.characters = frozenset(map(chr, face.unicodes))

    def lacking(self, text: str) -> Iterator[str]:
        return (letter for letter in text if letter not in self.characters)

    def shape(self, text: str) -> Run | None:
        if not self.characters.issuperset(text):
            return None
        if not text:
            return Run(self.name, (), 0)
        buffer = uharfbuzz.Buffer()
        # Letters and the marks on them keep their own places in the text.
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        uharfbuzz.shape(self.font, buffer, self.FEATURES)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        starts = [*sorted({info.cluster for info in infos}), len(text)]
        ends = dict(pairwise(starts))
        glyphs, said = [], set()
        for info, place in zip(infos, places, strict=True):
            start = info.cluster
            glyphs.append(
                Glyph(
                    number=info.codepoint,
                    advance=place.x_advance,
                    natural=self.font.get_glyph_h_advance(info.codepoint),
                    dx=place.x_offset,
                    dy=place.y_offset,
                    text="" if start in said else text[start : ends[start]],
                )
            )
            said.add(start)
        return Run(self.name, tuple(glyphs), sum(place.x_advance for place in places))


@cache
def _face(name: str) -> _Face:
    return _Face(name)


def advance_of(face: str, glyph: int) -> int:
    """A glyph's own width in 1/1000 em."""
    width: int = _face(face).font.get_glyph_h_advance(glyph)
    return width
