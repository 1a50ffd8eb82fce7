"""Reasons and what is missing in words: "passt, weil: samstags, 1,2 km, Sie lesen gern vor"."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from core.choices import fields_of_engagement, terms_of
from core.content_version import KeptMap
from core.forgiving import Options
from core.models import Requirement
from matching.engine.likings import GAINED, LIKED_ACTIVITIES, LIKED_WAYS
from matching.engine.reasons import ANY_DAY, READ, THROUGH, Missing, Reason
from opportunities.enums import Rhythm
from opportunities.filters import choices
from opportunities.found_cards import distance_in_words
from opportunities.timewords import WEEKDAYS

requirements = terms_of(Requirement)

MOST_NAMED = 3  # of one list, so that the sentence stays one
# In this order they read best: when, where, how much, then what it is.
_NAMES = (
    *("time", "model", "hours", "distance", "field", "target", "gain", "languages", "skills"),
    *("ways", "activity", "text"),
)
_ORDER = {name: place for place, name in enumerate(_NAMES)}
MOST_SAID = 20_000


class Wording:
    """Reasons in words, in the language that is active when the first is asked for.

    What was said once is kept: many offers have one reason.
    """

    def __init__(self) -> None:
        self._said: dict[Reason | Missing, str] = {}

    def sentence(self, reasons: Iterable[Reason]) -> str:
        """Why an offer fits, in one sentence; "" without reasons."""
        ordered = sorted(reasons, key=_place)
        # One's own words come last: they are not told where another reason says them already.
        words = ordered.pop() if ordered and ordered[-1][0] == "text" else None
        said = self._said
        told = ", ".join([part for one in ordered if (part := said.get(one) or self.say(one))])
        if words is not None and (own := _text(self, words, told)):
            told = f"{told}, {own}" if told else own
        return self._frame.format(reasons=told) if told else ""

    def needed(self, missing: Iterable[Missing]) -> list[str]:
        """What one needs and does not have yet: "Führerschein Klasse B nötig"."""
        return [text for one in missing if (text := self.say(one))]

    def say(self, one: Reason | Missing) -> str:
        """One reason as a part of the sentence, or one thing that is missing."""
        text = self._said.get(one)
        if text is None:
            if len(self._said) > MOST_SAID:
                self._said.clear()
            text = _needed(one) if isinstance(one, Missing) else _WORDS[one.component](self, one)
            self._said[one] = text
        return text

    def listed(self, labels: Iterable[str]) -> str:
        """The first few of a list: "a, b und c"."""
        *others, last = list(labels)[:MOST_NAMED] or [""]
        return f"{self._comma.join(others)} {self._and} {last}" if others else last

    def quoted(self, labels: Iterable[str]) -> str:
        """The same, each in quotation marks."""
        return self.listed(map(self._quotes.format, labels))

    # Looking up a translation costs more than all else of a sentence.

    @cached_property
    def _frame(self) -> str:
        return _("suits you because: {reasons}")

    @cached_property
    def _quotes(self) -> str:
        return _("“{name}”").replace("{name}", "{}")

    @cached_property
    def _and(self) -> str:
        return _("and")

    @cached_property
    def _comma(self) -> str:
        return _(", ")

    @cached_property
    def own_words(self) -> str:
        return _("your words {words}")

    @cached_property
    def related_words(self) -> str:
        return _("related to your words {words}")

    @cached_property
    def days(self) -> list[str]:
        """From "montags" on."""
        return list(map(str, WEEKDAYS[Rhythm.WEEKLY]))


_wordings: KeptMap[str, Wording] = KeptMap(size=8)


def wording() -> Wording:
    """The one of the language that is active, kept until a list changes."""
    return _wordings.get_or_make(get_language() or "", Wording)


def sentence(reasons: Iterable[Reason]) -> str:
    """Why an offer fits, in one sentence; "" without reasons."""
    return wording().sentence(reasons)


def missing_in_words(missing: Iterable[Missing]) -> list[str]:
    """What one needs and does not have yet: "Führerschein Klasse B nötig"."""
    return wording().needed(missing)


def _place(reason: Reason) -> int:
    return _ORDER[reason[0]]  # of its component, the faster way


def _needed(missing: Missing) -> str:
    labels = _labels(requirements, [missing.requirement])
    return _("{requirement} needed").format(requirement=labels[0]) if labels else ""


def _labels(known: Options, slugs: Iterable[str]) -> list[str]:
    options = known()
    return [str(options[slug].label) for slug in slugs if slug in options]


def _field(words: Wording, reason: Reason) -> str:
    labels = _labels(fields_of_engagement, reason.values)
    return _("field {fields}").format(fields=words.quoted(labels)) if labels else ""


def _target(words: Wording, reason: Reason) -> str:
    groups = words.listed(_labels(choices.target_groups, reason.values))
    return _("for {groups}").format(groups=groups) if groups else ""


def _activity(words: Wording, reason: Reason) -> str:
    parts = [str(LIKED_ACTIVITIES[slug]) for slug in reason.values if slug in LIKED_ACTIVITIES]
    others = [slug for slug in reason.values if slug not in LIKED_ACTIVITIES]
    parts += [
        _("you like “{activity}”").format(activity=label)
        for label in _labels(choices.activities, others)
    ]
    return ", ".join(parts[:MOST_NAMED])


def _skills(words: Wording, reason: Reason) -> str:
    skills = words.listed(_labels(requirements, reason.values))
    return _("you bring along: {skills}").format(skills=skills) if skills else ""


def skills_in_words(slugs: Iterable[str]) -> str:
    """What one brings along: "Sie bringen mit: Buchhaltung"; "" for nothing that is known."""
    return _skills(wording(), Reason("skills", tuple(sorted(slugs))))


def _languages(words: Wording, reason: Reason) -> str:
    names = words.listed(map(_language, reason.values))
    return _("you speak {languages}").format(languages=names)


def _language(slug: str) -> str:
    try:
        return str(get_language_info(slug)["name_translated"])
    except KeyError:
        return next(iter(_labels(choices.languages, [slug])), slug)


def _time(words: Wording, reason: Reason) -> str:
    week = int(reason.number or 0)
    if THROUGH in reason.values:
        return _("you have time on all of its days")
    if ANY_DAY in reason.values:
        times = [
            str(option.label)
            for part, option in enumerate(choices.times_of_day().values())
            if week & 0o1111111 << part
        ]
        # All of them are nothing to name.
        told = words.listed(times) if len(times) < MOST_NAMED else ""
    else:
        days = [name for day, name in enumerate(words.days) if week >> 3 * day & 0b111]
        told = words.listed(days) if len(days) <= MOST_NAMED else ""
        told = told or _("on several of your days")
    if not told:
        return _("at a time when you can")
    return _("according to its text {times}").format(times=told) if READ in reason.values else told


def _model(words: Wording, reason: Reason) -> str:
    return words.listed(_labels(choices.time_models, reason.values))


def _hours(words: Wording, reason: Reason) -> str:
    hours = reason.number or 0.0
    number = number_format(hours, 0 if hours.is_integer() else 1)
    # One and a half are several.
    several = 1 if hours == 1 else 2
    return ngettext("{number} hour a week", "{number} hours a week", several).format(number=number)


def _distance(words: Wording, reason: Reason) -> str:
    if reason.number is None:
        return _("possible from home")
    return distance_in_words(reason.number)


def _gain(words: Wording, reason: Reason) -> str:
    return ", ".join(str(GAINED[gain]) for gain in reason.values if gain in GAINED)


def _ways(words: Wording, reason: Reason) -> str:
    return ", ".join(str(LIKED_WAYS[way]) for way in reason.values if way in LIKED_WAYS)


def _text(words: Wording, reason: Reason, told: str = "") -> str:
    """One's own words, without those that begin one of `told`: "koche", "Sie kochen"."""
    others = told.lower()
    own = [
        word
        for word in reason.values
        if word.lower() not in others or not re.search(rf"\b{re.escape(word)}", told, re.I)
    ]
    if not own:
        return ""
    frame = words.own_words if reason.number is None else words.related_words
    return frame.format(words=words.quoted(own))


_WORDS: Mapping[str, Callable[[Wording, Reason], str]] = {
    "field": _field,
    "target": _target,
    "activity": _activity,
    "ways": _ways,
    "skills": _skills,
    "languages": _languages,
    "time": _time,
    "model": _model,
    "hours": _hours,
    "distance": _distance,
    "gain": _gain,
    "text": _text,
}
