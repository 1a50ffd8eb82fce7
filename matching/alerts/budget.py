"""How many mails a person gets in a month, and how they are spread when they run out."""

import datetime as dt

from django.conf import settings
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from matching.models import AlertRecipient

CHOICES = (5, 10, 20)  # besides the association's own limit


def choices() -> list[int]:
    """What a person may choose from, the association's limit last."""
    limit = settings.ALERT_MAILS_PER_MONTH
    return [*(number for number in CHOICES if number < limit), limit]


def allowed(recipient: AlertRecipient) -> int:
    """Mails in a month, at most."""
    limit: int = settings.ALERT_MAILS_PER_MONTH
    return min(recipient.mails_per_month or limit, limit)


def used(recipient: AlertRecipient, day: dt.date) -> int:
    """Mails written in the month of `day`."""
    return recipient.mails if recipient.month == day.replace(day=1) else 0


def left(recipient: AlertRecipient, day: dt.date) -> int:
    """Mails that may still be written in the month of `day`."""
    return max(allowed(recipient) - used(recipient, day), 0)


def is_used_up(day: dt.date) -> Q:
    """Recipients who get no mail any more in the month of `day`."""
    limit = settings.ALERT_MAILS_PER_MONTH
    return Q(month=day.replace(day=1)) & (
        Q(mails__gte=Coalesce(F("mails_per_month"), Value(limit))) | Q(mails__gte=limit)
    )


def month_after(day: dt.date) -> dt.date:
    """The first day of the next month."""
    return (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)


def count_mail(recipient: AlertRecipient, now: dt.datetime) -> None:
    """Note on the (locked) row that a mail was written, and how long the next at-once one waits.

    The first half of a month's mails goes out whenever there is something; what is left then is
    spread evenly over the days that are left, so that a busy week does not leave a month silent.
    """
    day = timezone.localdate(now)
    recipient.mails = used(recipient, day) + 1
    recipient.month = day.replace(day=1)
    recipient.last_mail_at = now
    remaining = left(recipient, day)
    recipient.wait_until = None
    if remaining and recipient.mails * 2 >= allowed(recipient):
        end = dt.datetime.combine(
            month_after(day), dt.time(), tzinfo=timezone.get_current_timezone()
        )
        recipient.wait_until = now + (end - now) / (remaining + 1)
    recipient.save(update_fields=["mails", "month", "last_mail_at", "wait_until"])
