"""Header and footer: the same on every page, so they are rendered once per change of content."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.content_version import kept
from core.context_processors import association_settings
from core.models import AssociationSettings
from home.models import HomePage
from municipalities.models import MunicipalityPage


class Link(NamedTuple):
    title: str | Promise
    url: str


class LanguageLink(NamedTuple):
    name: str  # in the language itself
    code: str
    url: str
    is_current: bool


@kept
def main_links() -> tuple[Link, ...]:
    """The main navigation: what stands below the start page, is live and wants to be in menus.

    The finder, which is no page, comes first: it is for whoever does not know where to look.
    """
    home = HomePage.objects.live().first()
    if home is None:
        return ()
    pages = home.get_children().live().public().in_menu().order_by("path")
    return (Link(_("What suits me?"), reverse("finder:start")), *map(_link, pages))


@kept
def town_links() -> tuple[Link, ...]:
    pages = MunicipalityPage.objects.live().public().order_by("title", "pk")
    return tuple(_link(page) for page in pages)


def service_links(association: AssociationSettings) -> list[Link]:
    """What the law wants every page to lead to, as far as the association has written it."""
    pages = (
        association.imprint_page,
        association.privacy_page,
        association.accessibility_page,
        association.easy_language_page,
    )
    return [_link(page) for page in pages if page and page.live]


def language_links(page: Page | None, request: HttpRequest) -> list[LanguageLink]:
    """The languages in which `page` can be read, if there is a choice."""
    if page is None or not settings.WAGTAIL_I18N_ENABLED:
        return []
    pages = page.get_translations(inclusive=True).live().public().select_related("locale")
    if len(pages) < 2:
        return []
    return [
        LanguageLink(
            name=get_language_info(translated.locale.language_code)["name_local"],
            code=translated.locale.language_code,
            url=translated.get_url(request) or "",
            is_current=translated.pk == page.pk,
        )
        for translated in pages
    ]


def site_header(request: HttpRequest) -> SafeString:
    """Name, main navigation, search, the way into the own account."""
    association = association_settings(request)
    current = next((url for _title, url in main_links() if request.path.startswith(url)), "")
    # An error page may be rendered before anybody knows who asks.
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    key = ("header", association.site_id, get_language(), current, signed_in)
    rendered = _rendered()
    if key not in rendered:
        rendered[key] = render_to_string(
            "navigation/header.html",
            {
                "association": association,
                "links": main_links(),
                "current": current,
                "signed_in": signed_in,
                "easy_language": _live_link(association.easy_language_page),
            },
        )
    return rendered[key]


def site_footer(request: HttpRequest) -> SafeString:
    """Contact, towns and what the law asks for."""
    association = association_settings(request)
    key = ("footer", association.site_id, get_language())
    rendered = _rendered()
    if key not in rendered:
        rendered[key] = render_to_string(
            "navigation/footer.html",
            {
                "association": association,
                "links": main_links(),
                "towns": town_links(),
                "services": service_links(association),
            },
        )
    return rendered[key]


@kept
def _rendered() -> dict[tuple[object, ...], SafeString]:
    return {}


def _link(page: Page) -> Link:
    return Link(page.title, page.get_url() or "")


def _live_link(page: Page | None) -> Link | None:
    return _link(page) if page and page.live else None
