"""Asking people to step in, a few at a time.

Whoever waits for the place comes first: what is free is offered to the waiting list in the moment
it is given back, and others are asked only while it is free nevertheless.
"""

import datetime as dt
from itertools import islice
from typing import Final

from django.db import transaction
from django.db.models import Max

from accounts.models import Volunteer
from opportunities.applications import places
from opportunities.applications.steps import offer_to_the_next
from opportunities.cover import notices
from opportunities.cover.calls import end_call, is_offered_to_the_next, is_over, offer_of
from opportunities.cover.fitting import may_be_asked, who_fits
from opportunities.models import CoverCall, CoverRequest, OpportunityPage

AT_ONCE: Final = 3  # people asked in one round, for each who is missing
SHORTEST_WAIT: Final = dt.timedelta(minutes=30)
LONGEST_WAIT: Final = dt.timedelta(days=1)


def do_what_is_due(now: dt.datetime) -> None:
    """Ask the next people; for the clock, which may run twice."""
    ask_for_cover(now)


def ask_for_cover(now: dt.datetime) -> int:
    """Ask the next few people of each call whose turn it is, end what is over; how many."""
    asked = 0
    for call in CoverCall.objects.filter(ended_at=None).order_by("pk"):
        with transaction.atomic():
            asked += _go_on(call.pk, call.opportunity_id, now)
    return asked


def time_to_answer(left: dt.timedelta) -> dt.timedelta:
    """How long one round has before the next is asked, with so much time left when it was asked."""
    return min(max(left / 12, SHORTEST_WAIT), LONGEST_WAIT)


def _go_on(key: int, opportunity: int, now: dt.datetime) -> int:
    """What is to be done for one call; returns how many people were asked."""
    intake = places.lock_intake(opportunity)
    call = (
        CoverCall.objects.select_for_update(of=("self",))
        .select_related("booking__application__organisation")
        .filter(pk=key, ended_at=None)
        .first()
    )
    if call is None:  # another clock has ended it, or the organisation
        return 0
    offer_to_the_next(intake, now)
    offer = offer_of(call)
    room = places.room_of(offer, now=now)
    if is_over(call, offer, room):
        end_call(call, now)
        return 0
    if not room.takes(1, call.booking.slot):
        if not is_offered_to_the_next(call):  # somebody has it, by the waiting list or by applying
            end_call(call, now)
        return 0
    if not offer.live or not _is_turn(call, room, now):
        return 0
    return _ask_next(call, offer, room, now)


def _is_turn(call: CoverCall, room: places.Room, now: dt.datetime) -> bool:
    """Whether those who were asked have had time enough, or have all said no."""
    if call.booking.slot is None:
        return False
    begins = room.dates[call.booking.slot].begins
    if begins - now < places.LEAST_TO_ANSWER:
        return False
    asked = call.requests.filter(created_at__gte=call.created_at)
    last = asked.aggregate(at=Max("created_at"))["at"]
    if last is None or not asked.filter(answer=CoverRequest.Answer.OPEN).exists():
        return True
    return now - last >= time_to_answer(begins - last)


def _ask_next(call: CoverCall, offer: OpportunityPage, room: places.Room, now: dt.datetime) -> int:
    chosen = islice(who_fits(call, offer, room, now=now), AT_ONCE * call.missing)
    keys = [volunteer.pk for volunteer in chosen]
    # Another call may ask them in this moment. In one order, so that two never wait for each other.
    people = list(
        Volunteer.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    )
    people = [volunteer for volunteer in people if may_be_asked(volunteer.pk, now)]
    for volunteer in people:
        notices.ask(CoverRequest.objects.create(call=call, volunteer=volunteer, created_at=now))
    if not keys and call.exhausted_at is None:
        call.exhausted_at = now
        call.save(update_fields=["exhausted_at"])
        notices.tell_that_nobody_is_left(call)
    return len(people)
