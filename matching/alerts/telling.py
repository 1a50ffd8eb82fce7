"""Who is told of what is new: one mail for all searches of a person that are due (ADR 49).

Each person's mail, what it told and how far their searches have come are one transaction on
their locked row. So any number of clocks may run at once, and one that is killed has written
either all of it or nothing.
"""

import datetime as dt
import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from core.addresses import address_book
from matching.alerts import budget
from matching.alerts.mails import Group, OfferLines, say_it_cannot_be_followed, tell_of_offers
from matching.alerts.noticing import notice_new_offers
from matching.alerts.rhythms import next_due
from matching.alerts.searches import NewOffers, can_be_followed, filters_of
from matching.enums import AlertRhythm, SearchKind
from matching.models import AlertRecipient, SavedSearch, ToldOffer
from opportunities.models import OpportunityIndexPage, OpportunityPage
from opportunities.placewords import place_in_words
from opportunities.timewords import time_in_words, times_of

MOST_RECIPIENTS = 500  # a minute; the others come with the next
MOST_SHOWN = 5  # offers of one search in one mail

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


@transaction.atomic
def _tell(key: int, new: NewOffers, now: dt.datetime) -> bool:
    """Write one person's mail if something fits; False if there is nothing to write."""
    locked = AlertRecipient.objects.select_for_update(of=("self",)).select_related("user")
    recipient = locked.filter(pk=key).first()
    if recipient is None or not budget.left(recipient, new.today):
        return False
    # Read under the lock: another clock may have been here, or the person.
    due = SavedSearch.objects.filter(recipient=recipient).due(now, newest=new.newest)
    if recipient.wait_until and recipient.wait_until > now:
        due = due.exclude(rhythm=AlertRhythm.AT_ONCE)
    searches = [
        search
        for search in due.select_related("profile").order_by("pk")
        if new.are_known(search.number)
    ]
    groups, shown = _found(recipient, searches, new)
    for search in searches:
        search.number, search.due_at = new.newest, next_due(search.rhythm, now)
    SavedSearch.objects.bulk_update(searches, ["number", "due_at"])
    if not groups:
        return False
    ToldOffer.objects.bulk_create(
        ToldOffer(recipient=recipient, opportunity_id=one, told_at=now) for one in shown
    )
    budget.count_mail(recipient, now)
    tell_of_offers(recipient, groups, day=new.today)
    return True


def _found(
    recipient: AlertRecipient, searches: list[SavedSearch], new: NewOffers
) -> tuple[list[Group], list[int]]:
    """What each search has to tell, and which offers are shown; each offer once."""
    told = set(recipient.told.values_list("opportunity_id", flat=True))
    groups: list[Group] = []
    shown: list[int] = []
    for search in searches:
        if not can_be_followed(search):
            say_it_cannot_be_followed(search)
            continue
        hits = new.hits(search, without=told)
        first = hits.keys[: 2 * MOST_SHOWN]
        # What is shown is looked at once more: it may have been taken down a moment ago.
        pages = _pages(first, new.today)
        best = [key for key in first if key in pages][:MOST_SHOWN]
        if not best:
            continue
        further = len(hits.keys) - (len(first) - len(pages)) - len(best)
        lines = [_lines(pages[key], hits.reason(key), new.today) for key in best]
        groups.append(_group(search, lines, further=further))
        shown += best
        # Those that are only counted here may still be shown by another search.
        told.update(best)
    return groups, shown


def _pages(keys: Iterable[int], today: dt.date) -> dict[int, OpportunityPage]:
    """Those offers that everybody may see now and that take people."""
    found: dict[int, OpportunityPage] = (
        OpportunityPage.objects.open(today)
        .public()
        .select_related("organisation", "municipality")
        .prefetch_related("slots", "dates")
        .in_bulk(list(keys))
    )
    return found


def _group(search: SavedSearch, offers: list[OfferLines], *, further: int) -> Group:
    filters = filters_of(search)
    url = ""
    if search.kind == SearchKind.SEARCH:
        index = OpportunityIndexPage.objects.live().public().first()
        url = f"{address_book(None)(index)}?{filters.query}".rstrip("?") if index else ""
    return Group(search=filters.title, offers=offers, further=further, url=url)


def _lines(page: OpportunityPage, reason: str, today: dt.date) -> OfferLines:
    times = times_of(page, page.slots.all(), page.dates.all())
    facts = (
        place_in_words(
            page.whereabouts, page.public_place, page.municipality and page.municipality.name
        ),
        capfirst(time_in_words(times, today=today)),
    )
    return OfferLines(
        title=page.title,
        organisation=page.organisation.title if page.organisation else "",
        facts=" · ".join(filter(None, facts)),
        url=address_book(None)(page),
        reason=reason,
    )
