"""Who may be asked to step in, and in which order.

Asked is only who knows the organisation and is known there: people whom it has accepted before,
who read e-mails and have not said that they don't want to be asked (ADR 28).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from accounts.models import Volunteer
from accounts.querysets import VolunteerQuerySet
from engagement.checks import has_valid_check
from opportunities.applications import places
from opportunities.applications.age import AgeRule, age_on
from opportunities.applications.checks import needs_check
from opportunities.applications.states import HOLDING
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Application, Booking, CoverCall, CoverRequest, OpportunityPage

A_MONTH: Final = dt.timedelta(days=30)
KNOWN: Final = (ApplicationState.ACCEPTED, ApplicationState.DONE)


def who_fits(
    call: CoverCall, offer: OpportunityPage, room: places.Room, *, now: dt.datetime
) -> Iterator[Volunteer]:
    """Everybody who may be asked now, least recently asked first.

    They are old enough, have shown a certificate of good conduct where one is needed, have
    promised nothing else at that time, and were not asked too often within a month.
    """
    slot = call.booking.slot
    if slot is None:
        return
    date = room.dates[slot]
    people = _known_people(call, now)
    if not room.takes(1):
        # As many as may come in all are there: one of them may come on this date, too.
        people = people.filter(
            pk__in=Application.objects.filter(opportunity=offer, state__in=HOLDING).values(
                "volunteer"
            )
        )
    busy = _busy_at(date)
    rule, wants_check = AgeRule.of(offer), needs_check(call.booking.application)
    for volunteer in people:
        if volunteer.pk in busy or not _is_old_enough(
            volunteer, rule, today=timezone.localdate(now)
        ):
            continue
        if wants_check and not has_valid_check(
            volunteer=volunteer,
            organisation=call.booking.application.organisation,
            today=date.takes_place_on,
        ):
            continue
        yield volunteer


def asked_lately(now: dt.datetime) -> Q:
    """Of requests to step in: those that count against the limit of a month."""
    return Q(created_at__gt=now - A_MONTH)


def may_be_asked(volunteer: int, now: dt.datetime) -> bool:
    """Whether somebody has not been asked as often as one may be within a month."""
    lately = CoverRequest.objects.filter(asked_lately(now), volunteer=volunteer).count()
    return lately < settings.COVER_REQUESTS_A_MONTH


def _known_people(call: CoverCall, now: dt.datetime) -> VolunteerQuerySet:
    application = call.booking.application
    here = Application.objects.filter(opportunity=call.opportunity_id)
    # They wait to be let in, or would bring their whole group.
    elsewhere_in_line = here.filter(
        Q(state__in=(ApplicationState.CONSENT, ApplicationState.WAITING))
        | Q(state__in=HOLDING, people__gt=1)
    )
    asked_for_this_date = CoverRequest.objects.filter(call__booking__slot=call.booking.slot)
    lately = Q(cover_requests__created_at__gt=now - A_MONTH)
    return (
        Volunteer.objects.filter(
            pk__in=Application.objects.filter(
                organisation=application.organisation_id, state__in=KNOWN
            ).values("volunteer"),
            cover_refusal=None,
        )
        .exclude(email="")
        .exclude(user__is_active=False)
        .exclude(pk__in=elsewhere_in_line.values("volunteer"))
        # Whoever had to do with this date has said already whether they come.
        .exclude(
            pk__in=Booking.objects.filter(
                application__opportunity=call.opportunity_id, slot=call.booking.slot
            ).values("application__volunteer")
        )
        .exclude(pk__in=call.requests.values("volunteer"))
        .exclude(
            pk__in=asked_for_this_date.filter(
                Q(answer=CoverRequest.Answer.NO)
                | Q(answer=CoverRequest.Answer.OPEN, call__ended_at=None)
            ).values("volunteer")
        )
        .annotate(
            asked=Count("cover_requests", filter=lately),
            last_asked_at=Max("cover_requests__created_at"),
        )
        .filter(asked__lt=settings.COVER_REQUESTS_A_MONTH)
        .order_by(F("last_asked_at").asc(nulls_first=True), "pk")
    )


def _busy_at(date: places.Date) -> set[int]:
    """Primary keys of whoever has promised something else at that time, wherever it is."""
    booked = Booking.objects.filter(
        takes_place_on=date.takes_place_on, state__in=(BookingState.HELD, BookingState.OFFERED)
    )
    times: dict[int, list[tuple[dt.time, dt.time]]] = defaultdict(list)
    for volunteer, starts_at, ends_at in booked.values_list(
        "application__volunteer", "starts_at", "ends_at"
    ):
        times[volunteer].append(_span(starts_at, ends_at))
    begins, ends = _span(date.starts_at, date.ends_at)
    return {
        volunteer
        for volunteer, spans in times.items()
        if any(start < ends and begins < end for start, end in spans)
    }


def _span(starts_at: dt.time | None, ends_at: dt.time | None) -> tuple[dt.time, dt.time]:
    """From when to when somebody is busy; what has no time takes as long as it may."""
    return starts_at or dt.time.min, ends_at or dt.time.max


def _is_old_enough(volunteer: Volunteer, rule: AgeRule, *, today: dt.date) -> bool:
    """Whether nobody's parents have to be asked, and the offer does not ask for more years."""
    if volunteer.born_on:
        return age_on(today, volunteer.born_on) >= rule.question
    if not rule.question:
        return True
    # Who gave no date of birth has said to be as old as the offers asked that took them on.
    offers = OpportunityPage.objects.filter(
        applications__volunteer=volunteer, applications__state__in=KNOWN
    ).select_related("municipality")
    return any(AgeRule.of(offer).question >= rule.question for offer in offers)
