"""Words of one family: what one does, who does it, and the doing.

`betreuen`, `Betreuer`, `Betreuung`: whoever asks for one wants the others too.
"""

from core.german.lexicon import Lexicon
from core.german.tables import read_pairs, read_words

_ROOTS = {word: root for root, words in read_pairs("families.txt").items() for word in words}
# "Bürger" do not "bürgen", a "Wohnung" is no "wohnen".
_NOT_DERIVED = read_words("not_derived.txt")
_BEFORE_N = ("e", "el", "er")
_WITHOUT_UMLAUT = str.maketrans("äöü", "aou")


def root(lemma: str, lexicon: Lexicon) -> str:
    """The verb that lower-case `lemma` comes from, by our table or its ending; else itself."""
    if lemma in _ROOTS:
        return _ROOTS[lemma]
    if lemma in _NOT_DERIVED:
        return lemma
    if lemma.endswith("ung") and len(lemma) > 5:
        return _verb(lemma[:-3], lexicon) or lemma
    if lemma.endswith("er") and len(lemma) > 5 and lexicon.noun(lemma):
        stem = lemma[:-2]
        verb = _verb(stem, lexicon) or _verb(stem.translate(_WITHOUT_UMLAUT), lexicon)
        if verb:
            return verb
    if lemma.startswith("ge") and lemma.endswith("t") and len(lemma) > 6:
        # "gestrickt" from "stricken".
        return _verb(lemma[2:-1], lexicon) or lemma
    if lemma.endswith(_BEFORE_N) and len(lemma) > 4 and lexicon.noun(lemma) == lemma:
        # "Spende" and "spenden", "Feier" and "feiern".
        verb = f"{lemma}n"
        return verb if lexicon.other(verb) == verb else lemma
    return lemma


def _verb(stem: str, lexicon: Lexicon) -> str | None:
    candidates = [f"{stem}en", f"{stem}n"]
    if stem.endswith("l"):
        # "Sammlung" from "sammeln".
        candidates.append(f"{stem[:-1]}eln")
    for verb in candidates:
        if lexicon.other(verb) == verb:
            return _ROOTS.get(verb, verb)
    return None
