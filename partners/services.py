"""What the town does with a shop as a whole."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.mail import send_mail
from partners.enums import PartnerEvent, PartnerState
from partners.errors import PartnerError
from partners.logbook import note
from partners.models import Partner, PartnerInvitation, PartnerPage

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def end_partner(
    *, partner: Partner, by: "User | None", reason: str = "", now: datetime | None = None
) -> None:
    """Let a shop take part no longer: its page leaves the site, its devices stop at once.

    Its owners are told by mail. Benefits and figures stay as they were, in case it comes back. Safe
    to call twice.
    """
    now = now or timezone.now()
    partner = _locked(partner)
    if partner.state == PartnerState.ENDED:
        return
    partner.state = PartnerState.ENDED
    partner.save(update_fields=["state"])
    PartnerInvitation.objects.filter(partner=partner, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    if page := _page_of(partner):
        page.unpublish(user=by)
    note(partner, PartnerEvent.ENDED, by=by, about=reason)
    for membership in partner.memberships.select_related("user"):
        send_mail(
            to=[membership.user.email],
            subject=_("%(name)s takes part no longer") % {"name": partner.name},
            template="partners/mail/ended.txt",
            context={"partner": partner, "town": partner.municipality, "reason": reason},
        )


@transaction.atomic
def resume_partner(*, partner: Partner, by: "User | None", now: datetime | None = None) -> None:
    """Let a shop take part again, as it was. Safe to call twice."""
    partner = _locked(partner)
    if partner.state != PartnerState.ENDED:
        return
    partner.state = PartnerState.ACCEPTED if partner.memberships.exists() else PartnerState.KNOWN
    partner.confirmed_at = now or timezone.now()
    partner.save(update_fields=["state", "confirmed_at"])
    page = _page_of(partner)
    if page is None:
        raise PartnerError(PartnerError.Code.NO_TOWN_PAGE)
    if not page.live:
        revision = page.get_latest_revision() or page.save_revision(user=by)
        revision.publish(user=by, skip_permission_checks=True)
    note(partner, PartnerEvent.RESUMED, by=by)


def _page_of(partner: Partner) -> PartnerPage | None:
    return PartnerPage.objects.filter(record=partner).first()


def _locked(partner: Partner) -> Partner:
    return Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
