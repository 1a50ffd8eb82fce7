"""Whether a shop's entry is still right, asked once a year and answered by one button."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from core.links import Purpose, make_link, revoke_links
from core.mail import send_mail
from partners.enums import PartnerEvent
from partners.logbook import note
from partners.models import Partner

if TYPE_CHECKING:
    from accounts.models import User

DAYS_OF_A_MONTH = 30.44
# Who does not answer is asked again after so long.
ASK_AGAIN = timedelta(days=30)
MOST_AT_ONCE = 50  # each minute; a list of thousands that was imported a year ago takes an hour

STILL_RIGHT = Purpose(
    name="partner_still_right",
    view_name="partner_asking:answer",
    lifetime=timedelta(days=60),
)


def to_be_asked(now: datetime) -> QuerySet[Partner]:
    """Shops that take part and of which nobody has said anything for long."""
    long_ago = now - timedelta(days=settings.PARTNER_ASK_MONTHS * DAYS_OF_A_MONTH)
    return (
        Partner.objects.taking_part()
        .filter(Q(memberships__isnull=False) | ~Q(email=""))
        .annotate(last_word=Coalesce("confirmed_at", "created_at"))
        .filter(last_word__lt=long_ago)
        .filter(Q(asked_at=None) | Q(asked_at__lt=now - ASK_AGAIN))
        .distinct()
        .order_by("pk")
    )


def ask_who_is_due(now: datetime) -> int:
    """Ask some of those that are due; returns how many."""
    due = list(to_be_asked(now)[:MOST_AT_ONCE])
    for partner in due:
        ask(partner=partner, now=now)
    return len(due)


@transaction.atomic
def ask(*, partner: Partner, now: datetime) -> None:
    """Write to the owners; to the address that the town knows where there are none."""
    partner = (
        Partner.objects.select_for_update(of=("self",))
        .select_related("municipality")
        .get(pk=partner.pk)
    )
    if partner.asked_at and partner.asked_at > now - ASK_AGAIN:
        return
    Partner.objects.filter(pk=partner.pk).update(asked_at=now)
    for email in _mailboxes(partner):
        send_mail(
            to=[email],
            subject=_("Is everything still right? %(name)s") % {"name": partner.name},
            template="partners/mail/still_right.txt",
            context={
                "partner": partner,
                "town": partner.municipality,
                "benefits": partner.benefits.filter(ended_at=None),
                "link": make_link(STILL_RIGHT, partner, email=email),
            },
        )
    note(partner, PartnerEvent.ASKED)


@transaction.atomic
def confirm_partner(
    *, partner: Partner, by: "User | None" = None, now: datetime | None = None
) -> None:
    """Note that somebody of the shop says that everything is right."""
    Partner.objects.filter(pk=partner.pk).update(confirmed_at=now or timezone.now(), asked_at=None)
    revoke_links(STILL_RIGHT, partner)
    note(partner, PartnerEvent.CONFIRMED, by=by)


def is_asked(partner: Partner) -> bool:
    """Whether it was asked and has not answered yet."""
    return partner.asked_at is not None


def _mailboxes(partner: Partner) -> list[str]:
    owners = list(
        partner.memberships.filter(user__is_active=True)
        .exclude(user__email="")
        .order_by("pk")
        .values_list("user__email", flat=True)
    )
    return owners or ([partner.email] if partner.email else [])
