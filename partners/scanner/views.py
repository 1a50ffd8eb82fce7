from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.content_security import reads_codes
from core.context_processors import association_settings
from core.page_cache import cache_for_anonymous
from ehrenamtskarte import offline

MODULE = "js/kasse/scanner-page.js"
STYLE = "css/kasse.css"
ICONS = {192: "icons/karte-192.png", 512: "icons/karte-512.png"}
# Browsers without a decoder of their own fetch this one; without network, too.
DECODER = ("js/karte/wasm-decoder.js", "zxing-wasm/wasm/zxing_reader.wasm")


@require_safe
@reads_codes
def scanner(request: HttpRequest) -> HttpResponse:
    """The app: the same for everybody, for what makes a browser a shop's till is kept there."""
    return cache_for_anonymous(_page(request))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What lets the app come up without network."""
    return offline.worker_response(
        request,
        _page(request),
        kind="kasse",
        scope=reverse("scanner"),
        module=MODULE,
        pictures=[STYLE, *ICONS.values()],
        later=DECODER,
    )


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the page an app on the home screen (W3C Web Application Manifest)."""
    address = reverse("scanner")
    content = {
        "id": address,
        "start_url": address,
        "scope": address,
        "name": _("Scan Ehrenamtskarten"),
        "short_name": _("Card till"),
        "description": association_settings(request).name,
        "lang": settings.LANGUAGE_CODE,
        "display": "standalone",
        "background_color": "#16191d",
        "theme_color": "#16191d",
        "icons": [
            {"src": static(path), "sizes": f"{size}x{size}", "type": "image/png"}
            for size, path in ICONS.items()
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


def _page(request: HttpRequest) -> HttpResponse:
    context = {
        "module": MODULE,
        "theme": offline.theme_address(request),
        # Below it lies all that a device asks for.
        "device_root": reverse("device_pair").removesuffix("koppeln/"),
    }
    return render(request, "partners/scanner/scanner.html", context)
