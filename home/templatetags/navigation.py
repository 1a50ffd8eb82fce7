from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from wagtail.models import Page

from core.addresses import address_book
from home import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def site_header(context: Context) -> SafeString:
    return navigation.site_header(context["request"])


@register.simple_tag(takes_context=True)
def site_footer(context: Context) -> SafeString:
    return navigation.site_footer(context["request"])


@register.inclusion_tag("navigation/languages.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """Other languages of the page; nothing where the site has but one."""
    return {"languages": navigation.language_links(context.get("page"), context["request"])}


@register.inclusion_tag("navigation/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context, trail: list[Page], title: str = "") -> dict[str, Any]:
    """The way from the start page to the page called `title`."""
    address_of = address_book(context.get("request"))
    return {
        "links": [navigation.Link(page.title, address_of(page)) for page in trail[1:]],
        "start": address_of(trail[0]) if trail else "/",
        "title": title,
    }


@register.inclusion_tag("navigation/staff.html", takes_context=True)
def staff_bar(context: Context) -> dict[str, Any]:
    """For those who look after the site: from the page to where it is edited."""
    request = context.get("request")
    user = getattr(request, "user", None)
    is_preview = getattr(request, "is_preview", False)  # inside of the editor already
    if user is None or is_preview or not user.has_perm("wagtailadmin.access_admin"):
        return {"is_staff": False}
    page = context.get("page")
    may_edit = isinstance(page, Page) and page.permissions_for_user(user).can_edit()
    return {"is_staff": True, "page": page if may_edit else None}


@register.simple_tag
def main_links() -> tuple[navigation.Link, ...]:
    """The main navigation, for pages that offer it once more in their text."""
    return navigation.main_links()
