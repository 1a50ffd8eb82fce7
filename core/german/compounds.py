"""Compounds taken apart: only into real words, at the joints that German uses."""

from core.german.lemmas import base_form
from core.german.lexicon import Lexicon
from core.german.tables import read_pairs, read_words

# Compounds that the rules would take apart wrongly, or that mean something else than their parts.
_OWN = read_pairs("compounds.txt")
_NEVER_PARTS = read_words("never_parts.txt")
_SHORT_PARTS = read_words("short_parts.txt")
_SHORTEST = 4
# A word beyond this length is no German compound but somebody's cat on the keyboard.
_LONGEST = 60


def parts(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Base forms of the parts of lower-case `word`, from left to right; none if it is whole.

    `hausaufgabenhilfe` gives `hausaufgabe`, `hilfe`. Where several ways are open, the one with
    the fewest parts and among those with the longest last part is taken.
    """
    if word in _OWN:
        return _OWN[word]
    if not 2 * _SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha():
        return ()
    found = _split(word, lexicon, depth=0)
    return found[1] if found else ()


def parts_of_known(word: str, lemma: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The parts of a word that the lexicon has, with the base form `lemma`.

    Only nouns are taken apart: there is no animal in `profitieren`.
    """
    if lemma in _OWN or word in _OWN:
        return _OWN[lemma if lemma in _OWN else word]
    is_verb = lemma.endswith("n") and lexicon.other(lemma) == lemma
    if is_verb or (lexicon.noun(word) is None and lexicon.noun(lemma) is None):
        return ()
    return parts(lemma, lexicon) or parts(word, lexicon)


def base_form_by_head(word: str, lexicon: Lexicon) -> str:
    """The base form of a compound that the lexicon has not: `sprachpate` for `sprachpaten`."""
    if word in _OWN or not 2 * _SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha():
        return word
    found = _split(word, lexicon, depth=0)
    if found is None:
        return word
    return word[: found[0]] + found[1][-1]


def _split(word: str, lexicon: Lexicon, depth: int) -> tuple[int, tuple[str, ...]] | None:
    best: tuple[int, tuple[str, ...]] | None = None
    for joint in range(3, len(word) - 2):
        last = _last_part(word[joint:], lexicon)
        if last is None:
            continue
        first = _first_part(word[:joint], lexicon)
        if first is not None:
            more = _OWN.get(first)
            found = (joint, (*more, first, last) if more else (first, last))
        elif depth < 2 and joint >= 2 * _SHORTEST - 1:
            deeper = _split_first(word[:joint], lexicon, depth + 1)
            if deeper is None:
                continue
            found = (joint, (*deeper, last))
        else:
            continue
        if best is None or len(found[1]) < len(best[1]):
            best = found
    return best


def _split_first(word: str, lexicon: Lexicon, depth: int) -> tuple[str, ...] | None:
    found = _split(word, lexicon, depth)
    if found is None and word.endswith("s"):
        found = _split(word[:-1], lexicon, depth)
    return found[1] if found else None


def _usable(part: str) -> bool:
    return (len(part) >= _SHORTEST and part not in _NEVER_PARTS) or part in _SHORT_PARTS


def _last_part(part: str, lexicon: Lexicon) -> str | None:
    if not _usable(part):
        return None
    spelled = lexicon.spelled(part)
    if lexicon.noun(spelled) is None:
        return None
    return base_form(spelled, lexicon)


def _first_part(part: str, lexicon: Lexicon) -> str | None:
    if not _usable(part) and not (part.endswith("s") and _usable(part[:-1])):
        return None
    spelled = lexicon.spelled(part)
    if (noun := lexicon.noun(spelled)) and _usable(part):
        return base_form(spelled, lexicon) or noun
    if part.endswith("s") and _usable(part[:-1]):
        without = lexicon.spelled(part[:-1])
        if noun := lexicon.noun(without):
            return noun
    if not _usable(part):
        return None
    # "Sprach-", "Schul-" have lost an "e"; "Fahr-", "Lese-" are what is left of a verb.
    if noun := lexicon.noun(f"{spelled}e"):
        return noun
    for verb in (f"{spelled}en", f"{spelled}n"):
        if lexicon.other(verb) == verb:
            return verb
    adjective = lexicon.other(spelled)
    return adjective if adjective == spelled else None
