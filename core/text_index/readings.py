"""The ways in which a word that is asked for may stand in a document."""

from collections.abc import Callable

from core.german.words import GENERIC_ROOTS, Phrase
from core.text_index.questions import Asked

# Terms of which the best one counts, each with its worth: its rarity, times how near it is to
# what was asked.
Slot = list[tuple[str, float]]
# Slots that add up.
Reading = list[Slot]
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
    if one.root == one.whole or not rarity(one.root):
        own = [(one.whole, weight * rarity(one.whole))]
    else:
        own = [
            (one.whole, weight * (1 - FAMILY) * rarity(one.whole)),
            (one.root, weight * FAMILY * rarity(one.root)),
        ]
    parts = _parts(asked, weight, rarity)
    # A rare synonym says no more than the word itself.
    most = sum(worth for _, worth in own) or sum(slot[0][1] for slot in parts)
    readings = [
        [[term] for term in own],
        parts,
        *(_phrase(phrase, weight, rarity, SYNONYM * most) for phrase in asked.alternatives),
    ]
    found = (
        [known for slot in reading if (known := [term for term in slot if term[1]])]
        for reading in readings
    )
    return [reading for reading in found if reading]


def _parts(asked: Asked, weight: float, rarity: Rarity) -> Reading:
    """A compound's parts or what else they are called; generic ones are worth less of it."""
    parts = asked.analysed[0].parts
    terms = [part.root if rarity(part.root) else part.whole for part in parts]
    telling = [GENERIC if term in GENERIC_ROOTS else 1.0 for term in terms]
    reading = []
    for part, term, tells in zip(parts, terms, telling, strict=True):
        near = weight * PARTS * tells / sum(telling)
        worth = near * rarity(term)
        slot = [(term, worth)]
        for phrase in asked.part_alternatives.get(part.root, ()):
            if len(phrase) == 1:
                other = near * SYNONYM * rarity(phrase[0])
                slot.append((phrase[0], min(other, SYNONYM * worth) if worth else other))
        reading.append(slot)
    return reading


def _phrase(phrase: Phrase, weight: float, rarity: Rarity, most: float) -> Reading:
    """The terms of a synonym; together worth `most` at most, if there is a limit."""
    worths = [weight * SYNONYM / len(phrase) * rarity(term) for term in phrase]
    total = sum(worths)
    scale = most / total if most and total > most else 1.0
    return [[(term, worth * scale)] for term, worth in zip(phrase, worths, strict=True)]
