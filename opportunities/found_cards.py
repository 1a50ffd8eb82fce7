"""The cards of a search's results: how far away, and why they were found."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import content_version
from core.cards import marked
from core.content_version import KeptMap
from core.german import excerpt, mark
from core.slots import Slotted
from opportunities.cards import card_shelf
from opportunities.catalogue.documents import plain
from opportunities.filters import OpportunityFilterSet
from opportunities.models import OpportunityPage

EXCERPT = 180  # characters
MARKED = ("title", "organisation", "summary")

_descriptions: KeptMap[int, str] = KeptMap(size=4_000)


def found_cards(
    filters: OpportunityFilterSet, keys: Iterable[int], request: HttpRequest | None, *, level: int
) -> list[SafeString]:
    """The cards of `keys`, with distances if a place is given and marks if there are words."""
    cards = card_shelf.cards(keys, request, level=level)
    words = filters.words
    if not words and filters.place is None:
        return [card.plain for _key, card in cards]
    filled: dict[int, dict[str, SafeString]] = {key: {} for key, _card in cards}
    if words:
        for key, card in cards:
            filled[key].update(marked(card, MARKED, words))
        _explain(dict(cards), filled, words)
    for key, _card in cards if filters.place else ():
        if (distance := filters.answer.distance_km(key)) is not None:
            filled[key]["distance"] = format_html(
                ' <span class="card__distance">{}</span>', distance_in_words(distance)
            )
    return [card.fill(filled[key]) for key, card in cards]


def distance_in_words(km: float) -> str:
    """`1,2 km`; whole kilometres from ten on, because nobody knows it better."""
    if km < 0.1:
        return _("very near")
    digits = 1 if km < 9.95 else 0
    # Django cuts digits off instead of rounding.
    return _("{distance} km").format(distance=number_format(round(km, digits), digits))


def _explain(
    cards: Mapping[int, Slotted], filled: Mapping[int, dict[str, SafeString]], words: str
) -> None:
    """Show where a description has the words, for cards that don't show them anywhere else."""
    silent = [key for key, values in filled.items() if not values]
    for key, text in _texts(silent).items():
        marked = mark(excerpt(text, words, EXCERPT), words)
        if "<mark>" in marked:
            filled[key]["summary"] = marked


def _texts(keys: list[int]) -> dict[int, str]:
    """The descriptions of these offers as plain text; one query for those not kept yet."""
    known = {key: text for key in keys if (text := _descriptions.get(key)) is not None}
    if missing := [key for key in keys if key not in known]:
        version = content_version.current()
        rows = OpportunityPage.objects.filter(pk__in=missing).values_list("pk", "description")
        for key, html in rows:
            known[key] = plain(html)
            _descriptions.put(key, known[key], version=version)
    return known
