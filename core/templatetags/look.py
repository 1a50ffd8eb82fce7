"""Tags that pages of every app use: icons, sections, structured data."""

import re
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page as ResultPage
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, AbstractRendition

from core import filter_panel as filter_panels
from core import icons, pictures, slots
from core.filters import ForgivingFilterSet
from core.listing import PAGE_PARAMETER
from core.sections import Section, sections_for
from core.structured_data import as_json_ld

register = template.Library()

_WITHIN_LEGAL_FORM = re.compile(r"(?<=\be\.) (?=[VKG]\.)")


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
    """A piece of the page that another app brings; its template sees its own context only.

    And what its forms need: the request, and the token without which nothing is accepted.
    """
    shared = {name: context.get(name) for name in ("request", "csrf_token")}
    inner = {**shared, **section.context}
    engine = context.template.engine  # type: ignore[union-attr]  # set while rendering
    return engine.get_template(section.template).render(context.new(inner))


@register.simple_tag(takes_context=True)
def sections_of(context: Context, frame: str, subject: object) -> list[Section]:
    """What apps above bring to the place `frame` of a page (`core.sections`)."""
    request = context.get("request")
    return sections_for(frame, subject, request) if request else []


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


@register.filter
def unbroken(name: str) -> str:
    """A name whose legal form (`e. V.`) never falls apart at the end of a line."""
    return _WITHIN_LEGAL_FORM.sub("\N{NO-BREAK SPACE}", name)


@register.filter
def leading(label: object) -> str:
    """A label before what is said of it: with a colon, unless it ends like a sentence."""
    text = str(label)
    return text if text.endswith((":", "?", ".", "!")) else f"{text}:"


@register.filter
def slot(ordinarily: str, name: str) -> SafeString:
    """A gap in HTML that is kept (`core.slots`), with what stands there ordinarily."""
    return slots.slot(name, ordinarily)


@register.simple_tag
def filter_panel(filters: ForgivingFilterSet) -> SafeString:
    """The filters of a list with their counts."""
    return filter_panels.filter_panel(filters)


@register.simple_tag
def search_bar(filters: ForgivingFilterSet) -> SafeString:
    """The fields at the top of a list."""
    return filter_panels.search_bar(filters)
