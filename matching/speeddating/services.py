"""What a coordinator does with a speed-dating."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import Volunteer
from matching.models import SpeedDating, SpeedDatingGuest, SpeedDatingTable, SpeedDatingTalk
from matching.speeddating.errors import SpeedDatingError
from matching.speeddating.moving import Move, moved, moves
from matching.speeddating.profiles import fits_of
from matching.speeddating.standing import guests_of, sittings_of, tables_of
from matching.speeddating.typed import read_lines
from opportunities.enums import InterestState
from opportunities.models import Interest, OpportunityPage

Code = SpeedDatingError.Code


def why_not_changeable(event: SpeedDating) -> SpeedDatingError | None:
    """What stands against changing people, organisations and plan."""
    if event.erased_at:
        return SpeedDatingError(Code.ERASED)
    return SpeedDatingError(Code.LOCKED) if event.locked_at else None


def _changeable(event: SpeedDating) -> SpeedDating:
    """The event, locked in the database, if it may be changed. Raises SpeedDatingError."""
    found = SpeedDating.objects.select_for_update().get(pk=event.pk)
    if why_not := why_not_changeable(found):
        raise why_not
    return found


@transaction.atomic
def add_people(*, event: SpeedDating, lines: Iterable[str]) -> list[SpeedDatingGuest]:
    """Enter people as they are typed, in lines of which there are no complaints.

    Raises SpeedDatingError (LOCKED, ERASED).
    """
    event = _changeable(event)
    return SpeedDatingGuest.objects.bulk_create(
        SpeedDatingGuest(event=event, name=one.name, wishes=one.wishes) for one in read_lines(lines)
    )


@transaction.atomic
def add_volunteers(*, event: SpeedDating, volunteers: Iterable[Volunteer]) -> int:
    """Enter people who are known, with what they told the town's desk; returns how many.

    Who is on the list already stays as they are. Raises SpeedDatingError (LOCKED, ERASED).
    """
    event = _changeable(event)
    there = set(event.guests.values_list("volunteer", flat=True))
    new = [one for one in volunteers if one.pk not in there]
    told = dict(
        Interest.objects.filter(municipality=event.municipality_id, volunteer__in=new)
        .exclude(state=InterestState.UNCONFIRMED)
        .order_by("created_at", "pk")
        .values_list("volunteer", "wishes")
    )
    SpeedDatingGuest.objects.bulk_create(
        SpeedDatingGuest(
            event=event, name=one.name, volunteer=one, wishes=told.get(one.pk, "")[:1000]
        )
        for one in new
    )
    return len(new)


@transaction.atomic
def save_guest(*, guest: SpeedDatingGuest, fields: Sequence, activities: Sequence) -> None:
    """Raises SpeedDatingError (LOCKED, ERASED)."""
    _changeable(guest.event)
    guest.save()
    guest.fields.set(fields)
    guest.activities.set(activities)


@transaction.atomic
def remove_guest(*, guest: SpeedDatingGuest) -> None:
    """Take somebody off the list and out of the plan. Raises SpeedDatingError (LOCKED, ERASED)."""
    _changeable(guest.event)
    guest.delete()


@transaction.atomic
def add_table(*, table: SpeedDatingTable) -> None:
    """Enter an organisation, with what its open offers say that it looks for.

    Raises SpeedDatingError (LOCKED, ERASED).
    """
    _changeable(table.event)
    offers = OpportunityPage.objects.open().public().filter(organisation=table.organisation.page)
    titles = list(offers.order_by("title", "pk").values_list("title", flat=True))
    table.wanted = table.wanted or "\n".join(titles)[:600]
    table.save()
    for chosen, name in ((table.fields, "engagement_fields"), (table.activities, "activities")):
        chosen.set({key for key in offers.values_list(name, flat=True) if key})


@transaction.atomic
def save_table(*, table: SpeedDatingTable, fields: Sequence, activities: Sequence) -> None:
    """Raises SpeedDatingError (LOCKED, ERASED)."""
    _changeable(table.event)
    table.save()
    table.fields.set(fields)
    table.activities.set(activities)
    table.talks.filter(place__gte=table.places).delete()


@transaction.atomic
def remove_table(*, table: SpeedDatingTable) -> None:
    """Raises SpeedDatingError (LOCKED, ERASED)."""
    _changeable(table.event)
    table.delete()


@transaction.atomic
def make_plan(*, event: SpeedDating, now: dt.datetime | None = None) -> int:
    """Plan all rounds anew; what was changed by hand is lost. Returns how many talks there are.

    Raises SpeedDatingError (LOCKED, ERASED, NOBODY).
    """
    event = _changeable(event)
    guests, tables = guests_of(event), tables_of(event)
    if not guests or not tables:
        raise SpeedDatingError(Code.NOBODY)
    # Loading the solver takes half a second, which every process would pay at its start.
    from matching.speeddating.rounds import plan_rounds

    plan = plan_rounds(fits_of(guests, tables), [table.places for table in tables], event.rounds)
    SpeedDatingTalk.objects.filter(table__event=event).delete()
    SpeedDatingTalk.objects.bulk_create(
        SpeedDatingTalk(
            guest=guests[seat.guest], table=tables[seat.table], round=seat.round, place=seat.place
        )
        for seat in plan
    )
    SpeedDating.objects.filter(pk=event.pk).update(
        planned_at=now or timezone.now(), people_counted=len(guests), talks_counted=len(plan)
    )
    return len(plan)


@transaction.atomic
def lock_plan(*, event: SpeedDating, now: dt.datetime | None = None) -> None:
    """Keep the plan as it is. Raises SpeedDatingError (LOCKED, ERASED, UNPLANNED, EMPTY)."""
    found = _changeable(event)
    if not found.planned_at:
        raise SpeedDatingError(Code.UNPLANNED)
    if not SpeedDatingTalk.objects.filter(table__event=found).exists():
        raise SpeedDatingError(Code.EMPTY)
    SpeedDating.objects.filter(pk=event.pk).update(locked_at=now or timezone.now())


def unlock_plan(*, event: SpeedDating) -> None:
    SpeedDating.objects.filter(pk=event.pk, erased_at=None).update(locked_at=None)


@transaction.atomic
def move_guest(*, event: SpeedDating, guest: SpeedDatingGuest, number: int, move: Move) -> None:
    """Seat somebody elsewhere in round `number`, who sat there where they were.

    Raises SpeedDatingError (LOCKED, ERASED, UNPLANNED, IMPOSSIBLE).
    """
    event = _changeable(event)
    if not event.planned_at:
        raise SpeedDatingError(Code.UNPLANNED)
    plan = sittings_of(event)
    places = {table.pk: table.places for table in tables_of(event)}
    if move not in moves(plan, places, guest=guest.pk, number=number):
        raise SpeedDatingError(Code.IMPOSSIBLE)
    before = {one for one in plan if one.round == number}
    after = set(moved(plan, places, move, guest=guest.pk, number=number))
    changed = {one.guest for one in before ^ after}
    SpeedDatingTalk.objects.filter(round=number, guest__in=changed).delete()
    SpeedDatingTalk.objects.bulk_create(
        SpeedDatingTalk(guest_id=one.guest, table_id=one.table, round=number, place=one.place)
        for one in sorted(after)
        if one.guest in changed
    )
    # What is done by hand is meant so. A talk more makes up for one that had dropped out.
    talks, fewer = len(plan) + len(after) - len(before), max(len(before) - len(after), 0)
    SpeedDating.objects.filter(pk=event.pk).update(
        talks_counted=max(event.talks_counted - fewer, talks)
    )


def drop_rounds(*, event: SpeedDating) -> int:
    """Take talks of rounds that there are no more out of the plan; returns how many."""
    gone, _each = SpeedDatingTalk.objects.filter(
        table__event=event, round__gte=event.rounds
    ).delete()
    return gone


def erase_people(now: dt.datetime) -> int:
    """Erase who came to events that are long past; how many they were stays. Returns how many."""
    today = timezone.localdate(now)
    past = SpeedDating.objects.filter(
        erased_at=None, takes_place_on__lt=today - dt.timedelta(days=1)
    ).order_by("pk")
    erased = 0
    for event in past:
        if event.takes_place_on + dt.timedelta(days=event.kept_days) >= today:
            continue
        with transaction.atomic():
            found = SpeedDating.objects.select_for_update().get(pk=event.pk)
            people = found.guests.count()
            talks = SpeedDatingTalk.objects.filter(table__event=found).count()
            found.guests.all().delete()
            SpeedDating.objects.filter(pk=found.pk, erased_at=None).update(
                erased_at=now, people_counted=people, talks_counted=talks
            )
            erased += people
    return erased
