"""The pictures of the interface: symbols of one file, shown in the colour of the text."""

from functools import cache
from xml.etree import ElementTree

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "icons/sprite.svg"
FALLBACK = "social"  # for a field of engagement whose picture we do not have


@cache
def icon_names() -> frozenset[str]:
    """The names of all symbols in `static/icons/sprite.svg`."""
    path = finders.find(SPRITE)
    if not path:
        return frozenset()
    tree = ElementTree.parse(path)  # noqa: S314 - our own file
    return frozenset(symbol.get("id", "") for symbol in tree.getroot())


@cache
def icon(name: str) -> SafeString:
    """The symbol as markup; it only adorns, so what it means must stand beside it as text."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static(SPRITE),
        name,
    )


def field_icon(name: str) -> SafeString:
    """The symbol of a field of engagement; editors may have written a name we do not have."""
    return icon(name if name in icon_names() else FALLBACK)
