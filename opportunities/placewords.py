from django.utils.text import capfirst

from core.models.places import PublicPlace
from opportunities.enums import Whereabouts


def place_in_words(whereabouts: str, place: PublicPlace, town: str | None) -> str:
    """Town and part of town, else the `town` that answers for it, or that it is online."""
    if whereabouts == Whereabouts.ONLINE:
        return capfirst(str(Whereabouts.ONLINE.label))
    return place.short or town or ""
