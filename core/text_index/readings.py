"""The ways in which a word that is asked for may stand in a document."""

from collections.abc import Callable

from core.german import Phrase
from core.text_index.questions import Asked

# Terms that add up, each with its worth: how rare it is, times how near to what was asked.
Reading = list[tuple[str, float]]
# A term's rarity (BM25's inverse document frequency); 0 if no document has it.
Rarity = Callable[[str], float]

# How near: a word of the same family, the parts of a compound, a synonym.
FAMILY = 0.8
PARTS = 0.7
SYNONYM = 0.8
# Beside other words, one with which nearly everything has to do.
GENERIC = 0.4


def readings_of(asked: Asked, rarity: Rarity) -> list[Reading]:
    """The readings that some document has, of which the best one counts."""
    one = asked.analysed[0]
    weight = GENERIC if asked.is_generic else 1.0
    own: Reading = []
    if one.root == one.whole or not rarity(one.root):
        own = [(one.whole, weight * rarity(one.whole))]
    else:
        own = [
            (one.whole, weight * (1 - FAMILY) * rarity(one.whole)),
            (one.root, weight * FAMILY * rarity(one.root)),
        ]
    near = weight * PARTS / max(len(one.parts), 1)
    terms = [part.root if rarity(part.root) else part.whole for part in one.parts]
    parts = [(term, near * rarity(term)) for term in terms]
    # A rare synonym says no more than the word itself.
    most = sum(worth for _, worth in own) or sum(worth for _, worth in parts)
    variants = [
        [*parts[:place], *parts[place + 1 :], *_phrase(phrase, near * SYNONYM, rarity, most)]
        for place, part in enumerate(one.parts)
        for phrase in asked.part_alternatives.get(part.root, ())
    ]
    synonyms = [
        _phrase(phrase, weight * SYNONYM, rarity, SYNONYM * most) for phrase in asked.alternatives
    ]
    found = (
        [(term, worth) for term, worth in reading if worth]
        for reading in (own, parts, *variants, *synonyms)
    )
    return [reading for reading in found if reading]


def _phrase(phrase: Phrase, near: float, rarity: Rarity, most: float) -> Reading:
    """The terms of a synonym; together worth `most` at most, if there is a limit."""
    reading = [(term, near / len(phrase) * rarity(term)) for term in phrase]
    total = sum(worth for _, worth in reading)
    if most and total > most:
        return [(term, worth * most / total) for term, worth in reading]
    return reading
