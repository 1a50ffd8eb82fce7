"""The few lines of HTML that a web site's owner copies."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Under its plain name, which stays the same with every release; it stands in other people's pages.
SCRIPT = "js/einbettung.js"
HEIGHT = 640  # pixels, until the script says better; without it the frame scrolls


def frame_html(
    address: str, title: str, *, width: str = "100%", height: int = HEIGHT
) -> SafeString:
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" style="border:0;max-width:100%" '
        'loading="lazy"></iframe>',
        address,
        title,
        width,
        height,
    )


def script_html(request: HttpRequest) -> SafeString:
    """The script that gives frames the height of what is in them."""
    address = request.build_absolute_uri(f"{settings.STATIC_URL}{SCRIPT}")
    return format_html('<script src="{}" async></script>', address)


def snippet(address: str, title: str, request: HttpRequest) -> str:
    return f"{frame_html(address, title)}\n{script_html(request)}"
