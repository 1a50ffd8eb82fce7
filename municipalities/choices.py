"""The association's towns as values of a filter."""

from collections.abc import Mapping

from core.content_version import kept
from core.forgiving import Option
from municipalities.models import Municipality


@kept
def towns() -> Mapping[str, Option]:
    rows = Municipality.objects.values_list("slug", "name")
    return {slug: Option(slug, name) for slug, name in rows}
