from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.page_cache import cache_for_anonymous
from ehrenamtskarte import offline

MODULE = "js/karte/check-page.js"


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The page that checks a card; the same for everybody, for the code never gets here."""
    return cache_for_anonymous(_page(request))


@require_safe
def other_spelling(request: HttpRequest) -> HttpResponse:
    """`/k`, `/K/`: browsers carry the code behind `#` along to the address that works offline."""
    return HttpResponsePermanentRedirect(reverse("check_card"))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What lets the page come up without network."""
    return offline.worker_response(
        request, _page(request), kind="pruefen", scope=reverse("check_card"), module=MODULE
    )


def _page(request: HttpRequest) -> HttpResponse:
    context = {"module": MODULE, "theme": offline.theme_address(request)}
    return render(request, "ehrenamtskarte/checking/check.html", context)
