"""Compounds taken apart: only into real words, at the joints that German uses."""

from functools import lru_cache
from typing import NamedTuple

from core.german.families import root
from core.german.lemmas import base_form
from core.german.lexicon import Lexicon
from core.german.tables import read_pairs, read_words

# Compounds that the rules would take apart wrongly, or that mean something else than their parts.
_OWN = read_pairs("compounds.txt")
_NEVER_PARTS = read_words("never_parts.txt")
_SHORT_PARTS = read_words("short_parts.txt")
_PREFIXES = read_words("prefixes.txt")
# Nouns after which an "s" joins the next part; with these endings all do.
_WITH_S = read_words("with_s.txt")
_ALWAYS_WITH_S = ("ung", "ion", "heit", "keit", "schaft", "tät", "ling", "tum")
_SHORTEST = 4
_DEEPEST = 2
# A word beyond this length is no German compound but somebody's cat on the keyboard.
_LONGEST = 60


def parts(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Base forms of the parts of lower-case `word`, from left to right; none if it is whole.

    `hausaufgabenhilfe` gives `hausaufgabe`, `hilfe`. Where several ways are open, the one with
    the fewest parts is taken, among those the one with the most usual joint, and among those the
    one with the longest last part.
    """
    if word in _OWN:
        return _OWN[word]
    found = _split_whole(word, lexicon)
    return found.parts if found else ()


def parts_of_known(word: str, lemma: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The parts of a word that the lexicon has, with the base form `lemma`.

    Only nouns are taken apart, and none that comes from a verb with all its letters: there is no
    animal in `profitieren`, and no friction in `Beschreibung`.
    """
    if lemma in _OWN or word in _OWN:
        return _OWN[lemma if lemma in _OWN else word]
    is_verb = lemma.endswith("n") and lexicon.other(lemma) == lemma
    if is_verb or lexicon.noun(lemma) is None or root(lemma, lexicon) != lemma:
        return ()
    return parts(lemma, lexicon)


def base_form_by_head(word: str, lexicon: Lexicon) -> str:
    """The base form of a compound that the lexicon has not: `sprachpate` for `sprachpaten`."""
    found = None if word in _OWN else _split_whole(word, lexicon)
    return word[: found.joint] + found.parts[-1] if found else word


class _Split(NamedTuple):
    joint: int  # where the last part begins
    oddness: int  # of the joints, as in `_Part`
    parts: tuple[str, ...]


class _Part(NamedTuple):
    lemma: str
    # 0: as the lexicon has it; 1: with an "s" or an old dative; 2: a letter is missing.
    oddness: int


def _split_whole(word: str, lexicon: Lexicon) -> _Split | None:
    if not 2 * _SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha():
        return None
    return _split(word, lexicon, depth=0)


def _split(word: str, lexicon: Lexicon, depth: int) -> _Split | None:
    best: _Split | None = None
    for joint in range(3, len(word) - 2):
        last = _last_part(word[joint:], lexicon)
        if last is None:
            continue
        first = _first_parts(word[:joint], lexicon, depth)
        if first is None:
            continue
        found = _Split(joint, first.oddness + last.oddness, (*first.parts, last.lemma))
        if best is None or _is_better(found, best, word):
            best = found
    return best


def _is_better(new: _Split, best: _Split, word: str) -> bool:
    if new.joint == best.joint + 1 and word[best.joint] == "s" and _takes_s(word[: best.joint]):
        return True
    return (len(new.parts), new.oddness) < (len(best.parts), best.oddness)


def _takes_s(part: str) -> bool:
    """Whether an "s" after `part` belongs to it: `Aktions|tag`, not `Aktion|stag`."""
    return part.endswith(_ALWAYS_WITH_S) or part in _WITH_S


def _first_parts(word: str, lexicon: Lexicon, depth: int) -> _Split | None:
    """What stands before the last part: a single part if possible, else a compound itself."""
    if word.endswith(_ALWAYS_WITH_S) or word in _PREFIXES:
        return None
    if part := _first_part(word, lexicon):
        return _Split(0, part.oddness, (*_OWN.get(part.lemma, ()), part.lemma))
    if depth < _DEEPEST and len(word) >= 2 * _SHORTEST - 1:
        found = _split(word, lexicon, depth + 1)
        if found is None and word.endswith("s"):
            found = _split(word[:-1], lexicon, depth + 1)
        return found
    return None


def _usable(part: str) -> bool:
    return (len(part) >= _SHORTEST and part not in _NEVER_PARTS) or part in _SHORT_PARTS


# Most compounds end in one of a few thousand words.
@lru_cache(maxsize=20_000)
def _last_part(part: str, lexicon: Lexicon) -> _Part | None:
    if not _usable(part):
        return None
    spelled = lexicon.spelled(part)
    if lexicon.noun(spelled) is None:
        return None
    lemma = base_form(spelled, lexicon) or spelled
    # "Kinder|fragen" rather than "Kind|erfragen".
    return _Part(lemma, 1 if lemma.endswith("en") and lexicon.other(lemma) == lemma else 0)


@lru_cache(maxsize=20_000)
def _first_part(part: str, lexicon: Lexicon) -> _Part | None:
    spelled = lexicon.spelled(part)
    if _usable(part) and (noun := lexicon.noun(spelled)):
        return _Part(base_form(spelled, lexicon) or noun, 1 if spelled == f"{noun}e" else 0)
    if part.endswith("s") and _usable(part[:-1]):
        without = lexicon.spelled(part[:-1])
        # Only the singular takes the linking "s".
        if lexicon.noun(without) == without:
            return _Part(without, 0 if _takes_s(without) else 1)
    if not _usable(part):
        return None
    if lexicon.other(spelled) == spelled:
        return _Part(spelled, 0)
    # "Sprach-", "Schul-" have lost an "e"; "Fahr-", "Lese-" are what is left of a verb.
    if noun := lexicon.noun(f"{spelled}e"):
        return _Part(noun, 2)
    for verb in (f"{spelled}en", f"{spelled}n"):
        if lexicon.other(verb) == verb:
            return _Part(verb, 2)
    return None
