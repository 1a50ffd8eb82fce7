"""Offers that somebody remembers: in the own browser alone, without an account.

As with the shops (`partners.kept`): the page sends the keys in the body, without cookies, and gets
cards; nothing of it is kept, and no address or log says who likes what.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from core.page_cache import cache_for_anonymous
from matching.profiles.comparing import MOST_COMPARED
from matching.profiles.suggested import kept_card
from opportunities.cards import card_shelf
from opportunities.models import OpportunityIndexPage, OpportunityPage

MOST = 60


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The page that the script fills: `/angebote/gemerkt/`."""
    index = OpportunityIndexPage.objects.live().public().first()
    trail = [*index.breadcrumbs(), index] if index else []
    return cache_for_anonymous(
        render(request, "matching/profiles/kept.html", {"index": index, "trail": trail})
    )


# It changes nothing, and whoever has no cookies has no token either.
@csrf_exempt
@require_POST
@never_cache
def kept_cards(request: HttpRequest) -> HttpResponse:
    """The cards of the offers with these keys that are still open."""
    asked = [int(key) for key in request.POST.getlist("p")[:MOST] if _is_key(key)]
    pages = OpportunityPage.objects.open().public().filter(pk__in=asked)
    public = set(pages.order_by().keys())
    keys = [key for key in dict.fromkeys(asked) if key in public]
    cards = [kept_card(key, card) for key, card in card_shelf.cards(keys, request, level=2)]
    context = {"cards": cards, "most_compared": MOST_COMPARED}
    response = render(request, "matching/profiles/kept_cards.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
