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
from matching.profiles.teaching import Lesson, Taught, reasons_for, taught
from opportunities.cards import card_shelf
from opportunities.catalogue import Catalogue
from opportunities.found_cards import distance_in_words
from opportunities.models import OpportunityPage

SHOWN = 20  # at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What fits somebody, and a page of it."""

    count: int
    shown: tuple[Suggestion, ...]
    page: int  # the first is 1
    all: Suggestions
    taught: Taught

    @property
    def start(self) -> int:
        """How many come before those that are shown."""
        return (self.page - 1) * SHOWN

    @property
    def end(self) -> int:
        return self.start + len(self.shown)

    @property
    def next_ones(self) -> int:
        """How many the next page has."""
        return min(SHOWN, self.count - self.end)


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
    catalogue: Catalogue,
    profile: Profile,
    answers: Sequence[NoFitAnswer],
    *,
    person: str,
    page: int = 1,
) -> Suggested:
    """The best for `profile`, after what `answers` to earlier suggestions have taught.

    `person` is any text that stays the same for one person: it breaks ties fairly. Past the last
    page there is the last one.
    """
    known = taught(catalogue, profile, answers)
    found = suggest(
        catalogue, known.profile, day=catalogue.today, person=person, without=known.without
    )
    page = min(page, max(1, -(-found.count // SHOWN)))
    start, end = (page - 1) * SHOWN, page * SHOWN
    lowering = known.lowering
    if lowering is None:
        shown = found.first(end)[start:]
    else:
        scored = [
            (key, score * float(lowering[catalogue.row_of(key) or 0]))
            for key, score in found.scored(found.count)
        ]
        scored.sort(key=lambda one: -one[1])
        shown = [one for key, _score in scored[start:end] if (one := found.of(key))]
    return Suggested(count=found.count, shown=tuple(shown), page=page, all=found, taught=known)


def told(suggestion: Suggestion) -> Told:
    """The sentence, and what one needs and does not have yet."""
    return Told(sentence(suggestion.reasons), missing_in_words(suggestion.missing))


def cards(request: HttpRequest, found: Suggested, *, catalogue: Catalogue) -> list[SafeString]:
    """The cards of the suggestions, each with its reason and what one can do with it."""
    by_key = {one.key: one for one in found.shown}
    near = found.taught.profile.near
    around = catalogue.around(near) if near else None
    shown = []
    for key, card in card_shelf.cards(by_key, request, level=2):
        reasons = reasons_for(catalogue, found.taught.profile, key)
        values = {"below": below(key, card, told(by_key[key]), reasons)}
        row = catalogue.row_of(key)
        if around and row is not None and (km := around.km(row)) is not None:
            values["distance"] = format_html(
                ' <span class="card__distance">{}</span>', distance_in_words(km)
            )
        shown.append(card.fill(values))
    return shown


def below(
    key: int, card: Slotted, fit: Told | None = None, reasons: Sequence[NoFit] = ()
) -> SafeString:
    """What stands below a card: why it suits, and buttons to remember, compare and refuse it."""
    return render_to_string(
        "matching/profiles/below.html",
        {
            "key": key,
            "title": SafeString(card.ordinarily("title")),
            "fit": fit,
            "reasons": reasons,
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
