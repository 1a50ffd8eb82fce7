from typing import Any

from django import template

from municipalities.models import Municipality
from municipalities.outline import association_map

register = template.Library()


@register.inclusion_tag("municipalities/map.html")
def town_map(here: Municipality | None = None) -> dict[str, Any]:
    """The association's towns as a drawing; `here` stands out, without it each is a link."""
    return {"map": association_map(), "here": here}
