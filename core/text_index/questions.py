"""A question's words as groups of terms that each stand for one thing asked."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.german.separable import put_together
from core.german.words import GENERIC_ROOTS, WORD, Analysed, Phrase, analyse_word

# By what is asked, what else to look for.
Synonyms = Mapping[Phrase, tuple[Phrase, ...]]

# Nobody asks more; what is longer is an attack or a pasted page.
LONGEST = 2_000
MOST_WORDS = 40

_LONGEST_PHRASE = 3


@dataclass(slots=True)
class Asked:
    """One word of a question (or several that together have synonyms)."""

    written: str
    analysed: tuple[Analysed, ...]
    alternatives: list[Phrase] = field(default_factory=list)
    # What else each part of a compound may be called.
    part_alternatives: dict[str, list[Phrase]] = field(default_factory=dict)

    @property
    def key(self) -> Hashable:
        """The same for what is asked in the same way, however it was written."""
        parts = tuple((part, tuple(others)) for part, others in self.part_alternatives.items())
        return self.analysed, tuple(self.alternatives), parts

    @property
    def whole(self) -> str:
        return self.analysed[0].whole

    @property
    def is_generic(self) -> bool:
        return self.analysed[0].root in GENERIC_ROOTS


def read_question(words: str, synonyms: Synonyms) -> list[Asked]:
    """The words of a question that say something, each once; all of them if none does."""
    said = put_together(WORD.findall(words[:LONGEST])[:MOST_WORDS])
    every = [(word, meant, one) for word, meant in said for one in analyse_word(meant) if one.whole]
    telling = [each for each in every if not each[2].is_stop_word]
    asked = [
        # Who "sings along" is content with singing, too.
        Asked(word, (one,), [_roots(word)] if meant != word else [])
        for word, meant, one in _once(telling or every)
    ]
    _add_synonyms(asked, synonyms)
    return asked


def _once(words: Sequence[tuple[str, str, Analysed]]) -> Iterable[tuple[str, str, Analysed]]:
    """Each word where it comes first."""
    first: dict[str, tuple[str, str, Analysed]] = {}
    for each in words:
        first.setdefault(each[2].whole, each)
    return first.values()


def _roots(word: str) -> Phrase:
    return tuple(one.root for one in analyse_word(word))


def _add_synonyms(asked: list[Asked], synonyms: Synonyms) -> None:
    if not synonyms:
        return
    roots = tuple(each.analysed[0].root for each in asked)
    for start, each in enumerate(asked):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(asked)) + 1):
            each.alternatives += synonyms.get(roots[start:end], ())
        for part in each.analysed[0].parts:
            if found := synonyms.get((part.root,)):
                each.part_alternatives[part.root] = list(found)
