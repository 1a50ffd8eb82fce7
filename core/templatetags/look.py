"""Tags that pages of every app use: icons, sections, structured data."""

from collections.abc import Hashable
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page as ResultPage
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.images.models import AbstractImage, AbstractRendition

from core import icons, pictures
from core.content_version import KeptMap
from core.filters import ForgivingFilterSet
from core.listing import PAGE_PARAMETER
from core.sections import Section
from core.structured_data import as_json_ld

register = template.Library()

_filter_forms: KeptMap[Hashable, SafeString] = KeptMap(size=500)


@register.simple_tag
@cache
def head_links() -> SafeString:
    """Style sheets, fonts, scripts: the same on every page as long as the process lives."""
    return render_to_string("components/head_links.html")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of `static/icons/sprite.svg`."""
    return icons.icon(name)


@register.simple_tag(takes_context=True)
def section(context: Context, section: Section) -> SafeString:
    """A piece of the page that another app brings; its template sees its own context only."""
    inner = {"request": context.get("request"), **section.context}
    engine = context.template.engine  # type: ignore[union-attr]  # set while rendering
    return engine.get_template(section.template).render(context.new(inner))


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """A schema.org object as content of a script of type `application/ld+json`."""
    return as_json_ld(data)


@register.filter
def link_preview(image: AbstractImage | None) -> AbstractRendition | None:
    """The picture in the size that link previews want; None if there is none."""
    return pictures.rendition(image, pictures.LINK_PREVIEW)


@register.inclusion_tag("components/pagination.html")
def pagination(results: ResultPage, query: str = "") -> dict[str, Any]:
    """Links to the pages of a list; `query` are the other parameters of its address."""
    paginator = results.paginator
    return {
        "results": results,
        "pages": [
            number if isinstance(number, int) else None  # the gap is a text
            for number in paginator.get_elided_page_range(results.number, on_each_side=1, on_ends=1)
        ],
        "prefix": f"?{query}&{PAGE_PARAMETER}=" if query else f"?{PAGE_PARAMETER}=",
    }


@register.simple_tag
def filter_form(filters: ForgivingFilterSet) -> SafeString:
    """The filters of a list as a form; the same choice makes the same form, so it is kept."""

    def make() -> SafeString:
        return render_to_string("components/filters.html", {"filters": filters})

    # What was typed wrongly comes back with its errors, and is nobody else's.
    if filters.is_bound and filters.form.errors:
        return make()
    key = (type(filters).__qualname__, filters.choice, get_language())
    return _filter_forms.get_or_make(key, make)
