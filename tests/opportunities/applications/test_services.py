"""Applying, waiting, taking and giving back: what becomes of the places and of the people."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Volunteer
from core.models import Requirement
from engagement.models import BackgroundCheck, Engagement
from opportunities.applications import due, places, services
from opportunities.applications.errors import ApplicationError
from opportunities.enums import ApplicationState, BookingState, OpportunityState, Party
from opportunities.models import Application, HeldPlace, Intake, OpportunityPage
from tests.factories import ApplicationFactory, UserFactory, VolunteerFactory

Code = ApplicationError.Code
BORN_YOUNG = dt.date(timezone.localdate().year - 14, 1, 1)


def apply(offer, **more):
    facts = {"name": "Erika Muster", "email": "erika@example.org", **more}
    return services.apply(opportunity=OpportunityPage.objects.get(pk=offer.pk), **facts)


def refused(code, offer, **more):
    with pytest.raises(ApplicationError) as caught:
        apply(offer, **more)
    assert caught.value.code == code


def fresh(offer):
    return OpportunityPage.objects.get(pk=offer.pk)


def keys(offer):
    return [date.key for date in offer.dates.order_by("takes_place_on")]


def states(*applications):
    return [Application.objects.get(pk=one.pk).state for one in applications]


def dates_of(application):
    return [booking.state for booking in application.bookings.filter(slot__isnull=False)]


def test_only_what_is_confirmed_holds_a_place(offer):
    application = apply(offer)
    assert application.state == ApplicationState.UNCONFIRMED
    assert fresh(offer).places_held == 0
    services.confirm_application(application=application)
    assert application.state == ApplicationState.SENT
    assert fresh(offer).places_held == 1


def test_with_an_account_or_by_telephone_only_it_is_sent_at_once(offer):
    user = UserFactory(first_name="Kim", last_name="Muster")
    application = apply(offer, name="Kim Muster", email="", user=user)
    assert application.state == ApplicationState.SENT
    assert application.volunteer.user == user
    assert application.events.get().by == user
    assert apply(offer, name="Uli", email="", phone="02306 12345").state == ApplicationState.SENT


def test_what_an_offer_does_not_take(offer):
    refused(Code.UNREACHABLE, offer, email="")
    refused(Code.NO_GROUPS, offer, people=2)
    page = fresh(offer)
    page.suits_groups, page.smallest_group, page.largest_group = True, 3, 5
    page.save()
    refused(Code.GROUP_SIZE, offer, people=2)
    refused(Code.GROUP_SIZE, offer, people=6)
    refused(Code.GROUP_SIZE, offer, people=3)  # only two places in all
    page.minimum_age = 16
    page.save()
    refused(Code.TOO_YOUNG, offer, born_on=BORN_YOUNG)
    page.takes_applications = False
    page.save()
    refused(Code.NOT_OPEN, offer)
    page.takes_applications = True
    page.save()
    Intake.objects.filter(opportunity=page).update(paused_at=timezone.now())
    page.save()
    refused(Code.NOT_OPEN, offer)
    assert not Application.objects.exists()


def test_one_person_can_wait_though_all_places_were_found_elsewhere(offer):
    page = fresh(offer)
    page.places_taken = 2
    page.suits_groups = True
    page.save()
    waiting = apply(offer)
    services.confirm_application(application=waiting)
    assert states(waiting) == [ApplicationState.WAITING]
    refused(Code.GROUP_SIZE, offer, name="Kim", email="kim@example.org", people=2)
    page.places_taken = 1
    page.save()
    due.offer_everywhere(timezone.now())
    assert waiting.bookings.get().state == BookingState.OFFERED


def test_dates_must_be_of_this_offer_and_to_come(offer, dated):
    refused(Code.DATE_GONE, offer, dates=[keys(dated)[0]])
    date = dated.dates.first()
    date.takes_place_on = timezone.localdate() - dt.timedelta(days=1)
    date.save()
    refused(Code.DATE_GONE, dated, dates=[date.key])


def test_who_applies_twice_keeps_the_first(offer):
    first = apply(offer)
    services.confirm_application(application=first)
    again = apply(offer)
    assert services.confirm_application(application=again) == first
    assert list(Application.objects.all()) == [first]
    assert fresh(offer).places_held == 1
    user = UserFactory()
    apply(offer, name="Kim", email="", user=user)
    refused(Code.ALREADY_APPLIED, offer, name="Kim", email="", user=user)


def test_the_next_is_asked_takes_the_place_or_leaves_it(offer):
    first, second, third, fourth, fifth = (ApplicationFactory(opportunity=offer) for _ in range(5))
    assert states(first, second, third, fourth) == ["sent", "sent", "waiting", "waiting"]
    services.withdraw(application=first)
    booking = third.bookings.get()
    assert booking.state == BookingState.OFFERED
    assert booking.offered_until > timezone.now() + dt.timedelta(hours=47)
    assert fresh(offer).places_held == 2  # kept for the one who was asked
    services.answer_offer(booking=booking, accepted=False)
    assert states(third) == ["withdrawn"]
    booking = fourth.bookings.get()
    for _click in range(2):
        services.answer_offer(booking=booking, accepted=True)
    assert states(fourth, fifth) == ["sent", "waiting"]
    assert fourth.events.count() == 1
    with pytest.raises(ApplicationError):
        services.answer_offer(booking=fifth.bookings.get(), accepted=True)


def test_an_offered_place_lapses_and_goes_to_the_next(offer):
    first, _second, third, fourth = (ApplicationFactory(opportunity=offer) for _ in range(4))
    services.withdraw(application=first)
    late = third.bookings.get().offered_until
    due.do_what_is_due(late - dt.timedelta(minutes=1))
    assert states(third) == ["waiting"]
    for _minute in range(2):
        due.do_what_is_due(late)
    assert states(third, fourth) == ["withdrawn", "waiting"]
    assert third.bookings.get().state == BookingState.LAPSED
    assert third.events.get().party == Party.CLOCK
    assert fourth.bookings.get().state == BookingState.OFFERED
    with pytest.raises(ApplicationError) as caught:
        services.answer_offer(booking=third.bookings.get(), accepted=True)
    assert caught.value.code == Code.NO_OFFER


def test_more_places_promote_and_fewer_take_nothing_away(offer):
    first, second, third = (ApplicationFactory(opportunity=offer) for _ in range(3))
    page = fresh(offer)
    page.places_wanted = 1
    page.save_revision().publish()
    assert states(first, second, third) == ["sent", "sent", "waiting"]
    assert fresh(offer).places_left == 0
    page = fresh(offer)
    page.places_wanted = 3
    page.save_revision().publish()
    assert third.bookings.get().state == BookingState.OFFERED


def test_a_group_waits_for_room_for_all_and_lets_others_pass(offer):
    OpportunityPage.objects.filter(pk=offer.pk).update(suits_groups=True, places_wanted=4)
    first, second = (ApplicationFactory(opportunity=offer, people=2) for _ in range(2))
    group = ApplicationFactory(opportunity=offer, people=3)
    single = ApplicationFactory(opportunity=offer)
    assert states(group, single) == ["waiting", "waiting"]
    services.withdraw(application=first)  # two are free: not enough for three
    assert group.bookings.get().state == BookingState.WAITING
    assert single.bookings.get().state == BookingState.OFFERED
    services.answer_offer(booking=single.bookings.get(), accepted=True)
    services.withdraw(application=second)
    assert group.bookings.get().state == BookingState.OFFERED
    assert group.bookings.get().places.count() == 3
    assert sorted(HeldPlace.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_full_dates_are_waited_for_one_by_one(dated):
    one, two, three = keys(dated)
    first = ApplicationFactory(opportunity=dated, dates=[one])
    both = ApplicationFactory(opportunity=dated, dates=[one, two])
    only = ApplicationFactory(opportunity=dated, dates=[one])
    assert states(first, both, only) == ["sent", "sent", "waiting"]
    assert dates_of(both) == ["waiting", "held"]
    services.withdraw(application=first)
    # Whoever came earlier is asked first, though they have a place on another date already.
    assert dates_of(both) == ["offered", "held"]
    services.answer_offer(booking=both.bookings.get(slot=one), accepted=False)
    assert dates_of(both) == ["given_back", "held"]
    assert states(both) == ["sent"]
    assert dates_of(only) == ["offered"]
    services.answer_offer(booking=only.bookings.get(slot=None), accepted=True)
    assert states(only) == ["sent"]
    assert dates_of(only) == ["held"]
    services.choose_dates(application=only, dates=[one, three])
    assert dates_of(only) == ["held", "held"]
    services.choose_dates(application=only, dates=[three])
    assert dates_of(only) == ["given_back", "held"]
    services.choose_dates(application=only, dates=[one, three])
    assert dates_of(only) == ["held", "held"]


def test_who_waits_for_a_full_date_and_chooses_another_need_not_wait(dated):
    one, two, _three = keys(dated)
    ApplicationFactory(opportunity=dated, dates=[one])
    waiting = ApplicationFactory(opportunity=dated, dates=[one])
    services.choose_dates(application=waiting, dates=[one, two])
    assert states(waiting) == ["sent"]
    assert dates_of(waiting) == ["waiting", "held"]
    services.give_back_booking(booking=waiting.bookings.get(slot=two))
    assert states(waiting) == ["waiting"]
    assert dates_of(waiting) == ["waiting", "given_back"]
    assert fresh(dated).places_held == 1
    services.give_back_booking(booking=waiting.bookings.get(slot=one))
    assert states(waiting) == ["withdrawn"]


def test_an_offer_is_full_when_all_its_dates_are(dated):
    one, two, three = keys(dated)
    dated.dates.filter(key=three).update(places=1)
    ApplicationFactory(opportunity=dated, dates=[one, two, three])
    assert fresh(dated).state() == OpportunityState.OPEN
    last = ApplicationFactory(opportunity=dated, dates=[two])
    assert fresh(dated).state() == OpportunityState.FULL
    assert dated not in OpportunityPage.objects.wanting_people()
    services.withdraw(application=last)
    assert fresh(dated).state() == OpportunityState.OPEN


def test_when_only_full_dates_are_left_the_clock_calls_it_full(dated):
    one, two, three = keys(dated)
    ApplicationFactory(opportunity=dated, dates=[one])
    dated.dates.filter(key__in=[two, three]).update(
        takes_place_on=timezone.localdate() - dt.timedelta(days=1)
    )
    assert fresh(dated).state() == OpportunityState.OPEN
    due.correct_full_dates(timezone.now())
    assert fresh(dated).state() == OpportunityState.FULL


def test_minors_are_sent_when_a_parent_agrees(offer):
    refused(Code.NO_GUARDIAN, offer, born_on=BORN_YOUNG)
    parent = {"guardian_name": "Alex Muster", "guardian_email": "alex@example.org"}
    application = apply(offer, born_on=BORN_YOUNG, **parent)
    services.confirm_application(application=application)
    assert application.state == ApplicationState.CONSENT
    assert fresh(offer).places_held == 0
    for _click in range(2):
        services.give_consent(application=application)
    assert application.state == ApplicationState.SENT
    assert application.guardian_agreed_at
    assert [event.party for event in application.events.all()] == ["applicant", "guardian"]


def test_the_towns_rule_decides_who_is_a_minor(offer, luenen):
    luenen.municipality.consent_age = 14
    luenen.municipality.save()
    application = apply(offer, born_on=BORN_YOUNG, guardian_name="A", guardian_email="a@b.de")
    assert application.guardian_email == ""  # not needed, so not kept
    services.confirm_application(application=application)
    assert application.state == ApplicationState.SENT


def test_a_parents_no_erases_everything(offer):
    parent = {"guardian_name": "Alex Muster", "guardian_email": "alex@example.org"}
    application = apply(offer, born_on=BORN_YOUNG, **parent)
    services.confirm_application(application=application)
    services.refuse_consent(application=application)
    assert not Application.objects.exists()
    assert not Volunteer.objects.exists()


def test_what_nobody_confirms_is_erased_after_14_days(offer):
    old, new, known = apply(offer), apply(offer, name="Neu"), apply(offer, name="Bekannt")
    ApplicationFactory(opportunity=offer, volunteer=known.volunteer)
    long_ago = timezone.now() - dt.timedelta(days=14, minutes=1)
    Application.objects.filter(pk__in=[old.pk, known.pk]).update(created_at=long_ago)
    due.do_what_is_due(timezone.now())
    assert not Application.objects.filter(pk__in=[old.pk, known.pk]).exists()
    assert not Volunteer.objects.filter(pk=old.volunteer_id).exists()
    assert Volunteer.objects.filter(pk=known.volunteer_id).exists()
    assert Application.objects.filter(pk=new.pk).exists()


def test_accepting_begins_the_engagement_once(offer):
    application = ApplicationFactory(opportunity=offer)
    for _click in range(2):
        services.move_application(
            application=application, to=ApplicationState.ACCEPTED, party=Party.ORGANISATION
        )
    engagement = Engagement.objects.get()
    assert engagement.volunteer == application.volunteer
    assert engagement.role == offer.title


@pytest.mark.parametrize("who", ["organisation", "offer"])
def test_nobody_begins_without_the_certificate_that_is_asked_for(offer, who):
    application = ApplicationFactory(opportunity=offer)
    if who == "organisation":
        application.organisation.needs_background_check = True
        application.organisation.save()
    else:
        page = fresh(offer)
        page.requirements = list(
            Requirement.objects.filter(kind=Requirement.Kind.BACKGROUND_CHECK)[:1]
        )
        page.save()

    def accept():
        services.move_application(
            application=application, to=ApplicationState.ACCEPTED, party=Party.ORGANISATION
        )

    with pytest.raises(ApplicationError) as caught:
        accept()
    assert caught.value.code == Code.NO_CHECK
    assert not Engagement.objects.exists()
    today = timezone.localdate()
    BackgroundCheck.objects.create(
        volunteer=application.volunteer,
        organisation=application.organisation,
        state="seen",
        seen_on=today,
        issued_on=today,
        renew_by=today + dt.timedelta(days=1000),
    )
    accept()
    assert states(application) == ["accepted"]


def test_time_ends_what_is_over(dated, offer):
    one, two, _three = keys(dated)
    helped = ApplicationFactory(opportunity=dated, dates=[one], state=ApplicationState.ACCEPTED)
    comes_again = ApplicationFactory(
        opportunity=dated, dates=[two], state=ApplicationState.ACCEPTED
    )
    regular = ApplicationFactory(opportunity=offer, state=ApplicationState.ACCEPTED)
    ApplicationFactory(opportunity=offer)
    waiting = ApplicationFactory(opportunity=offer)
    now = timezone.now() + dt.timedelta(days=10)
    page = fresh(offer)
    page.closes_on = timezone.localdate(now) - dt.timedelta(days=1)
    page.save()
    due.end_what_is_over(now)
    assert states(helped, comes_again, regular) == ["done", "accepted", "accepted"]
    assert states(waiting) == ["declined"]
    # What was stays, for the hours.
    assert dates_of(helped) == ["held"]


def test_what_was_agreed_for_dates_is_over_with_the_last_of_them(dated, offer):
    one, two, _three = keys(dated)
    helped = ApplicationFactory(opportunity=dated, dates=[one, two], state=ApplicationState.SEEN)
    regular = ApplicationFactory(opportunity=offer, state=ApplicationState.SEEN)
    for application in (helped, regular):
        services.move_application(
            application=application, to=ApplicationState.ACCEPTED, party=Party.ORGANISATION
        )
    due.end_what_is_over(timezone.now() + dt.timedelta(days=10))
    assert Engagement.objects.get(source=f"application:{helped.pk}").until is None
    due.end_what_is_over(timezone.now() + dt.timedelta(days=20))
    assert states(helped, regular) == ["done", "accepted"]
    last = timezone.localdate() + dt.timedelta(days=14)
    assert Engagement.objects.get(source=f"application:{helped.pk}").until == last
    assert Engagement.objects.get(source=f"application:{regular.pk}").until is None


def test_a_deleted_offer_leaves_its_applications(offer):
    application = ApplicationFactory(opportunity=offer)
    offer.delete()
    application.refresh_from_db()
    services.withdraw(application=application)
    assert states(application) == ["withdrawn"]
    assert not HeldPlace.objects.exists()


def test_whoever_waits_is_not_overtaken(offer):
    for _ in range(2):
        ApplicationFactory(opportunity=offer)
    waiting = ApplicationFactory(opportunity=offer)
    # As when more places come without anybody having been asked yet.
    OpportunityPage.objects.filter(pk=offer.pk).update(places_wanted=3)
    newcomer = apply(offer, name="Später")
    services.confirm_application(application=newcomer)
    assert waiting.bookings.get().state == BookingState.OFFERED
    assert states(newcomer) == ["waiting"]
    assert places.room_of(offer).left == 0


def test_a_person_without_address_is_asked_by_the_organisation(offer):
    first, _second = (ApplicationFactory(opportunity=offer) for _ in range(2))
    caller = ApplicationFactory(
        opportunity=offer, volunteer=VolunteerFactory(email="", phone="02306 1234")
    )
    services.withdraw(application=first)
    services.answer_offer(
        booking=caller.bookings.get(), accepted=True, party=Party.ORGANISATION, by=UserFactory()
    )
    assert states(caller) == ["sent"]
    assert caller.events.get().party == Party.ORGANISATION
