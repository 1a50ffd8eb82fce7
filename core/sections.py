"""Frames below, content from above.

A page of a lower app shows what higher apps know of it without importing them: they register
a function under the frame's name, as with Wagtail's own hooks.

    @hooks.register("municipality_page_sections")
    def newest_opportunities(page, request):
        return Section(template="…", context={…}, order=200)
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail import hooks


@dataclass(frozen=True, kw_only=True)
class Section:
    """A piece of a page: a template that gets nothing but `context`."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 100


def sections_for(frame: str, subject: object, request: HttpRequest) -> list[Section]:
    """What is registered for `frame` (hook `<frame>_sections`), in order, without the empty."""
    found = (hook(subject, request) for hook in hooks.get_hooks(f"{frame}_sections"))
    return sorted((section for section in found if section), key=lambda section: section.order)
