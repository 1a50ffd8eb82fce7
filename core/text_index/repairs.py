"""What somebody meant by a word that neither the documents nor the dictionary have."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from core.german.lexicon import lexicon
from core.german.spelling import fold
from core.text_index.questions import Synonyms
from core.text_index.vocabulary import Near, Vocabulary, distance

_SHORTEST = 5
_TWO_EDITS_FROM = 8
_SHORTEST_BEGINNING = 4


class Repair(NamedTuple):
    words: str
    # Not if only the way of writing differs, which nobody needs to hear of.
    is_worth_telling: bool


class Repairs:
    """Looks for other words in the vocabularies of the documents and among the synonyms."""

    def __init__(
        self,
        vocabularies: Sequence[Vocabulary],
        synonyms: Synonyms,
        frequency: Callable[[str], int],
    ) -> None:
        self._vocabularies = vocabularies
        self._synonyms = synonyms
        self._frequency = frequency

    def repair(self, word: str, *, at_any_price: bool) -> Repair | None:
        """What to look for instead of a word that nothing is known of.

        The nearest word by its letters, else two words that it is made of, else one that it is
        the beginning of, else one that is its beginning. A word of the lexicon is not taken for
        another for its letters' sake, unless `at_any_price`.
        """
        if nearest := self.nearest(word):
            return Repair(nearest, is_worth_telling=True)
        if (apart := self.taken_apart(word)) and " " in apart:
            return Repair(apart, is_worth_telling=False)
        if completed := self.completed(word):
            return Repair(completed, is_worth_telling=True)
        if apart:
            return Repair(apart, is_worth_telling=False)
        if at_any_price and (nearest := self.nearest(word, even_if_known=True)):
            return Repair(nearest, is_worth_telling=True)
        return None

    def nearest(self, word: str, *, even_if_known: bool = False) -> str | None:
        """The nearest word within one edit, or two in a long word.

        A word of the lexicon is never taken for another, unless `even_if_known`; nor is a word of
        fewer than five letters, unless two of its letters only changed places (`Teir`).
        """
        folded = fold(word)
        if len(folded) < _SHORTEST - 1 or not folded.isalpha():
            return None
        known = lexicon()
        if not even_if_known and known.knows(known.spelled(word.lower())):
            return None
        edits = 2 if len(folded) >= _TWO_EDITS_FROM else 1
        found = [near for each in self._vocabularies for near in each.near(folded, edits)]
        found += _near_synonyms(self._synonyms, folded, edits)
        if len(folded) < _SHORTEST:
            found = [near for near in found if sorted(fold(near.word)) == sorted(folded)]
        return min(found).word if found else None

    def completed(self, word: str) -> str | None:
        """The shortest word that begins so: somebody is still typing."""
        folded = fold(word)
        if len(folded) < _SHORTEST_BEGINNING or not folded.isalpha():
            return None
        found = [near for each in self._vocabularies for near in each.beginning_with(folded)]
        return min(found).word if found else None

    def taken_apart(self, word: str) -> str | None:
        """Two words that the documents have (`Secondhand`), or the longest one it begins with."""
        folded = fold(word)
        for end in range(len(folded) - 3, 2, -1):
            if self._frequency(folded[:end]):
                if self._frequency(folded[end:]):
                    return f"{folded[:end]} {folded[end:]}"
                if end >= _SHORTEST and 2 * end >= len(folded):
                    return folded[:end]
        return None


def _near_synonyms(synonyms: Synonyms, folded: str, edits: int) -> Iterable[Near]:
    for phrase in synonyms:
        if len(phrase) == 1 and abs(len(phrase[0]) - len(folded)) <= edits:
            steps = distance(folded, phrase[0], edits)
            if steps <= edits:
                yield Near(steps, 0, as_written(phrase[0]) or phrase[0])


def as_written(term: str) -> str | None:
    """A folded term with its umlauts and, if it is a noun, its capital; None for no known word."""
    known = lexicon()
    spelled = known.spelled(term)
    if known.noun(spelled) == spelled:
        return spelled.capitalize()
    return spelled if known.other(spelled) == spelled else None
