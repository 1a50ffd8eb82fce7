"""The association's lists as values of filters."""

from collections.abc import Mapping

from core.content_version import kept
from core.forgiving import Option, Options
from core.models import EngagementField, SpokenLanguage
from core.models.vocabularies import Term


def terms_of(model: type[Term]) -> Options:
    """The entries of a list that can be chosen, read once until the list changes."""

    @kept
    def read() -> Mapping[str, Option]:
        is_language = model is SpokenLanguage
        rows = model._default_manager.filter(is_active=True).values_list("slug", "label")
        return {slug: Option(slug, label, slug if is_language else "") for slug, label in rows}

    return read


fields_of_engagement = terms_of(EngagementField)
