"""The suggestions as a page shows them: cards with why they suit and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.slots import Slotted
from matching.engine import Suggestion, Suggestions, missing_in_words, sentence, suggest
from matching.engine.profile import Profile
from matching.enums import NoFit
from matching.profiles.remembered import NoFitAnswer
from matching.profiles.teaching import Lesson, Taught, taught
from opportunities.cards import card_shelf
from opportunities.catalogue import Catalogue
from opportunities.found_cards import distance_in_words
from opportunities.models import OpportunityPage

SHOWN = 20
# So many are looked at for what moves up when answers to suggestions lower others.
AHEAD = 3 * SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What fits somebody."""

    count: int
    first: tuple[Suggestion, ...]
    all: Suggestions
    taught: Taught


class Told(NamedTuple):
    """Why an offer suits, and what is missing, in words."""

    reason: str
    missing: list[str]


class LessonShown(NamedTuple):
    lesson: Lesson
    title: str  # of the offer

    @property
    def reason(self) -> str:
        return str(self.lesson.reason.label)


def suggested(
    catalogue: Catalogue, profile: Profile, answers: Sequence[NoFitAnswer], *, person: str
) -> Suggested:
    """The best for `profile`, after what `answers` to earlier suggestions have taught.

    `person` is any text that stays the same for one person: it breaks ties fairly.
    """
    known = taught(catalogue, profile, answers)
    found = suggest(
        catalogue, known.profile, day=catalogue.today, person=person, without=known.without
    )
    lowering = known.lowering
    if lowering is None:
        first = found.first(SHOWN)
    else:
        first = found.first(AHEAD)
        rows = {one.key: catalogue.row_of(one.key) or 0 for one in first}
        first.sort(key=lambda one: -one.score * float(lowering[rows[one.key]]))
    return Suggested(count=found.count, first=tuple(first[:SHOWN]), all=found, taught=known)


def told(suggestion: Suggestion) -> Told:
    """The sentence, and what one needs and does not have yet."""
    return Told(sentence(suggestion.reasons), missing_in_words(suggestion.missing))


def cards(request: HttpRequest, found: Suggested, *, catalogue: Catalogue) -> list[SafeString]:
    """The cards of the suggestions, each with its reason and what one can do with it."""
    by_key = {one.key: one for one in found.first}
    near = found.taught.profile.near
    around = catalogue.around(near) if near else None
    shown = []
    for key, card in card_shelf.cards(by_key, request, level=2):
        values = {"below": below(key, card, told(by_key[key]))}
        row = catalogue.row_of(key)
        if around and row is not None and (km := around.km(row)) is not None:
            values["distance"] = format_html(
                ' <span class="card__distance">{}</span>', distance_in_words(km)
            )
        shown.append(card.fill(values))
    return shown


def below(key: int, card: Slotted, fit: Told | None = None) -> SafeString:
    """What stands below a card: why it suits, and buttons to remember, compare and refuse it."""
    return render_to_string(
        "matching/profiles/below.html",
        {
            "key": key,
            "title": SafeString(card.ordinarily("title")),
            "fit": fit,
            "reasons": NoFit.choices,
        },
    )


def kept_card(key: int, card: Slotted) -> SafeString:
    """The card of an offer that somebody remembers."""
    return card.fill({"below": below(key, card)})


def titles_of(keys: Iterable[int]) -> dict[int, str]:
    """What the offers with these keys are called."""
    rows = OpportunityPage.objects.filter(pk__in=list(keys)).values_list("pk", "title")
    return {key: title for key, title in rows}  # noqa: C416 - `dict` would call its `keys()`


def lessons(taught: Taught) -> list[LessonShown]:
    """What the answers so far have changed, the newest first."""
    keys = [lesson.key for lesson in taught.lessons]
    if not keys:
        return []
    titles = titles_of(keys)
    return [LessonShown(one, titles[one.key]) for one in taught.lessons if one.key in titles]
