"""What happened to organisations, for those who look after them."""

from typing import TYPE_CHECKING

from organisations.enums import OrganisationEvent
from organisations.models import Organisation, OrganisationLogEntry

if TYPE_CHECKING:
    from accounts.models import User


def note(
    organisation: Organisation,
    event: OrganisationEvent,
    *,
    by: "User | None" = None,
    about: str = "",
) -> None:
    """Write down that something happened, whom it concerned and who did it."""
    longest = OrganisationLogEntry._meta.get_field("about").max_length
    OrganisationLogEntry.objects.create(
        organisation=organisation, event=event, by=by, about=about[:longest]
    )
