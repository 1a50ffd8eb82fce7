from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.colour import BLACK, WHITE, mix, parse_hex, readable_on, to_hex
from core.context_processors import association_settings
from core.page_cache import cache_for_anonymous

DAY = 24 * 3600  # seconds


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The association's accent colour as custom properties, for light and for dark screens.

    A style sheet of its own, because the policy allows no inline style.
    """
    accent = parse_hex(association_settings(request).accent_colour)
    light = {
        "--accent": to_hex(accent),
        "--accent-strong": to_hex(mix(accent, BLACK, 0.25)),
        "--accent-soft": to_hex(mix(accent, WHITE, 0.9)),
        "--on-accent": to_hex(WHITE),
    }
    on_dark = readable_on((24, 26, 30), accent, towards=WHITE)
    dark = {
        "--accent": to_hex(on_dark),
        "--accent-strong": to_hex(mix(on_dark, WHITE, 0.35)),
        "--accent-soft": to_hex(mix(accent, BLACK, 0.6)),
        "--on-accent": to_hex(BLACK),
    }
    in_the_dark = f"@media screen and (prefers-color-scheme: dark){{:root{_block(dark)}}}"
    css = f":root{_block(light)}\n{in_the_dark}\n"
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    if request.GET.get("v", "").lower() == to_hex(accent)[1:]:
        # Pages ask with the colour in the address: another colour is another address.
        response.headers["Cache-Control"] = f"public, max-age={DAY}"
        return response
    return cache_for_anonymous(response)


def _block(properties: dict[str, str]) -> str:
    return "{" + ";".join(f"{name}:{value}" for name, value in properties.items()) + "}"
