"""Who is told of what is new: one mail for all searches of a person that are due (ADR 49).

Each person's mail, what it told and how far their searches have come are one transaction on
their locked row. So any number of clocks may run at once, and one that is killed has written
either all of it or nothing.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from matching.alerts import budget
from matching.alerts.composing import compose
from matching.alerts.mails import say_it_cannot_be_followed, tell_of_offers
from matching.alerts.noticing import notice_new_offers
from matching.alerts.rhythms import next_due
from matching.alerts.searches import NewOffers
from matching.enums import AlertRhythm
from matching.models import AlertRecipient, SavedSearch, ToldOffer

MOST_RECIPIENTS = 500  # a minute; the others come with the next

logger = logging.getLogger(__name__)


def tell_of_new_offers(now: dt.datetime) -> int:
    """Write the mails that are due; returns how many."""
    newest = notice_new_offers(now)
    _pass_over_idle(now, newest)
    new = NewOffers(newest, today=timezone.localdate(now))
    written = 0
    for key in list(_waiting(now, newest)[:MOST_RECIPIENTS]):
        try:
            written += _tell(key, new, now)
        except Exception:  # whatever it is, it belongs to one person; the others go on
            logger.exception("The alert of recipient %d could not be written.", key)
    return written


def _waiting(now: dt.datetime, newest: int) -> "QuerySet[AlertRecipient, int]":
    """The keys of recipients for whom something may be new, and who may get a mail now."""
    day = timezone.localdate(now)
    due = SavedSearch.objects.due(now, newest=newest)
    # Only what comes at once waits for the budget's sake; the others have their times.
    due = due.exclude(rhythm=AlertRhythm.AT_ONCE, recipient__wait_until__gt=now)
    return (
        AlertRecipient.objects.filter(Q(user=None) | Q(user__is_active=True))
        .exclude(budget.is_used_up(day))
        .filter(pk__in=due.values("recipient"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _pass_over_idle(now: dt.datetime, newest: int) -> None:
    """Where nothing is new, the next look is at the next morning, not at the next offer."""
    for rhythm in (AlertRhythm.DAILY, AlertRhythm.WEEKLY):
        SavedSearch.objects.running().filter(
            rhythm=rhythm, due_at__lte=now, number__gte=newest
        ).update(due_at=next_due(rhythm, now))


def _tell(key: int, new: NewOffers, now: dt.datetime) -> bool:
    """Write one person's mail if something fits; False if there is nothing to write.

    What to write is thought out before anything is locked, since SQLite has one lock for all.
    """
    recipient = AlertRecipient.objects.filter(pk=key).first()
    if recipient is None:
        return False
    searches = _due(recipient, new, now)
    draft = compose(recipient, searches, new)
    with transaction.atomic():
        locked = AlertRecipient.objects.select_for_update(of=("self",)).select_related("user")
        current = locked.filter(pk=key).first()
        if current is None or not budget.left(current, new.today):
            return False
        again = _due(current, new, now)
        if _standing(current, again) != _standing(recipient, searches):
            return False  # another clock was here, or the person; the next minute sees to it
        for search in again:
            search.number, search.due_at = new.newest, next_due(search.rhythm, now)
        SavedSearch.objects.bulk_update(again, ["number", "due_at"])
        for search in draft.cannot_be_followed:
            say_it_cannot_be_followed(search)
        if not draft.groups:
            return False
        ToldOffer.objects.bulk_create(
            ToldOffer(recipient=current, opportunity_id=one, told_at=now) for one in draft.shown
        )
        budget.count_mail(current, now)
        tell_of_offers(current, draft.groups, day=new.today)
        return True


def _due(recipient: AlertRecipient, new: NewOffers, now: dt.datetime) -> list[SavedSearch]:
    """The searches to tell of now."""
    due = SavedSearch.objects.filter(recipient=recipient).due(now, newest=new.newest)
    if recipient.wait_until and recipient.wait_until > now:
        due = due.exclude(rhythm=AlertRhythm.AT_ONCE)
    found = due.select_related("profile__volunteer").order_by("pk")
    return [search for search in found if new.are_known(search.number)]


def _standing(recipient: AlertRecipient, searches: Iterable[SavedSearch]) -> list[Any]:
    """What a draft rests on: every mail is counted, and moves its searches on."""
    asked = [(one.pk, one.number, one.current_query, one.rhythm) for one in searches]
    return [recipient.month, recipient.mails, asked]
