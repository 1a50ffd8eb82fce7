"""Dates that people have booked are not taken from them unseen, nor without a word."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from opportunities.desk.drafts import save_draft
from opportunities.desk.errors import OfferError
from opportunities.desk.gate import Outcome, submit_offer
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Booking, HeldPlace, OpportunityDate, OpportunityPage
from tests.factories import ApplicationFactory, OpportunityPageFactory, VolunteerFactory


@pytest.fixture
def offer(desk):
    """On line with two dates, in 7 and in 14 days; the organisation publishes at once."""
    desk.organisation.may_publish = True
    desk.organisation.save()
    page = OpportunityPageFactory(parent=desk.page, title="Sommerfest", city="Lünen")
    page.dates.set(
        OpportunityDate(
            takes_place_on=timezone.localdate() + dt.timedelta(days=days),
            starts_at=dt.time(9),
            ends_at=dt.time(13),
        )
        for days in (7, 14)
    )
    page.save_revision().publish()
    return OpportunityPage.objects.get(pk=page.pk)


@pytest.fixture
def booked(offer):
    """Erika has both dates, and somebody without e-mail the first."""
    slots = [date.key for date in offer.dates.order_by("takes_place_on")]
    erika = VolunteerFactory(name="Erika Muster", email="erika@example.org")
    karl = VolunteerFactory(name="Karl Karte", email="", phone="02306 123456")
    both = ApplicationFactory(
        opportunity=offer, dates=slots, volunteer=erika, state=ApplicationState.ACCEPTED
    )
    ApplicationFactory(opportunity=offer, dates=slots[:1], volunteer=karl)
    Email.objects.all().delete()
    return both


def without_first(page):
    page.dates.set(list(page.dates.order_by("takes_place_on"))[1:])


def an_hour_later(page):
    dates = list(page.dates.order_by("takes_place_on"))
    dates[0].starts_at = dt.time(10)
    page.dates.set(dates)


def change(desk, offer, how):
    save_draft(offer=offer, by=desk.member, change=how)


def look(desk, offer):
    return reverse("desk_offers:look", args=(desk.organisation.pk, offer.pk))


def test_who_takes_a_booked_date_away_is_told_whose_it_is_and_ticks(desk, offer, booked):
    change(desk, offer, without_first)
    page = desk.client.get(look(desk, offer)).content.decode()
    assert "2 Personen sind angemeldet:" in page
    assert "Erika Muster, Karl Karte" in page
    assert "Bitte rufen Sie an, denn eine Mail erreicht sie nicht: Karl Karte." in page
    step = reverse("desk_offers:write", args=(desk.organisation.pk, offer.pk, "wann-und-wo"))
    assert "Erika Muster, Karl Karte" in desk.client.get(step).content.decode()

    response = desk.client.post(look(desk, offer))
    assert response.status_code == 422
    assert "Bitte haken Sie das an" in response.content.decode()
    assert OpportunityDate.objects.filter(opportunity=offer).count() == 2
    assert not Email.objects.exists()

    desk.client.post(look(desk, offer), {"knows": "on"})
    assert OpportunityDate.objects.filter(opportunity=offer).count() == 1
    (told,) = Email.objects.all()
    assert told.to == ["erika@example.org"]
    assert "Diese finden nicht statt:" in told.message
    first, second = booked.bookings.filter(slot__isnull=False)
    assert (first.state, second.state) == (BookingState.GIVEN_BACK, BookingState.HELD)
    assert not HeldPlace.objects.filter(slot=str(first.slot)).exists()
    booked.refresh_from_db()
    assert booked.state == ApplicationState.ACCEPTED


def test_the_service_asks_too(desk, offer, booked):
    change(desk, offer, without_first)
    with pytest.raises(OfferError) as error:
        submit_offer(offer=offer, organisation=desk.organisation, by=desk.member)
    assert error.value.code == OfferError.Code.BOOKED


def test_a_date_that_moves_takes_its_bookings_along(desk, offer, booked):
    Booking.objects.update(reminded_at=timezone.now())
    change(desk, offer, an_hour_later)
    submit_offer(
        offer=offer, organisation=desk.organisation, by=desk.member, knows_of_bookings=True
    )
    first, second = booked.bookings.filter(slot__isnull=False)
    assert (first.starts_at, first.state) == (dt.time(10), BookingState.HELD)
    assert first.reminded_at is None
    assert second.reminded_at is not None
    (told,) = Email.objects.all()
    assert "Diese sind jetzt zu einer anderen Zeit:" in told.message
    assert "10" in told.message
    (calendar,) = told.attachments.all()
    assert calendar.name == "termine.ics"


def test_nobody_is_told_before_it_is_on_line_and_nobody_twice(desk, offer, booked):
    desk.organisation.may_publish = False
    desk.organisation.save()
    change(desk, offer, without_first)
    outcome = submit_offer(
        offer=offer, organisation=desk.organisation, by=desk.member, knows_of_bookings=True
    )
    assert outcome == Outcome.WAITING
    to_erika = [mail for mail in Email.objects.all() if "erika@example.org" in mail.to]
    assert to_erika == []
    for _twice in range(2):
        OpportunityPage.objects.get(pk=offer.pk).get_latest_revision().publish()
    to_erika = [mail for mail in Email.objects.all() if "erika@example.org" in mail.to]
    assert len(to_erika) == 1


def test_other_changes_and_dates_that_nobody_booked_ask_for_nothing(desk, offer):
    change(desk, offer, without_first)
    assert "sind angemeldet" not in desk.client.get(look(desk, offer)).content.decode()
    desk.client.post(look(desk, offer))
    assert OpportunityDate.objects.filter(opportunity=offer).count() == 1


def test_what_has_been_stays_as_it_was(desk, offer, booked):
    OpportunityDate.objects.filter(opportunity=offer).update(takes_place_on=dt.date(2026, 1, 1))
    Booking.objects.exclude(slot=None).update(takes_place_on=dt.date(2026, 1, 1))
    page = OpportunityPage.objects.get(pk=offer.pk)
    page.dates.set([])
    page.save_revision().publish()
    assert booked.bookings.filter(state=BookingState.HELD).count() == 3
    assert not Email.objects.exists()


def test_the_town_is_told_in_the_editor(desk, offer, booked):
    edit = reverse("wagtailadmin_pages:edit", args=(offer.pk,))
    desk.client.force_login(desk.coordinator)
    assert "sind zu Terminen angemeldet" not in desk.client.get(edit).content.decode()
    change(desk, offer, without_first)
    page = desk.client.get(edit).content.decode()
    assert "2 Personen sind zu Terminen angemeldet" in page
    assert "Erika Muster, Karl Karte" in page
