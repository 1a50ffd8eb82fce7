"""What shops have changed themselves, told to their town in one mail a day at most."""

from datetime import datetime, time, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.mail import send_mail
from municipalities.models import Municipality
from municipalities.staff import coordinator_emails
from organisations.addresses import absolute
from partners.enums import PartnerEvent
from partners.models import PartnerLogEntry

# From this hour on the mail about the day before is written.
EARLIEST_HOUR = 6
TOLD = (
    PartnerEvent.CHANGED,
    PartnerEvent.BENEFIT_ADDED,
    PartnerEvent.BENEFIT_CHANGED,
    PartnerEvent.BENEFIT_PAUSED,
    PartnerEvent.BENEFIT_RESUMED,
    PartnerEvent.BENEFIT_ENDED,
)
MOST_LINES = 60


def tell_towns(now: datetime) -> int:
    """Write to each town what its shops' owners did yesterday; returns to how many.

    What its own staff did is no news to it. May run as often as it likes: each
    mail has a key.
    """
    local = timezone.localtime(now)
    if local.hour < EARLIEST_HOUR:
        return 0
    begins, ends = _day(local - timedelta(days=1))
    entries = (
        PartnerLogEntry.objects.filter(event__in=TOLD, created_at__gte=begins, created_at__lt=ends)
        .filter(partner__memberships__user=F("by"))
        .select_related("partner__municipality")
        .order_by("partner__name", "partner_id", "created_at", "pk")
    )
    towns: dict[Municipality, list[PartnerLogEntry]] = {}
    for entry in entries:
        towns.setdefault(entry.partner.municipality, []).append(entry)
    for town, lines in towns.items():
        for email in coordinator_emails(town):
            send_mail(
                to=[email],
                subject=_("What your partner shops have changed"),
                template="partners/mail/changes_of_shops.txt",
                context={
                    "town": town,
                    "lines": lines[:MOST_LINES],
                    "more": max(0, len(lines) - MOST_LINES),
                    "link": absolute(reverse("partner_records:index")),
                },
                key=f"partner-changes:{town.pk}:{begins:%Y-%m-%d}:{email}",
            )
    return len(towns)


def _day(moment: datetime) -> tuple[datetime, datetime]:
    """Beginning and end of its day in local time."""
    begins = timezone.make_aware(datetime.combine(moment.date(), time.min))
    return begins, timezone.make_aware(
        datetime.combine(moment.date() + timedelta(days=1), time.min)
    )
