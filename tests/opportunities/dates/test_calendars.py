"""Dates for the own calendar: with the mails, on the page."""

import datetime as dt

from django.urls import reverse
from icalendar import Calendar

from opportunities.applications import services
from opportunities.enums import ApplicationState, Party
from opportunities.models import Application, OpportunityPage
from tests.factories import ApplicationFactory


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def test_confirming_and_accepting_bring_the_dates_along(offer, slots, written):
    application = services.apply(
        opportunity=OpportunityPage.objects.get(pk=offer.pk),
        name="Kim",
        email="kim@example.org",
        dates=slots,
    )
    assert not any(mail.files for mail in written())
    services.confirm_application(application=application)
    services.move_application(
        application=Application.objects.get(pk=application.pk),
        to=ApplicationState.ACCEPTED,
        party=Party.ORGANISATION,
    )
    files = [mail.files for mail in written() if mail.files]
    assert [list(each) for each in files] == [["termine.ics"], ["termine.ics"]]
    receipt, acceptance = (events(each["termine.ics"]) for each in files)
    bookings = application.bookings.filter(slot__isnull=False)
    uids = {str(booking.uid) for booking in bookings}
    assert {str(event["uid"]) for event in receipt} == uids
    assert {str(event["uid"]) for event in acceptance} == uids
    assert {str(event["status"]) for event in receipt} == {"TENTATIVE"}
    assert {str(event["status"]) for event in acceptance} == {"CONFIRMED"}
    begins = acceptance[0].decoded("dtstart")
    assert begins.time() == dt.time(9)
    assert acceptance[0]["dtstart"].params["TZID"] == "Europe/Berlin"
    assert "kim@example.org" not in files[0]["termine.ics"].decode()


def test_who_holds_no_date_gets_no_file(offer, slots, accepted, written):
    waiting = ApplicationFactory(opportunity=offer, dates=slots, state=ApplicationState.UNCONFIRMED)
    services.confirm_application(application=waiting)
    assert waiting.state == ApplicationState.WAITING
    assert not any(mail.files for mail in written())


def test_the_page_offers_the_file_of_what_is_held(client, accepted, erika, slots):
    client.force_login(erika, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("applications:calendar", args=[accepted.pk])
    page = client.get(reverse("applications:page", args=[accepted.pk]))
    assert address in page.content.decode()
    services.give_back_booking(booking=accepted.bookings.get(slot=slots[0]))
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events(response.content)
    assert str(event["uid"]) == str(accepted.bookings.get(slot=slots[1]).uid)
