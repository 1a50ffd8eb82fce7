"""How well two people fit, seen from each of them; plain values, no models."""

from dataclasses import dataclass
from typing import NamedTuple

# What each part weighs; parts of which somebody has said nothing do not count for them.
TIMES, TOPICS, LANGUAGES, WORDS = 3.0, 3.0, 2.0, 2.0
# Who has said nothing would have anybody.
NOTHING_SAID = 0.5


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What one of the two has said; all of it may be empty."""

    key: int
    mailbox: str = ""  # in lower case
    week: int = 0  # bits of `part_of_week`
    topics: frozenset[int] = frozenset()
    languages: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()  # analysed
    avoided: frozenset[int] = frozenset()  # keys of people

    @property
    def says_something(self) -> bool:
        return bool(self.week or self.topics or self.languages or self.words)


class Common(NamedTuple):
    """What two people have in common."""

    week: int
    topics: frozenset[int]
    languages: frozenset[int]


def common(one: Wishes, other: Wishes) -> Common:
    return Common(one.week & other.week, one.topics & other.topics, one.languages & other.languages)


def is_possible(one: Wishes, other: Wishes) -> bool:
    """Whether the two can meet at all: a time, a language, and nobody who would rather not.

    Nobody meets themselves: who has the same mailbox may be the same person.
    """
    shared = common(one, other)
    return (
        not (one.mailbox and one.mailbox == other.mailbox)
        and other.key not in one.avoided
        and one.key not in other.avoided
        and (not one.week or not other.week or bool(shared.week))
        and (not one.languages or not other.languages or bool(shared.languages))
    )


def fit(of: Wishes, to: Wishes) -> float:
    """How well `to` meets what `of` has said, 0 to 1; the other way round it may be another."""
    if not of.says_something:
        return NOTHING_SAID
    shared = common(of, to)
    parts = [
        # One time in common is what a tandem needs, a second one makes it easier.
        (TIMES, 1 - 0.3 ** shared.week.bit_count(), bool(of.week)),
        (TOPICS, len(shared.topics) / max(len(of.topics), 1), bool(of.topics)),
        (LANGUAGES, len(shared.languages) / max(len(of.languages), 1), bool(of.languages)),
        (WORDS, 1 - 0.5 ** len(of.words & to.words), bool(of.words)),
    ]
    weight = sum(weight for weight, _share, is_said in parts if is_said)
    return sum(weight * share for weight, share, is_said in parts if is_said) / weight
