"""Who is asked to step in, when, and in which order."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from core.models import Requirement
from opportunities.applications import services
from opportunities.applications.places import room_of
from opportunities.cover.asking import ask_for_cover, time_to_answer
from opportunities.cover.fitting import may_be_asked, who_fits
from opportunities.cover.services import refuse_cover, say_no, step_in, stop_call
from opportunities.enums import ApplicationState, BookingState, Party
from opportunities.models import (
    Application,
    Booking,
    CoverCall,
    CoverRequest,
    OpportunityDate,
    OpportunityPage,
)
from tests.engagement.factories import BackgroundCheckFactory
from tests.factories import (
    ApplicationFactory,
    OpportunityPageFactory,
    OrganisationPageFactory,
    VolunteerFactory,
)

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    """The clock's next minute."""
    return timezone.now() + dt.timedelta(minutes=1)


def give_back(application):
    services.give_back_booking(booking=application.bookings.exclude(slot=None).get())


def asked():
    """Names of whoever was asked, in order."""
    return list(CoverRequest.objects.values_list("volunteer__name", flat=True))


def names(people):
    return [volunteer.name for volunteer in people]


def test_a_few_are_asked_then_the_next_and_in_the_end_the_organisation_is_told(
    accepted, helpers, member, now, written
):
    people = helpers(4)
    give_back(accepted)
    before = len(written())
    assert ask_for_cover(now) == 3
    assert asked() == names(people[:3])
    assert written(before) == [
        (volunteer.email, "Können Sie einspringen? „Sommerfest“") for volunteer in people[:3]
    ]
    assert ask_for_cover(now) == 0  # another clock
    assert ask_for_cover(now + 17 * HOUR) == 0
    assert ask_for_cover(now + 21 * HOUR) == 1  # a twelfth of the ten days is over
    assert ask_for_cover(now + 3 * DAY) == 0
    assert written(before + 4) == [(member.email, "Noch springt niemand ein: „Sommerfest“")]
    ask_for_cover(now + 4 * DAY)
    assert len(written(before + 4)) == 1


def test_after_three_times_no_nobody_waits_for_time_to_pass(accepted, helpers, now):
    helpers(4)
    give_back(accepted)
    ask_for_cover(now)
    for request in CoverRequest.objects.all():
        assert ask_for_cover(now + HOUR) == 0
        say_no(request=request)
    assert ask_for_cover(now + HOUR) == 1


def test_the_time_to_answer_gets_shorter_as_the_date_comes_near():
    assert time_to_answer(60 * DAY) == DAY
    assert time_to_answer(DAY) == 2 * HOUR
    assert time_to_answer(2 * HOUR) == HOUR / 2


def test_without_the_organisations_wish_or_before_it_counts_on_somebody_nobody_is_asked(
    offer, date, helpers, now
):
    helpers(1)
    give_back(ApplicationFactory(opportunity=offer, dates=[date.key]))  # sent, not accepted
    assert ask_for_cover(now) == 0
    OpportunityPage.objects.filter(pk=offer.pk).update(calls_for_cover=False)
    give_back(
        ApplicationFactory(opportunity=offer, dates=[date.key], state=ApplicationState.ACCEPTED)
    )
    assert not CoverCall.objects.exists()


@pytest.mark.parametrize("way", ["withdraw", "decline", "choose"])
def test_whichever_way_the_place_is_freed_others_are_asked(accepted, offer, helpers, now, way):
    helpers(1)
    if way == "withdraw":
        services.withdraw(application=accepted)
    elif way == "decline":
        services.move_application(
            application=accepted, to=ApplicationState.DECLINED, party=Party.ORGANISATION
        )
    else:
        other = OpportunityDate.objects.create(
            opportunity=offer, takes_place_on=timezone.localdate() + dt.timedelta(days=20)
        )
        services.choose_dates(application=accepted, dates=[other.key])
    assert ask_for_cover(now) == 1


def test_the_waiting_list_comes_first(accepted, offer, date, helpers, now):
    helpers(1)
    waiting = ApplicationFactory(opportunity=offer, dates=[date.key])
    assert waiting.state == ApplicationState.WAITING
    give_back(accepted)
    offered = waiting.bookings.get(slot=date.key)
    assert offered.state == BookingState.OFFERED
    assert ask_for_cover(now) == 0
    services.answer_offer(booking=offered, accepted=False)
    assert ask_for_cover(now) == 1


def test_it_ends_when_the_waiting_list_has_it(accepted, offer, date, helpers, now):
    helpers(1)
    waiting = ApplicationFactory(opportunity=offer, dates=[date.key])
    give_back(accepted)
    services.answer_offer(booking=waiting.bookings.get(slot=date.key), accepted=True)
    assert ask_for_cover(now) == 0
    assert CoverCall.objects.get().ended_at


def test_it_ends_with_the_date_and_when_whoever_gave_it_back_takes_it_again(
    accepted, offer, date, helpers, now
):
    helpers(1)
    other = OpportunityDate.objects.create(
        opportunity=offer, takes_place_on=timezone.localdate() + dt.timedelta(days=20)
    )
    services.choose_dates(application=accepted, dates=[other.key])
    call = CoverCall.objects.get()
    services.choose_dates(application=accepted, dates=[date.key, other.key])
    assert ask_for_cover(now) == 0
    call.refresh_from_db()
    assert call.ended_at
    services.choose_dates(application=accepted, dates=[other.key])
    call.refresh_from_db()
    assert call.ended_at is None
    assert ask_for_cover(now + 11 * DAY) == 0
    call.refresh_from_db()
    assert call.ended_at


def test_nobody_is_asked_in_the_last_hour_or_when_the_organisation_has_stopped_it(
    accepted, date, helpers, now
):
    helpers(1)
    give_back(accepted)
    begins = timezone.make_aware(dt.datetime.combine(date.takes_place_on, date.starts_at))
    assert ask_for_cover(begins - HOUR / 2) == 0
    call = CoverCall.objects.get()
    assert call.ended_at is None
    stop_call(call=call)
    assert ask_for_cover(now) == 0


def test_least_recently_asked_first_and_no_more_often_than_allowed(
    accepted, helpers, now, settings
):
    settings.COVER_REQUESTS_A_MONTH = 2
    often, lately, long_ago, never = helpers(4)

    def was_asked(volunteer, *days):
        for days_ago in days:
            booking = Booking.objects.create(
                application=accepted, slot=uuid.uuid4(), state=BookingState.GIVEN_BACK
            )
            old = CoverCall.objects.create(
                opportunity=accepted.opportunity, booking=booking, ended_at=now
            )
            CoverRequest.objects.create(
                call=old, volunteer=volunteer, created_at=now - days_ago * DAY
            )

    was_asked(often, 3, 4)
    was_asked(lately, 1)
    was_asked(long_ago, 31, 32, 33)
    booking = accepted.bookings.get(state=BookingState.HELD, slot__isnull=False)
    services.give_back_booking(booking=booking)
    call = CoverCall.objects.get(booking=booking)
    room = room_of(call.opportunity, now=now)
    assert list(who_fits(call, call.opportunity, room, now=now)) == [never, long_ago, lately]
    assert ask_for_cover(now) == 3
    assert may_be_asked(never.pk, now)
    assert not may_be_asked(often.pk, now)


class TestWhoIsNotAsked:
    """Each of them has helped before, and one thing speaks against it."""

    @pytest.fixture
    def helper(self, helpers):
        return helpers(1)[0]

    @pytest.fixture
    def nobody(self, accepted, now):
        def ask():
            give_back(accepted)
            assert ask_for_cover(now) == 0

        return ask

    def test_who_can_be_asked(self, accepted, helper, now):
        give_back(accepted)
        assert ask_for_cover(now) == 1

    def test_who_gave_the_place_back(self, nobody):
        nobody()

    def test_strangers(self, nobody, luenen):
        elsewhere = OpportunityPageFactory(parent=OrganisationPageFactory(parent=luenen.page))
        ApplicationFactory(opportunity=elsewhere, state=ApplicationState.DONE)
        VolunteerFactory()
        nobody()

    def test_whoever_was_never_accepted(self, nobody, earlier):
        for state in (ApplicationState.SENT, ApplicationState.DECLINED):
            ApplicationFactory(opportunity=earlier, state=state)
        nobody()

    def test_whoever_does_not_want_to_be_asked(self, nobody, helper):
        refuse_cover(volunteer=helper)
        nobody()

    def test_whoever_has_no_mailbox(self, nobody, helpers):
        helpers(1, email="", phone="02306 123456")
        nobody()

    @pytest.mark.parametrize(
        ("starts_at", "ends_at"), [(dt.time(12), dt.time(15)), (None, None)], ids=["part", "day"]
    )
    def test_whoever_has_promised_something_else(self, nobody, helper, date, starts_at, ends_at):
        other = OpportunityPageFactory(parent=date.opportunity.get_parent())
        slot = OpportunityDate.objects.create(
            opportunity=other,
            takes_place_on=date.takes_place_on,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        ApplicationFactory(opportunity=other, volunteer=helper, dates=[slot.key])
        nobody()

    def test_but_whoever_is_free_again_at_that_time(self, accepted, helper, date, now):
        other = OpportunityPageFactory(parent=date.opportunity.get_parent())
        slot = OpportunityDate.objects.create(
            opportunity=other,
            takes_place_on=date.takes_place_on,
            starts_at=date.ends_at,
            ends_at=dt.time(18),
        )
        ApplicationFactory(opportunity=other, volunteer=helper, dates=[slot.key])
        give_back(accepted)
        assert ask_for_cover(now) == 1

    def test_children(self, nobody, helper):
        helper.born_on = timezone.localdate() - 15 * 365 * DAY
        helper.save()
        nobody()

    def test_whoever_has_not_said_to_be_old_enough(self, nobody, helper, offer):
        OpportunityPage.objects.filter(pk=offer.pk).update(minimum_age=18)
        nobody()

    def test_whoever_has_shown_no_certificate_of_good_conduct(self, accepted, helper, offer, now):
        offer.requirements.add(Requirement.objects.get(kind=Requirement.Kind.BACKGROUND_CHECK))
        offer.save()
        give_back(accepted)
        assert ask_for_cover(now) == 0
        BackgroundCheckFactory(volunteer=helper, organisation=accepted.organisation)
        assert ask_for_cover(now) == 1

    def test_whoever_waits_for_this_offer_already(self, nobody, helper, offer):
        other = OpportunityDate.objects.create(
            opportunity=offer,
            takes_place_on=timezone.localdate() + dt.timedelta(days=20),
            places=0,
        )
        waiting = ApplicationFactory(opportunity=offer, volunteer=helper, dates=[other.key])
        assert waiting.state == ApplicationState.WAITING
        nobody()

    def test_whoever_has_said_no_to_this_date(self, accepted, helpers, helper, now):
        give_back(accepted)
        ask_for_cover(now)
        say_no(request=CoverRequest.objects.get())
        other = helpers(1)[0]
        ask_for_cover(now)
        step_in(request=CoverRequest.objects.get(volunteer=other))
        give_back(Application.objects.get(volunteer=other, opportunity=accepted.opportunity))
        assert ask_for_cover(now) == 0

    def test_new_people_where_the_offer_as_a_whole_is_full(self, accepted, helper, offer, now):
        OpportunityPage.objects.filter(pk=offer.pk).update(places_wanted=1)
        other = OpportunityDate.objects.create(
            opportunity=offer, takes_place_on=timezone.localdate() + dt.timedelta(days=20)
        )
        services.choose_dates(application=accepted, dates=[other.key])
        assert ask_for_cover(now) == 0
