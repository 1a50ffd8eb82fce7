"""What happened to shops, for those who look after them."""

from typing import TYPE_CHECKING

from partners.enums import PartnerEvent
from partners.models import Partner, PartnerLogEntry

if TYPE_CHECKING:
    from accounts.models import User


def note(
    partner: Partner, event: PartnerEvent, *, by: "User | None" = None, about: str = ""
) -> None:
    """Write down that something happened, what it concerned and who did it."""
    longest = PartnerLogEntry._meta.get_field("about").max_length or 0
    if len(about) > longest:
        about = about[: longest - 1] + "…"
    PartnerLogEntry.objects.create(partner=partner, event=event, by=by, about=about)
