"""What somebody writes about themselves, understood: "Ich koche gern und spreche Türkisch".

Read clause by clause, because "nicht", "außer" and "kein" reach no further. Days, hours, places
and ages are read as in the search field (`opportunities.understanding`), the rest by the words of
`freetext_words`. Nothing is made of where somebody comes from or of their health.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from core.geo.places import KnownPlace, PlaceIndex
from core.german.separable import put_together
from matching.engine.freetext_meanings import PHRASES, Answer
from matching.engine.freetext_phrases import (
    read_phrases,
    times_of_day,
    without_company,
    without_origin,
)
from matching.engine.freetext_words import (
    is_for_nothing,
    is_negation,
    is_refusal,
    keys_in_text,
    keys_of,
    meanings,
    words_of,
)
from matching.engine.profile import LIKED_IN, Profile, part_of_week
from opportunities.catalogue import Near
from opportunities.catalogue.facets import TIMES_OF_DAY, WEEKDAYS
from opportunities.enums import GermanLevel
from opportunities.understanding import understand

LONGEST = 500  # characters that are read
WHOLE_WEEK = (1 << 21) - 1
LEVELS = {"kaum": GermanLevel.NONE.value, "etwas": GermanLevel.BASIC.value}

_CLAUSE = re.compile(
    r"[.,;:!?()\n–]+|\s-\s|\baber\b|\bsondern\b|\bund\b(?=[^,.;]*\b(?:nicht|kein)\w*)"
    r"|\bund\b(?=\s+(?:liebe|mag|gern|gerne|lieber|möchte|will|suche|freue)\b)",
    re.I,
)


class Said(NamedTuple):
    """One answer that stood in the text."""

    parameter: str  # as in the finder's address
    value: str
    phrase: str  # as written
    label: str = ""  # what it means, where that is no choice with a label of its own: a place


@dataclass(slots=True)
class FreeText:
    """What a text means: answers, and the words by which offers are to be found."""

    words: str = ""
    said: list[Said] = field(default_factory=list)
    place: KnownPlace | None = None
    radius_km: int | None = None
    week: int = 0
    never: int = 0  # parts of the week that were ruled out
    age: int | None = None
    refused: list[str] = field(default_factory=list)  # words that stood beside a "nicht"
    ruled_out: list[str] = field(default_factory=list)  # of what is liked, the kinds that are not
    lost: list[str] = field(default_factory=list)  # clauses of which nothing could be made

    @property
    def size(self) -> int:
        """How much has been understood so far."""
        return len(self.said) + self.week.bit_count() + self.never.bit_count()

    def values(self, parameter: str) -> frozenset[str]:
        return frozenset(one.value for one in self.said if one.parameter == parameter)


def read_free_text(text: str, places: PlaceIndex | None = None) -> FreeText:
    """What `text` means; never raises.

    `places` are those that may be named, without them the site's own.
    """
    found = FreeText()
    text, found.lost = without_company(" ".join(text[:LONGEST].split()))
    text, said = read_phrases(text)
    for one in said:
        found.said.append(Said(*one))
        if one.parameter == "alter":
            found.age = int(one.value)
    left: list[str] = []
    before: list[str] = []  # of the clause before: its words, and what it said of the week
    week_before = 0
    for clause in _clauses(text):
        is_negative = is_refusal(clause)
        if is_negative and week_before and not _names_anything(clause, places):
            # "Am Wochenende ist Familie, da geht nix": what was said before is meant.
            del left[len(left) - len(before) :]
            found.week &= ~week_before
            found.never |= week_before
            before, week_before = [], 0
            continue
        week, known = found.week, found.size
        before = _read_clause(clause, found, places, is_negative=is_negative)
        week_before = found.week & ~week
        left += before
        if is_negative and found.size == known and not all(map(_says_nothing, words_of(clause))):
            found.lost.append(clause.strip())
    _settle(found)
    refused = {word.lower() for word in found.refused}
    found.words = " ".join(word for word in left if word.lower() not in refused)
    if not (found.size or found.words or found.lost) and text.strip():
        found.lost.append(text.strip())
    return found


def _says_nothing(word: str) -> bool:
    return is_negation(word) or is_for_nothing(word)


def _settle(found: FreeText) -> None:
    """Where one word refuses what another likes ("keine Hunde, aber Katzen"), liking is meant."""
    liked = {(one.parameter, one.value): one.phrase.lower() for one in found.said}
    refused = {word.lower() for word in found.refused}

    def is_refused(one: Said) -> bool:
        word = liked.get((one.parameter.removeprefix("nicht_"), one.value))
        return one.parameter.startswith("nicht_") and (word is None or word in refused)

    said = [one for one in found.said if not one.parameter.startswith("nicht_") or is_refused(one)]
    found.ruled_out = [one.phrase for one in found.said if one not in said]
    found.said = said


def understood(profile: Profile, places: PlaceIndex | None = None) -> Profile:
    """The profile with its words understood; what was answered otherwise stays as it is."""
    if not profile.words:
        return profile
    text = read_free_text(profile.words, places)
    dislikes = {
        facet: frozenset(profile.dislikes.get(facet, ())) | text.values(f"nicht_{facet}")
        for facet in LIKED_IN
    }
    likes = {
        facet: (frozenset(profile.likes.get(facet, ())) | text.values(facet)) - dislikes[facet]
        for facet in LIKED_IN
    }
    near = profile.near
    if near is None and text.place is not None:
        near = Near(text.place.latitude, text.place.longitude, text.radius_km)
    week = profile.week or text.week
    if text.never:
        week = (week or WHOLE_WEEK) & ~text.never
    hours = [int(value) for value in text.values("stunden")]
    return replace(
        profile,
        likes=likes,
        dislikes=dislikes,
        ways=profile.ways | text.values("art"),
        languages=profile.languages | text.values("spricht"),
        german=profile.german or "".join(LEVELS[value] for value in text.values("deutsch")),
        week=week,
        time_models=profile.time_models or text.values("zeit"),
        hours=min(hours, default=None) if profile.hours is None else profile.hours,
        near=near,
        travel=profile.travel or next(iter(text.values("weg")), ""),
        online=True if profile.online is None and text.values("online") else profile.online,
        gains=profile.gains | text.values("gewinn"),
        brings=profile.brings | text.values("bringt"),
        without_words=tuple(text.ruled_out),
        age=text.age if profile.age is None else profile.age,
        words=text.words,
    )


def _clauses(text: str) -> Iterator[str]:
    """Parts of the text that a "nicht" reaches; "außer" begins a new one."""
    for part in _CLAUSE.split(text):
        start = 0
        for match in re.finditer(r"\b(?:au(?:ß|ss)er|ohne)\b", part, re.I):
            yield part[start : match.start()]
            start = match.start()
        yield part[start:]


def _read_clause(
    clause: str, found: FreeText, places: PlaceIndex | None, *, is_negative: bool
) -> list[str]:
    """Adds a clause's answers; returns the words of it that are to be looked for."""
    meant = understand(clause, places)
    days, parts = [], []
    for one in meant.recognised:
        if one.parameter == "tag":
            days.append(one.value)
        elif one.parameter == "tageszeit":
            parts.append(one.value)
        elif not is_negative:
            _take(one.parameter, one.value, one.phrase, found, places, one.label)
    parts += times_of_day(clause)
    if days or parts:
        week = _week(days, parts)
        if is_negative:
            found.never |= week
        else:
            found.week |= week
    for pattern, answers in PHRASES:
        if match := pattern.search(clause):
            for parameter, value in answers:
                _note(parameter, value, match[0], found, is_negative=is_negative)
    kept = []
    for word, meaning in put_together(words_of(without_origin(meant.words))):
        meant_by_it = dict.fromkeys(
            answer for key in sorted(keys_in_text(meaning)) for answer in meanings().get(key, ())
        )
        for parameter, value in meant_by_it:
            _note(parameter, value, word, found, is_negative=is_negative)
        if is_negative:
            found.refused.append(word)
        elif not (word.isdigit() or is_for_nothing(meaning) or _is_only_gained(meant_by_it)):
            kept.append(word)
    return kept


def _is_only_gained(answers: Collection[Answer]) -> bool:
    """Whether a word says what one would get out of it: that is not what an offer is about."""
    return bool(answers) and all(parameter == "gewinn" for parameter, _ in answers)


def _note(parameter: str, value: str, word: str, found: FreeText, *, is_negative: bool) -> None:
    if is_negative:
        if parameter not in LIKED_IN:
            return
        parameter = f"nicht_{parameter}"
    if value not in found.values(parameter):
        found.said.append(Said(parameter, value, word))


def _take(
    parameter: str,
    value: str,
    phrase: str,
    found: FreeText,
    places: PlaceIndex | None,
    label: str,
) -> None:
    """An answer that the search field's reading found."""
    if parameter == "wo" and found.place is None:
        found.place = _place(value, places)
    elif parameter == "umkreis":
        if not re.search(r"\b(?:km|kilometer)", phrase, re.I):
            return
        found.radius_km = int(value)
    elif parameter == "wie" and value == "online":
        found.said.append(Said("art", "digital", phrase))
        parameter, value = "online", "ja"
    elif parameter == "sprache":
        parameter = "spricht"
    if parameter in {"wo", "umkreis", "online", "spricht", "zeit", "stunden"}:
        found.said.append(Said(parameter, value, phrase, label))


def _place(name: str, places: PlaceIndex | None) -> KnownPlace | None:
    if places is None:
        from opportunities.understanding.placenames import place_names

        places = place_names()
    return places.find(name)


def _week(days: list[str], parts: list[str]) -> int:
    return sum(
        part_of_week(weekday, part)
        for weekday, day in enumerate(WEEKDAYS)
        for part, name in enumerate(TIMES_OF_DAY)
        if (not days or day in days) and (not parts or name in parts)
    )


def _names_anything(clause: str, places: PlaceIndex | None) -> bool:
    """Whether a clause names anything besides its negation."""
    named = (word for word in words_of(clause) if not is_negation(word))
    keys = {key for word in named for key in keys_of(word)}
    return not meanings().keys().isdisjoint(keys) or bool(understand(clause, places).recognised)
