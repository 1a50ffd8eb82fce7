import datetime as dt
from decimal import Decimal

import pytest
from post_office.models import Email

from engagement.due import do_what_is_due
from engagement.enums import EngagementState, HoursState
from engagement.errors import EngagementError, HoursError
from engagement.models import Engagement, HoursEntry, Timer
from engagement.services import (
    add_person,
    ask_again,
    claim_engagement,
    confirm_engagement,
    decline_engagement,
    discard_timer,
    end_engagement,
    fill_weeks,
    name_organisation,
    plan_weeks,
    reopen_engagement,
    set_week_pattern,
    start_timer,
    stop_timer,
)
from organisations.enums import OrganisationState
from tests.engagement.factories import EngagementFactory, HoursEntryFactory, VolunteerFactory
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 5, 20)
NOW = dt.datetime(2026, 5, 20, 16, 0, tzinfo=dt.UTC)
SINCE_2009 = dt.date(2009, 3, 1)


def claim(**given) -> Engagement:
    given = {
        "volunteer": given.get("volunteer") or VolunteerFactory(),
        "organisation": given.get("organisation") or OrganisationFactory(),
        "role": "Kassenwart",
        "since": SINCE_2009,
        "today": TODAY,
        **given,
    }
    return claim_engagement(**given)


def test_an_organisation_with_a_desk_is_asked_there():
    member = MembershipFactory()
    engagement = claim(organisation=member.organisation)
    assert engagement.state == EngagementState.CLAIMED
    mail = Email.objects.get()
    assert mail.to == [member.user.email]
    assert f"/verein/{member.organisation.pk}/leute/{engagement.pk}/" in mail.message


def test_an_organisation_without_desk_is_asked_by_a_link():
    engagement = claim(
        organisation=name_organisation(name="Schachclub", email="Vor@Schach.example")
    )
    mail = Email.objects.get()
    assert mail.to == ["vor@schach.example"]
    assert "/l/" in mail.message
    assert engagement.organisation.page is None


def test_whoever_is_named_twice_is_one():
    first = name_organisation(name="Schachclub  Lünen", email="vor@schach.example")
    assert name_organisation(name="schachclub lünen", email="VOR@schach.example") == first
    assert name_organisation(name="Schachclub Lünen", email="x@schach.example") != first
    assert first.state == OrganisationState.KNOWN


def test_the_organisations_own_address_wins():
    organisation = OrganisationFactory(email="buero@verein.example")
    claim(organisation=organisation, contact_email="kumpel@example.org")
    assert Email.objects.get().to == ["buero@verein.example"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"since": dt.date(2026, 5, 21)}, EngagementError.Code.FUTURE),
        ({"since": dt.date(1920, 5, 21)}, EngagementError.Code.TOO_LONG_AGO),
    ],
)
def test_beginnings_that_can_not_be(given, code):
    with pytest.raises(EngagementError) as refused:
        claim(**given)
    assert refused.value.code == code


def test_nobody_confirms_their_own_engagement_by_mail():
    volunteer = VolunteerFactory(email="kim@example.org")
    for organisation, contact, code in (
        (OrganisationFactory(email=""), "Kim@example.org", EngagementError.Code.OWN_ADDRESS),
        (OrganisationFactory(email="KIM@example.org"), "", EngagementError.Code.OWN_ADDRESS),
        (OrganisationFactory(email=""), "", EngagementError.Code.NO_ADDRESS),
    ):
        with pytest.raises(EngagementError) as refused:
            claim(volunteer=volunteer, organisation=organisation, contact_email=contact)
        assert refused.value.code == code
    assert not Email.objects.exists()


def test_the_same_engagement_is_claimed_once():
    engagement = claim()
    with pytest.raises(EngagementError) as refused:
        claim(
            volunteer=engagement.volunteer,
            organisation=engagement.organisation,
            role="KASSENWART",
        )
    assert refused.value.code == EngagementError.Code.ALREADY_THERE


def test_merged_organisations_are_not_there_any_more():
    merged = OrganisationFactory(state=OrganisationState.MERGED, merged_into=OrganisationFactory())
    with pytest.raises(EngagementError) as refused:
        claim(organisation=merged)
    assert refused.value.code == EngagementError.Code.NOT_CURRENT


def test_nobody_writes_to_any_number_of_strangers():
    volunteer = VolunteerFactory()
    for number in range(8):
        claim(volunteer=volunteer, role=f"Rolle {number}")
    with pytest.raises(EngagementError) as refused:
        claim(volunteer=volunteer)
    assert refused.value.code == EngagementError.Code.TOO_MANY


def test_organisations_are_not_pressed():
    engagement = claim()
    with pytest.raises(EngagementError) as refused:
        ask_again(engagement=engagement)
    assert refused.value.code == EngagementError.Code.ASKED_LATELY


def test_confirming_puts_right_and_tells():
    engagement = claim()
    early = HoursEntryFactory(engagement=engagement, worked_on=dt.date(2009, 4, 1))
    late = HoursEntryFactory(engagement=engagement, worked_on=dt.date(2012, 4, 1))
    for _twice in range(2):
        engagement = confirm_engagement(
            engagement=engagement,
            email="vor@verein.example",
            role="Schatzmeister",
            since=dt.date(2011, 1, 1),
            today=TODAY,
        )
    assert (engagement.state, engagement.role) == (EngagementState.CONFIRMED, "Schatzmeister")
    assert engagement.confirmed_by_email == "vor@verein.example"
    states = dict(HoursEntry.objects.values_list("pk", "state"))
    assert states == {early.pk: HoursState.DISPUTED, late.pk: HoursState.OPEN}
    to_volunteer = [mail for mail in Email.objects.all() if engagement.volunteer.email in mail.to]
    assert len(to_volunteer) == 1


def test_declining_says_why():
    engagement = claim()
    with pytest.raises(EngagementError) as refused:
        decline_engagement(engagement=engagement, word=" ")
    assert refused.value.code == EngagementError.Code.WORD_MISSING
    entry = HoursEntryFactory(engagement=engagement, worked_on=dt.date(2010, 1, 1))
    decline_engagement(engagement=engagement, word="Wir kennen Sie nicht.", email="v@example.org")
    entry.refresh_from_db()
    assert entry.state == HoursState.DISPUTED
    assert "Wir kennen Sie nicht." in Email.objects.last().message


def test_what_is_confirmed_is_not_declined_afterwards():
    with pytest.raises(EngagementError) as refused:
        decline_engagement(engagement=EngagementFactory(), word="Doch nicht")
    assert refused.value.code == EngagementError.Code.ANSWERED


def test_own_engagements_are_confirmed_by_somebody_else():
    member = MembershipFactory()
    MembershipFactory(organisation=member.organisation)
    engagement = claim(
        volunteer=VolunteerFactory(user=member.user), organisation=member.organisation
    )
    with pytest.raises(EngagementError) as refused:
        confirm_engagement(engagement=engagement, by=member.user, today=TODAY)
    assert refused.value.code == EngagementError.Code.OWN


def test_ending_and_going_on():
    engagement = EngagementFactory()
    engagement = end_engagement(engagement=engagement, until=TODAY, today=TODAY)
    assert engagement.until == TODAY
    assert reopen_engagement(engagement=engagement).until is None


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (dt.date(2026, 5, 21), EngagementError.Code.ENDS_IN_FUTURE),
        (dt.date(2019, 5, 21), EngagementError.Code.ENDS_BEFORE_START),
        (dt.date(2026, 3, 3), EngagementError.Code.HOURS_LATER),
    ],
)
def test_ends_that_can_not_be(until, code):
    entry = HoursEntryFactory(worked_on=dt.date(2026, 3, 4))
    with pytest.raises(EngagementError) as refused:
        end_engagement(engagement=entry.engagement, until=until, today=TODAY)
    assert refused.value.code == code


def test_people_without_account_get_a_link_to_their_hours():
    volunteer = VolunteerFactory(user=None)
    facts = {
        "volunteer": volunteer,
        "organisation": OrganisationFactory(),
        "role": "Fahrer",
        "since": TODAY,
        "by": UserFactory(),
        "today": TODAY,
    }
    assert add_person(**facts) == add_person(**facts)
    mail = Email.objects.get()
    assert (mail.to, "/l/" in mail.message) == ([volunteer.email], True)


def test_the_clock_runs_on_the_server():
    engagement = EngagementFactory()
    start_timer(engagement=engagement, now=NOW)
    entry = stop_timer(engagement=engagement, now=NOW + dt.timedelta(hours=1, minutes=50))
    assert (entry.hours, entry.worked_on) == (Decimal("1.75"), TODAY)
    with pytest.raises(HoursError) as refused:
        stop_timer(engagement=engagement, now=NOW)
    assert refused.value.code == HoursError.Code.NO_TIMER
    assert HoursEntry.objects.count() == 1


def test_a_minute_is_a_quarter_of_an_hour():
    engagement = EngagementFactory()
    start_timer(engagement=engagement, now=NOW)
    assert stop_timer(engagement=engagement, now=NOW).hours == Decimal("0.25")


def test_nobody_is_in_two_places():
    engagement = EngagementFactory()
    start_timer(engagement=engagement, now=NOW)
    with pytest.raises(HoursError) as refused:
        start_timer(engagement=EngagementFactory(volunteer=engagement.volunteer), now=NOW)
    assert refused.value.code == HoursError.Code.TIMER_RUNS


def test_a_forgotten_clock_asks_and_reminds_once():
    engagement = EngagementFactory()
    start_timer(engagement=engagement, now=NOW)
    next_day = NOW + dt.timedelta(hours=15)
    for _twice in range(2):
        do_what_is_due(next_day)
    assert Email.objects.count() == 1
    with pytest.raises(HoursError) as refused:
        stop_timer(engagement=engagement, now=next_day)
    assert refused.value.code == HoursError.Code.FORGOTTEN
    assert Timer.objects.exists()
    entry = stop_timer(engagement=engagement, hours=Decimal(2), now=next_day)
    assert (entry.hours, entry.worked_on) == (Decimal(2), TODAY)


def test_a_clock_can_be_stopped_for_nothing():
    engagement = EngagementFactory()
    start_timer(engagement=engagement, now=NOW)
    discard_timer(engagement=engagement)
    assert not HoursEntry.objects.exists()


def test_weeks_are_filled_where_nothing_stands():
    engagement = EngagementFactory(since=dt.date(2026, 5, 5))
    set_week_pattern(engagement=engagement, hours={0: Decimal(2), 1: Decimal("1.5"), 2: Decimal(0)})
    HoursEntryFactory(engagement=engagement, worked_on=dt.date(2026, 5, 11))
    other = EngagementFactory(volunteer=engagement.volunteer)
    HoursEntryFactory(engagement=other, worked_on=dt.date(2026, 5, 12), hours=Decimal(23))
    span = {"starts_on": dt.date(2026, 5, 4), "ends_on": dt.date(2026, 5, 25), "today": TODAY}
    planned = plan_weeks(engagement=engagement, **span)
    assert [(one.day.day, bool(one.obstacle)) for one in planned] == [
        (4, True),  # before the beginning
        (5, False),
        (11, True),  # has an entry
        (12, True),  # the day would overflow
        (18, False),
        (19, False),
        (25, True),  # has not come yet
    ]
    entries = fill_weeks(engagement=engagement, **span)
    assert [entry.worked_on.day for entry in entries] == [5, 18, 19]
    assert fill_weeks(engagement=engagement, **span) == []


def test_more_than_a_year_is_too_much():
    with pytest.raises(HoursError) as refused:
        plan_weeks(engagement=EngagementFactory(), starts_on=dt.date(2025, 1, 1), ends_on=TODAY)
    assert refused.value.code == HoursError.Code.TOO_LONG
