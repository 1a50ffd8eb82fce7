"""Organisations that somebody looks for by name, to say that they volunteer there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from organisations.enums import OrganisationState
from organisations.models import Organisation, OrganisationPage
from organisations.querysets import OrganisationQuerySet

MOST_FOUND: Final = 12
LONGEST_WORDS: Final = 80


@dataclass(frozen=True)
class Search:
    """What somebody looked for; templates/organisations/search.html shows it."""

    words: str
    found: tuple[tuple[Organisation, str], ...] = ()  # each with the address of what comes next
    has_more: bool = False


def search_organisations(text: str, *, address: Callable[[Organisation], str]) -> Search:
    """Look for what was typed; `address` says where the choice of an organisation leads."""
    words = " ".join(text[:LONGEST_WORDS].split())
    if not words:
        return Search(words)
    found = list(found_by_name(words)[: MOST_FOUND + 1])
    return Search(
        words, tuple((one, address(one)) for one in found[:MOST_FOUND]), len(found) > MOST_FOUND
    )


def public_organisations() -> OrganisationQuerySet:
    """Organisations that everybody may know of; not those that some volunteer has named."""
    pages = OrganisationPage.objects.live().public()
    return Organisation.objects.with_desk().filter(
        Q(state=OrganisationState.ACCEPTED) | Q(page__in=pages.order_by().values("pk"))
    )


def found_by_name(words: str) -> OrganisationQuerySet:
    """Those in whose names all `words` stand, in the order of the alphabet."""
    found = public_organisations().select_related("municipality")
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found.order_by("name", "pk")
