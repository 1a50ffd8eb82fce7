"""One says yes and has the place; everybody else is told so."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from engagement.models import Engagement
from opportunities.applications import services
from opportunities.applications.errors import ApplicationError
from opportunities.cover.asking import ask_for_cover
from opportunities.cover.services import allow_cover, refuse_cover, step_in
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import (
    Application,
    Booking,
    CoverCall,
    CoverRefusal,
    CoverRequest,
    OpportunityDate,
    OpportunityPage,
)
from tests.factories import ApplicationFactory, UserFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def requests(accepted, helpers):
    """Three people are asked."""
    helpers(3)
    services.give_back_booking(booking=accepted.bookings.exclude(slot=None).get())
    ask_for_cover(timezone.now() + dt.timedelta(minutes=1))
    return list(CoverRequest.objects.order_by("pk"))


def answers():
    return list(CoverRequest.objects.order_by("pk").values_list("answer", flat=True))


def holders(date):
    held = Booking.objects.filter(slot=date.key, state=BookingState.HELD)
    return list(held.values_list("application__volunteer", flat=True))


def test_the_first_yes_has_the_place_and_the_second_is_too_late(
    requests, offer, date, member, written
):
    first, second, _third = requests
    before = len(written())
    for _press in range(2):
        step_in(request=first)
    step_in(request=second)
    assert answers() == ["yes", "too_late", "open"]
    assert holders(date) == [first.volunteer_id]
    application = Application.objects.get(opportunity=offer, volunteer=first.volunteer)
    assert application.state == ApplicationState.ACCEPTED
    assert Engagement.objects.filter(source=f"application:{application.pk}").exists()
    assert CoverCall.objects.get().ended_at
    assert sorted(written(before)) == sorted(
        [
            (first.volunteer.email, "Sie sind dabei: „Sommerfest“"),
            (member.email, "Jemand springt ein: „Sommerfest“"),
        ]
    )


def test_whoever_is_in_already_gets_one_more_date(requests, offer, date, written):
    request = requests[0]
    other = OpportunityDate.objects.create(
        opportunity=offer, takes_place_on=timezone.localdate() + dt.timedelta(days=30)
    )
    running = ApplicationFactory(
        opportunity=offer,
        volunteer=request.volunteer,
        dates=[other.key],
        state=ApplicationState.ACCEPTED,
    )
    before = len(written())
    step_in(request=request)
    assert running.bookings.filter(state=BookingState.HELD, slot__isnull=False).count() == 2
    assert written(before)[0] == (
        request.volunteer.email,
        "Danke, dass Sie einspringen: „Sommerfest“",
    )
    assert len(written(before)) == 2


def test_whoever_has_applied_meanwhile_is_accepted_with_it(requests, offer, date):
    request = requests[0]
    other = OpportunityDate.objects.create(
        opportunity=offer, takes_place_on=timezone.localdate() + dt.timedelta(days=30)
    )
    running = ApplicationFactory(opportunity=offer, volunteer=request.volunteer, dates=[other.key])
    step_in(request=request)
    running.refresh_from_db()
    assert running.state == ApplicationState.ACCEPTED


def test_whoever_waits_meanwhile_or_brings_a_group_can_not_and_nothing_changes(
    requests, offer, date
):
    request = requests[0]
    ApplicationFactory(opportunity=offer, volunteer=request.volunteer, people=5)
    with pytest.raises(ApplicationError):
        step_in(request=request)
    assert answers() == ["open", "open", "open"]
    assert holders(date) == []


def test_for_a_group_as_many_are_looked_for_as_are_missing(offer, date, helpers):
    OpportunityDate.objects.filter(pk=date.pk).update(places=2)
    helpers(8)
    group = ApplicationFactory(
        opportunity=offer, dates=[date.key], people=2, state=ApplicationState.ACCEPTED
    )
    services.withdraw(application=group)
    assert ask_for_cover(timezone.now() + dt.timedelta(minutes=1)) == 6
    one, two, three, *_others = CoverRequest.objects.order_by("pk")
    for request in (one, two, three):
        step_in(request=request)
    assert answers()[:3] == ["yes", "yes", "too_late"]


def test_where_any_number_may_come_still_only_one_is_looked_for(offer, date, helpers):
    OpportunityDate.objects.filter(pk=date.pk).update(places=None)
    helpers(2)
    away = ApplicationFactory(opportunity=offer, dates=[date.key], state=ApplicationState.ACCEPTED)
    services.withdraw(application=away)
    ask_for_cover(timezone.now() + dt.timedelta(minutes=1))
    for request in CoverRequest.objects.order_by("pk"):
        step_in(request=request)
    assert answers() == ["yes", "too_late"]


def test_who_was_too_late_for_one_place_has_the_other_of_the_same_date(
    accepted, offer, date, requests, helpers
):
    OpportunityDate.objects.filter(pk=date.pk).update(places=2)
    second = ApplicationFactory(
        opportunity=offer, dates=[date.key], state=ApplicationState.ACCEPTED
    )
    step_in(request=requests[0])
    services.withdraw(application=second)
    step_in(request=requests[1])
    assert answers() == ["yes", "yes", "open"]


def test_refusing_says_no_to_what_is_open_and_lasts_until_it_is_taken_back(requests):
    volunteer = requests[0].volunteer
    for _press in range(2):
        refuse_cover(volunteer=volunteer)
    assert answers() == ["no", "open", "open"]
    allow_cover(volunteer=volunteer)
    assert not CoverRefusal.objects.exists()


class TestByMail:
    """What somebody does who opens the link of the mail."""

    @pytest.fixture
    def page(self, client, requests):
        """The address of the first one's page, opened in this browser."""
        from post_office.models import Email

        mail = Email.objects.filter(to=requests[0].volunteer.email).latest("pk")
        link = next(line for line in mail.message.splitlines() if "/l/" in line)
        response = client.get(link.strip())
        assert response.status_code == 302
        return response["Location"]

    def test_opening_changes_nothing_and_the_button_takes_the_place(
        self, client, page, date, requests
    ):
        response = client.get(page)
        assert response.context["standing"] == "asked"
        assert answers() == ["open", "open", "open"]
        assert client.post(page, {"antwort": "ja"}).status_code == 302
        assert client.get(page).context["standing"] == "in"
        assert holders(date) == [requests[0].volunteer_id]

    def test_a_no_may_become_a_yes_as_long_as_the_place_is_free(self, client, page):
        client.post(page, {"antwort": "nein"})
        assert answers()[0] == "no"
        assert client.get(page).context["standing"] == "asked"
        client.post(page, {"antwort": "ja"})
        assert answers()[0] == "yes"

    def test_who_comes_too_late_is_thanked(self, client, page, requests):
        step_in(request=requests[1])
        response = client.get(page)
        assert response.context["standing"] == "gone"
        assert "Dieser Platz ist vergeben. Danke!" in response.content.decode()
        client.post(page, {"antwort": "ja"})
        assert answers()[0] == "too_late"

    def test_never_again_by_one_button(self, client, page, requests):
        client.post(page, {"antwort": "nie"})
        assert CoverRefusal.objects.get().volunteer == requests[0].volunteer
        assert client.get(page).context["refuses"] is True
        client.post(page, {"antwort": "wieder"})
        assert not CoverRefusal.objects.exists()

    def test_what_can_not_be_is_told(self, client, page, requests, offer):
        ApplicationFactory(opportunity=offer, volunteer=requests[0].volunteer, people=5)
        response = client.post(page, {"antwort": "ja"}, follow=True)
        assert "Sie haben sich hier schon" in response.content.decode()

    def test_nobody_else_gets_there(self, page):
        from django.test import Client

        assert Client().get(page).status_code == 404


def test_one_may_say_so_beforehand_on_the_own_application(client, accepted):
    user = UserFactory()
    accepted.volunteer.user = user
    accepted.volunteer.save()
    client.force_login(user, backend=BACKEND)
    address = reverse("applications:page", args=[accepted.pk])
    assert "Für andere einspringen" in client.get(address).content.decode()
    choose = reverse("applications:choose_cover", args=[accepted.pk])
    assert client.post(choose, {"antwort": "nie"}).status_code == 302
    assert CoverRefusal.objects.get().volunteer == accepted.volunteer
    client.post(choose, {"antwort": "wieder"})
    assert not CoverRefusal.objects.exists()


class TestAtTheDesk:
    def test_the_desk_sees_how_many_were_asked_and_who_steps_in(
        self, client, member, requests, organisation
    ):
        client.force_login(member, backend=BACKEND)
        call = CoverCall.objects.get()
        address = reverse("cover:calls", args=[call.booking.application.organisation_id])
        text = client.get(address).content.decode()
        assert "Gefragt: 3 Personen." in text
        assert "3 haben noch nicht geantwortet." in text
        assert not any(request.volunteer.name in text for request in requests)
        step_in(request=requests[1])
        assert f"{requests[1].volunteer.name} springt ein." in client.get(address).content.decode()

    def test_the_desk_stops_it(self, client, member, requests):
        client.force_login(member, backend=BACKEND)
        call = CoverCall.objects.get()
        organisation = call.booking.application.organisation_id
        for _press in range(2):
            response = client.post(reverse("cover:stop", args=[organisation, call.pk]))
            assert response.status_code == 302
        step_in(request=requests[0])
        assert answers()[0] == "too_late"

    def test_what_nobody_covers_is_a_task(self, client, member, accepted, organisation):
        services.withdraw(application=accepted)
        ask_for_cover(timezone.now() + dt.timedelta(minutes=1))
        client.force_login(member, backend=BACKEND)
        desk = client.get(reverse("desk:home", args=[accepted.organisation_id]))
        assert "Termin ohne Vertretung" in desk.content.decode()

    def test_the_same_number_of_queries_for_one_and_many(
        self, client, member, requests, accepted, django_assert_num_queries
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client.force_login(member, backend=BACKEND)
        address = reverse("cover:calls", args=[accepted.organisation_id])
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        offer = OpportunityPage.objects.get(pk=accepted.opportunity_id)
        for _number in range(3):
            other = ApplicationFactory(opportunity=offer, state=ApplicationState.ACCEPTED)
            booking = Booking.objects.create(
                application=other,
                slot=offer.dates.get().key,
                takes_place_on=offer.dates.get().takes_place_on,
                state=BookingState.GIVEN_BACK,
            )
            CoverCall.objects.create(opportunity=offer, booking=booking)
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few)
