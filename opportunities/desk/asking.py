""" "Is the offer still current?": asked by mail and at the desk, answered by one button."""

import calendar
import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.links import Purpose, make_link, revoke_links
from core.mail import send_mail
from opportunities.applications.places import lock_intake
from opportunities.desk.running import close_offer, extend_offer
from opportunities.models import Intake, OpportunityPage
from organisations.desk.notices import members_of
from organisations.models import Organisation

STILL_OPEN = Purpose(
    name="still_open",
    view_name="opportunities:still_open",
    lifetime=dt.timedelta(days=60),
    once=True,
)
EXTEND_BY_MONTHS = 6


def suggested_end(offer: OpportunityPage, today: dt.date) -> dt.date | None:
    """Until when "yes, it goes on" means: half a year more; None for what has no end anyway."""
    if offer.closes_on is None and offer.ends_on is None:
        return None
    return months_later(max(offer.open_until or today, today), EXTEND_BY_MONTHS)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later (or earlier) month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@transaction.atomic
def ask_whether_open(
    *, offer: OpportunityPage, organisation: Organisation, now: dt.datetime
) -> None:
    """Mail the organisation's members, each a link of their own; and note that it was asked."""
    intake = lock_intake(offer.pk)
    intake.asked_at = now
    intake.save(update_fields=["asked_at"])
    revoke_links(STILL_OPEN, intake)
    today = timezone.localdate(now)
    for email in members_of(organisation):
        send_mail(
            to=[email],
            subject=_("Is this still current? “%(title)s”") % {"title": offer.title},
            template="opportunities/mail/still_open.txt",
            context={
                "offer": offer,
                "organisation": organisation,
                "ends_on": offer.open_until,
                "days": STILL_OPEN.lifetime.days if STILL_OPEN.lifetime else 0,
                "link": make_link(STILL_OPEN, intake, email=email),
            },
            key=f"still-open:{offer.pk}:{today}:{email}",
        )


@transaction.atomic
def keep_open(*, offer: OpportunityPage, now: dt.datetime) -> None:
    """Yes, it goes on: for half a year more, or as before where it has no end."""
    today = timezone.localdate(now)
    until = suggested_end(offer, today)
    if until is not None:
        extend_offer(offer=offer, until=until, today=today, now=now)
    _note_answer(offer, now)


@transaction.atomic
def end_after_asking(*, offer: OpportunityPage, now: dt.datetime) -> None:
    """No: it is over."""
    close_offer(offer=offer, now=now)
    _note_answer(offer, now)


def last_asked_before(now: dt.datetime) -> dt.date:
    """What was not asked about since this day may be asked about again."""
    return months_later(timezone.localdate(now), -settings.OFFER_ASK_MONTHS)


def _note_answer(offer: OpportunityPage, now: dt.datetime) -> None:
    intake: Intake = lock_intake(offer.pk)
    intake.answered_at = now
    intake.save(update_fields=["answered_at"])
    revoke_links(STILL_OPEN, intake)
