from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core.page_cache import cache_for_anonymous
from opportunities.embedding import oembed as protocol
from opportunities.embedding.appearance import Appearance, style_sheet
from opportunities.embedding.forms import EmbedForm
from opportunities.embedding.frames import cards_of, embedded_list, frame_address
from opportunities.embedding.snippets import snippet
from opportunities.enums import OpportunityState
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityPage

# The only pages that others may show in a frame: nothing can be done in them.
in_any_frame = csp_replace({"frame-ancestors": ["*"]})
OWN_PARAMETERS = ("ort", "organisation", "anzahl", "schema", "farbe")


@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """Makes the lines that put a search into another web site: `/angebote/einbetten/`."""
    search = Search(request)
    appearance = Appearance.of(request.GET)
    frame = embedded_list(search, appearance)
    address = frame_address(search, appearance)
    chosen = dict(search.filters.values())
    values = {**chosen, **dict(appearance.values), "farbe": appearance.colour}
    form = EmbedForm(initial=EmbedForm.initial_of(values))
    context = {
        "search": search,
        "form": form,
        "is_colour_wrong": bool(request.GET.get("farbe", "").strip()) and not appearance.accent,
        "frame": frame,
        "frame_address": address,
        "snippet": snippet(address, frame.title, request),
        # Filters that the form has no field for are kept as they are.
        "kept": [pair for pair in search.filters.values() if pair[0] not in OWN_PARAMETERS],
        "chips": [chip for chip in search.filters.chips if chip.parameter not in OWN_PARAMETERS],
        "breadcrumbs": [*search.index.breadcrumbs(), search.index] if search.index else [],
    }
    return cache_for_anonymous(render(request, "opportunities/embed.html", context))


@require_safe
@xframe_options_exempt
@in_any_frame
def embedded(request: HttpRequest) -> HttpResponse:
    """What stands in the frame: `/angebote/einbettung/`."""
    appearance = Appearance.of(request.GET)
    context = {
        "frame": embedded_list(Search(request), appearance),
        "appearance": appearance,
        "home": request.build_absolute_uri("/"),
    }
    return _framed(render(request, "opportunities/embedded_list.html", context))


@require_safe
@xframe_options_exempt
@in_any_frame
def embedded_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of one offer in a frame; one that is over says so, because frames stay."""
    page = OpportunityPage.objects.live().public().filter(pk=pk).first()
    cards = cards_of([pk], request) if page else []
    context = {
        "card": cards[0] if cards else None,
        "is_over": page is not None and page.state() == OpportunityState.EXPIRED,
        "appearance": Appearance.of(request.GET),
        "search": Search(request),
        "home": request.build_absolute_uri("/"),
    }
    status = 200 if page else 404
    return _framed(render(request, "opportunities/embedded_offer.html", context, status=status))


@require_safe
def embedded_style(request: HttpRequest) -> HttpResponse:
    """The frame's colours: `/angebote/einbettung.css`."""
    response = HttpResponse(style_sheet(request), content_type="text/css; charset=utf-8")
    return cache_for_anonymous(response)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Single offers for web sites that know oEmbed: `/oembed/?url=…`."""
    try:
        response = protocol.answer(request)
    except protocol.OEmbedError as error:
        response = JsonResponse(
            {"error": error.code, "message": str(error)},
            status=error.status,
            json_dumps_params={"ensure_ascii": False},
        )
    # Editors ask from within the page that they are writing.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return cache_for_anonymous(response)


def _framed(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return cache_for_anonymous(response)
