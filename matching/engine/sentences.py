"""Reasons and what is missing in words: "passt, weil: samstags, 1,2 km, Sie lesen gern vor"."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import get_language, get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.choices import fields_of_engagement, terms_of
from core.content_version import KeptMap
from core.forgiving import Options
from core.models import Requirement
from matching.engine.reasons import Missing, Reason
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
_ACTIVITIES: Mapping[str, Promise] = {
    "begleit-und-besuchsdienste": gettext_lazy("you like visiting and accompanying people"),
    "beratung": gettext_lazy("you like giving advice"),
    "betreuung": gettext_lazy("you like looking after people"),
    "buero-und-verwaltung": gettext_lazy("you like office work"),
    "cafeteria-und-essen": gettext_lazy("you like seeing to food and drink"),
    "fahrdienste": gettext_lazy("you like driving"),
    "freizeitgestaltung": gettext_lazy("you like shaping others’ free time"),
    "gruppenleitung": gettext_lazy("you like leading groups"),
    "hausaufgabenbetreuung": gettext_lazy("you like helping with homework"),
    "musik-und-chor": gettext_lazy("you like making music"),
    "nachbarschaftshilfe": gettext_lazy("you like helping neighbours"),
    "patenschaften": gettext_lazy("you would like to be a mentor"),
    "praktische-arbeiten": gettext_lazy("you like practical work"),
    "projektmitarbeit": gettext_lazy("you like working on projects"),
    "reisebegleitung": gettext_lazy("you like travelling with others"),
    "schulungen": gettext_lazy("you like teaching"),
    "sportkurse": gettext_lazy("you like teaching sports"),
    "sterbebegleitung": gettext_lazy("you would like to accompany the dying"),
    "uebersetzen-und-dolmetschen": gettext_lazy("you like translating"),
    "oeffentlichkeitsarbeit": gettext_lazy("you like public relations work"),
    "vereinsarbeit-und-vorstand": gettext_lazy("you like working for an association"),
    "verkauf": gettext_lazy("you like selling"),
    "vorlesen": gettext_lazy("you like reading aloud"),
    "vortraege-und-fuehrungen": gettext_lazy("you like giving talks and tours"),
    "bewaehrungshilfe": gettext_lazy("you would like to help people on probation"),
}
_WAYS: Mapping[str, Promise] = {
    "menschen": gettext_lazy("you like being with people"),
    "haende": gettext_lazy("you like working with your hands"),
    "kopf": gettext_lazy("you like working with your head"),
    "draussen": gettext_lazy("you like being outdoors"),
    "digital": gettext_lazy("you like working at the computer or phone"),
}
_GAINS: Mapping[str, Promise] = {
    "lernen": gettext_lazy("you are trained"),
    "nachweis": gettext_lazy("you get a certificate"),
    "auslagen": gettext_lazy("expenses are reimbursed"),
    "karte": gettext_lazy("it counts for the Ehrenamtskarte"),
    "menschen": gettext_lazy("you get to know people"),
}


# What was said in each language already, until a list changes: many offers have one reason.
_said: KeptMap[str, dict[Reason | Missing, str]] = KeptMap(size=8)
MOST_SAID = 20_000


class Wording:
    """Reasons in words, in the language that is active when the first is asked for."""

    def sentence(self, reasons: Iterable[Reason]) -> str:
        """Why an offer fits, in one sentence; "" without reasons."""
        said = self._said.get
        parts = [said(reason) or self.say(reason) for reason in sorted(reasons, key=_place)]
        parts = [part for part in parts if part]
        return self._frame.format(reasons=", ".join(parts)) if parts else ""

    def needed(self, missing: Iterable[Missing]) -> list[str]:
        """What one needs and does not have yet: "Führerschein Klasse B nötig"."""
        return [text for one in missing if (text := self.say(one))]

    def say(self, one: Reason | Missing) -> str:
        """One reason as a part of the sentence, or one thing that is missing."""
        text = self._said.get(one)
        if text is None:
            text = _needed(one) if isinstance(one, Missing) else _WORDS[one.component](one)
            self._said[one] = text
        return text

    @cached_property
    def _said(self) -> dict[Reason | Missing, str]:
        said = _said.get_or_make(get_language() or "", dict)
        if len(said) > MOST_SAID:
            said.clear()
        return said

    @cached_property
    def _frame(self) -> str:
        return _("suits you because: {reasons}")


def sentence(reasons: Iterable[Reason]) -> str:
    """Why an offer fits, in one sentence; "" without reasons."""
    return Wording().sentence(reasons)


def missing_in_words(missing: Iterable[Missing]) -> list[str]:
    """What one needs and does not have yet: "Führerschein Klasse B nötig"."""
    return Wording().needed(missing)


def _place(reason: Reason) -> int:
    return _ORDER[reason.component]


def _needed(missing: Missing) -> str:
    labels = _labels(requirements, [missing.requirement])
    return _("{requirement} needed").format(requirement=labels[0]) if labels else ""


def _labels(known: Options, slugs: Iterable[str]) -> list[str]:
    return [str(known()[slug].label) for slug in slugs if slug in known()]


def _listed(labels: Iterable[str]) -> str:
    return get_text_list(list(labels)[:MOST_NAMED], _("and"))


def _field(reason: Reason) -> str:
    labels = _labels(fields_of_engagement, reason.values)
    return _listed(_("“{name}”").format(name=label) for label in labels)


def _target(reason: Reason) -> str:
    groups = _listed(_labels(choices.target_groups, reason.values))
    return _("for {groups}").format(groups=groups) if groups else ""


def _activity(reason: Reason) -> str:
    parts = [str(_ACTIVITIES[slug]) for slug in reason.values if slug in _ACTIVITIES]
    others = [slug for slug in reason.values if slug not in _ACTIVITIES]
    parts += [
        _("you like “{activity}”").format(activity=label)
        for label in _labels(choices.activities, others)
    ]
    return ", ".join(parts[:MOST_NAMED])


def _skills(reason: Reason) -> str:
    skills = _listed(_labels(requirements, reason.values))
    return _("you bring along: {skills}").format(skills=skills) if skills else ""


def _languages(reason: Reason) -> str:
    names = _listed(map(_language, reason.values))
    return _("you speak {languages}").format(languages=names)


def _language(slug: str) -> str:
    try:
        return str(get_language_info(slug)["name_translated"])
    except KeyError:
        return next(iter(_labels(choices.languages, [slug])), slug)


def _time(reason: Reason) -> str:
    week = int(reason.number or 0)
    names = WEEKDAYS[Rhythm.WEEKLY]
    days = [str(names[day]) for day in range(7) if week >> 3 * day & 0b111]
    if len(days) > MOST_NAMED:
        return _("on several of your days")
    return _listed(days)


def _model(reason: Reason) -> str:
    return _listed(_labels(choices.time_models, reason.values))


def _hours(reason: Reason) -> str:
    hours = reason.number or 0.0
    number = number_format(hours, 0 if hours.is_integer() else 1)
    return ngettext("{number} hour a week", "{number} hours a week", int(hours)).format(
        number=number
    )


def _distance(reason: Reason) -> str:
    if reason.number is None:
        return _("possible from home")
    return distance_in_words(reason.number)


def _gain(reason: Reason) -> str:
    return ", ".join(str(_GAINS[gain]) for gain in reason.values if gain in _GAINS)


def _ways(reason: Reason) -> str:
    return ", ".join(str(_WAYS[way]) for way in reason.values if way in _WAYS)


def _text(reason: Reason) -> str:
    words = _listed(_("“{name}”").format(name=word) for word in reason.values)
    return _("your words {words}").format(words=words)


_WORDS: Mapping[str, Callable[[Reason], str]] = {
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
