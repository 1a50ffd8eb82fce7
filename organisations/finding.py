"""Organisations that somebody looks for by name, to say that they volunteer there."""

from django.db.models import Q

from organisations.enums import OrganisationState
from organisations.models import Organisation, OrganisationPage
from organisations.querysets import OrganisationQuerySet


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
