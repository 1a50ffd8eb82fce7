import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from post_office.models import Email

from engagement.enums import HoursSource, HoursState
from engagement.errors import HoursError, TeamHoursError
from engagement.models import Engagement, HoursEntry
from engagement.services import (
    SeenHours,
    change_hours,
    confirm_hours,
    correct_hours,
    dispute_hours,
    record_team,
    withdraw_hours,
)
from tests.engagement.factories import EngagementFactory, HoursEntryFactory, VolunteerFactory
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 4)


def confirmed(**facts) -> HoursEntry:
    return HoursEntryFactory(state=HoursState.CONFIRMED, **facts)


def confirm(*entries: HoursEntry, **given):
    organisation = entries[0].engagement.organisation
    among = HoursEntry.objects.at_desk_of(organisation).waiting()
    seen = [SeenHours.of(entry) for entry in entries]
    return confirm_hours(**{"among": among, "seen": seen, "by": UserFactory(), **given})


def test_all_at_once():
    entry = HoursEntryFactory()
    other = HoursEntryFactory(engagement=entry.engagement, hours=Decimal("1.5"))
    done = confirm(entry, other)
    assert (done.number, done.hours, done.changed) == (2, Decimal("3.5"), 0)
    assert not HoursEntry.objects.exclude(state=HoursState.CONFIRMED).exists()
    assert HoursEntry.objects.filter(decided_by=None).count() == 0


def test_pressing_twice_confirms_once():
    entry = HoursEntryFactory()
    confirm(entry)
    decided_at = HoursEntry.objects.get().decided_at
    assert confirm(entry).number == 0
    assert HoursEntry.objects.get().decided_at == decided_at


def test_what_was_changed_meanwhile_is_not_confirmed():
    entry = HoursEntryFactory()
    seen = SeenHours.of(entry)
    change_hours(entry=entry, worked_on=DAY, hours=Decimal(9))
    done = confirm(entry, seen=[seen])
    assert (done.number, done.changed) == (0, 1)
    assert HoursEntry.objects.get().state == HoursState.OPEN


def test_only_hours_of_the_own_organisation_are_confirmed():
    own, foreign = HoursEntryFactory(), HoursEntryFactory()
    confirm(own, foreign)
    foreign.refresh_from_db()
    assert foreign.state == HoursState.OPEN


@pytest.mark.parametrize(
    "token",
    [
        "",
        "1",
        "1_2026-02-30_2.00",
        "x_2026-03-04_2.00",
        "1_2026-03-04_zwei",
        "²_2026-03-04_2.00",
        f"{'9' * 40}_2026-03-04_2.00",
    ],
)
def test_tokens_that_are_none(token):
    assert SeenHours.parse(token) is None


def test_a_token_comes_back_as_it_went():
    seen = SeenHours(17, DAY, Decimal("-1.50"))
    assert SeenHours.parse(seen.token) == seen


def test_a_dispute_says_why_and_is_mailed_once():
    entry = HoursEntryFactory()
    for _twice in range(2):
        dispute_hours(entry=entry, word="Am Mittwoch war zu.", by=UserFactory())
    entry.refresh_from_db()
    assert (entry.state, entry.answer) == (HoursState.DISPUTED, "Am Mittwoch war zu.")
    mail = Email.objects.get()
    assert mail.to == [entry.engagement.volunteer.email]
    assert "Am Mittwoch war zu." in mail.message


@pytest.mark.parametrize(
    ("state", "word", "code"),
    [
        (HoursState.CONFIRMED, "Nein", HoursError.Code.NOT_OPEN),
        (HoursState.OPEN, "  ", HoursError.Code.WORD_MISSING),
    ],
)
def test_disputes_that_can_not_be(state, word, code):
    with pytest.raises(HoursError) as refused:
        dispute_hours(entry=HoursEntryFactory(state=state), word=word, by=None)
    assert refused.value.code == code


def test_the_volunteer_answers_by_changing():
    entry = HoursEntryFactory(state=HoursState.DISPUTED, answer="Wirklich?")
    change_hours(entry=entry, worked_on=DAY, hours=Decimal(1), note="Nur aufgeräumt")
    entry.refresh_from_db()
    assert (entry.state, entry.answer, entry.hours) == (HoursState.OPEN, "", Decimal(1))


def test_the_volunteer_answers_by_taking_back():
    entry = HoursEntryFactory(state=HoursState.DISPUTED)
    withdraw_hours(entry=entry)
    withdraw_hours(entry=entry)
    entry.refresh_from_db()
    assert entry.state == HoursState.WITHDRAWN


@pytest.mark.parametrize(
    "act",
    [
        lambda entry: withdraw_hours(entry=entry),
        lambda entry: change_hours(entry=entry, worked_on=DAY, hours=Decimal(1)),
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: HoursEntry.objects.update(hours=1),
        lambda entry: HoursEntry.objects.all().delete(),
        lambda entry: HoursEntry.objects.bulk_update([entry], ["hours"]),
        lambda entry: entry.engagement.hours.update(state=HoursState.OPEN),
    ],
)
def test_confirmed_hours_are_never_changed(act):
    entry = confirmed()
    entry.hours = Decimal(7)
    with pytest.raises(HoursError) as refused, transaction.atomic():
        act(entry)
    assert refused.value.code == HoursError.Code.CONFIRMED
    kept = HoursEntry.objects.get()
    assert (kept.hours, kept.state) == (Decimal(2), HoursState.CONFIRMED)


def test_accounts_may_be_deleted_all_the_same():
    member = UserFactory()
    entry = confirmed(decided_by=member, entered_by=member)
    member.delete()
    entry.refresh_from_db()
    assert entry.decided_by is None


def test_a_correction_is_an_entry_of_its_own():
    entry = confirmed(hours=Decimal(4))
    correction = correct_hours(entry=entry, hours=Decimal("1.5"), note="vertippt")
    assert (correction.hours, correction.state) == (Decimal("-2.5"), HoursState.OPEN)
    assert (correction.corrects, correction.worked_on) == (entry, entry.worked_on)
    assert HoursEntry.objects.confirmed().total() == 4
    confirm(correction)
    assert HoursEntry.objects.confirmed().total() == Decimal("1.5")


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (Decimal(-1), HoursError.Code.BELOW_ZERO),
        (Decimal(4), HoursError.Code.NO_DIFFERENCE),
        (Decimal("24.5"), HoursError.Code.DAY_FULL),
    ],
)
def test_corrections_that_can_not_be(hours, code):
    with pytest.raises(HoursError) as refused:
        correct_hours(entry=confirmed(hours=Decimal(4)), hours=hours)
    assert refused.value.code == code


def test_one_correction_waits_at_a_time():
    entry = confirmed()
    correct_hours(entry=entry, hours=Decimal(1))
    with pytest.raises(HoursError) as refused:
        correct_hours(entry=entry, hours=Decimal(0))
    assert refused.value.code == HoursError.Code.CORRECTION_WAITS


def test_only_what_is_confirmed_is_corrected():
    for entry in (HoursEntryFactory(), correct_hours(entry=confirmed(), hours=Decimal(1))):
        with pytest.raises(HoursError) as refused:
            correct_hours(entry=entry, hours=Decimal(1))
        assert refused.value.code == HoursError.Code.NOT_CORRECTABLE


def test_a_correction_that_waits_makes_no_room_in_the_day():
    engagement = EngagementFactory()
    entry = confirmed(engagement=engagement, hours=Decimal(24))
    correct_hours(entry=entry, hours=Decimal(0))
    other = HoursEntryFactory(engagement=engagement, worked_on=dt.date(2026, 3, 5))
    with pytest.raises(HoursError) as refused:
        change_hours(entry=other, worked_on=entry.worked_on, hours=Decimal(1))
    assert refused.value.code == HoursError.Code.DAY_FULL


def team(*engagements: Engagement, by, hours=Decimal(3), worked_on=DAY):
    return record_team(
        among=Engagement.objects.filter(organisation=engagements[0].organisation),
        worked_on=worked_on,
        hours={one.pk: hours for one in engagements},
        by=by,
    )


def test_the_teams_list_confirms_at_once_and_once():
    organisation = OrganisationFactory()
    people = EngagementFactory.create_batch(3, organisation=organisation)
    member = MembershipFactory(organisation=organisation).user
    for _twice in range(2):
        entries = team(*people, by=member)
    assert len(entries) == 3
    assert (
        HoursEntry.objects.filter(
            state=HoursState.CONFIRMED, source=HoursSource.TEAM, decided_by=member
        ).count()
        == HoursEntry.objects.count()
        == 3
    )


def test_the_teams_list_is_recorded_as_a_whole_or_not_at_all():
    organisation = OrganisationFactory()
    good, late = EngagementFactory.create_batch(2, organisation=organisation)
    Engagement.objects.filter(pk=late.pk).update(since=dt.date(2026, 4, 1))
    with pytest.raises(TeamHoursError) as refused:
        team(good, late, by=UserFactory())
    assert list(refused.value.reasons) == [late.pk]
    assert HoursEntry.objects.count() == 0


def test_a_team_has_no_people_of_others():
    own, foreign = EngagementFactory(), EngagementFactory()
    assert [entry.engagement for entry in team(own, foreign, by=UserFactory())] == [own]


def test_own_hours_are_confirmed_by_somebody_else_if_there_is_anybody():
    organisation = OrganisationFactory()
    member = MembershipFactory(organisation=organisation).user
    engagement = EngagementFactory(
        organisation=organisation, volunteer=VolunteerFactory(user=member)
    )
    (alone,) = team(engagement, by=member)
    assert alone.state == HoursState.CONFIRMED
    MembershipFactory(organisation=organisation)
    (among_others,) = team(engagement, by=member, worked_on=dt.date(2026, 3, 5))
    assert among_others.state == HoursState.OPEN
