"""Whoever leaves after they were accepted: what becomes of the engagement that it began."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from engagement.enums import HoursSource
from engagement.models import Engagement, Timer
from engagement.services import end_engagement, record_hours
from opportunities.applications import due, services
from opportunities.enums import ApplicationState, Party
from opportunities.models import Booking
from tests.factories import ApplicationFactory

DAY = dt.timedelta(days=1)


def accept(application):
    services.move_application(
        application=application, to=ApplicationState.ACCEPTED, party=Party.ORGANISATION
    )
    return Engagement.objects.get(source=f"application:{application.pk}")


def leave(application, party=Party.APPLICANT):
    to = ApplicationState.WITHDRAWN if party == Party.APPLICANT else ApplicationState.DECLINED
    services.move_application(application=application, to=to, party=party)


def has_begun(engagement, days_ago=20):
    engagement.since = timezone.localdate() - days_ago * DAY
    engagement.save()


@pytest.mark.parametrize("party", [Party.APPLICANT, Party.ORGANISATION])
def test_it_ends_on_that_day_whoever_ends_it(offer, party):
    application = ApplicationFactory(opportunity=offer)
    engagement = accept(application)
    has_begun(engagement)
    leave(application, party)
    engagement.refresh_from_db()
    assert engagement.until == timezone.localdate()


def test_what_had_not_begun_leaves_no_trace(offer, dated):
    regular = ApplicationFactory(opportunity=offer)
    for_a_date = ApplicationFactory(opportunity=dated, dates=[dated.dates.all()[0].key])
    accept(regular)
    has_begun(accept(for_a_date), days_ago=3)  # agreed on long before the date
    leave(regular)
    leave(for_a_date)
    assert not Engagement.objects.exists()


def test_whoever_was_there_on_a_date_was_there(dated):
    application = ApplicationFactory(
        opportunity=dated, dates=[date.key for date in dated.dates.all()]
    )
    engagement = accept(application)
    has_begun(engagement, days_ago=5)
    first = application.bookings.filter(slot__isnull=False).earliest("takes_place_on")
    Booking.objects.filter(pk=first.pk).update(takes_place_on=timezone.localdate() - DAY)
    leave(application)
    engagement.refresh_from_db()
    assert engagement.until == timezone.localdate()


def test_hours_keep_it_and_a_clock_that_runs_does_not_hinder(offer):
    application = ApplicationFactory(opportunity=offer)
    engagement = accept(application)
    record_hours(
        engagement=engagement,
        worked_on=timezone.localdate(),
        hours=Decimal(2),
        source=HoursSource.ENTRY,
    )
    Timer.objects.create(engagement=engagement, started_at=timezone.now())
    leave(application)
    engagement.refresh_from_db()
    assert engagement.until == timezone.localdate()
    assert not Timer.objects.exists()


def test_what_has_ended_before_stays_as_it_is(offer):
    application = ApplicationFactory(opportunity=offer)
    engagement = accept(application)
    has_begun(engagement)
    yesterday = timezone.localdate() - DAY
    end_engagement(engagement=engagement, until=yesterday)
    leave(application)
    engagement.refresh_from_db()
    assert engagement.until == yesterday


def test_whoever_is_done_with_certain_dates_has_helped_until_the_last(dated):
    application = ApplicationFactory(
        opportunity=dated, dates=[date.key for date in dated.dates.all()[:2]]
    )
    engagement = accept(application)
    has_begun(engagement, days_ago=9)
    for booking, days in zip(application.bookings.exclude(slot=None), (8, 3), strict=True):
        Booking.objects.filter(pk=booking.pk).update(
            takes_place_on=timezone.localdate() - days * DAY
        )
    due.end_what_is_over(timezone.now())
    engagement.refresh_from_db()
    assert engagement.until == timezone.localdate() - 3 * DAY
    record_hours(  # when the organisation ticks who was there, later on
        engagement=engagement,
        worked_on=timezone.localdate() - 3 * DAY,
        hours=Decimal(4),
        source=HoursSource.SLOT,
    )


def test_done_on_the_day_itself_leaves_the_engagement_for_the_hours(dated):
    application = ApplicationFactory(opportunity=dated, dates=[dated.dates.all()[0].key])
    engagement = accept(application)
    application.bookings.update(takes_place_on=timezone.localdate())
    services.move_application(
        application=application, to=ApplicationState.DONE, party=Party.ORGANISATION
    )
    engagement.refresh_from_db()
    assert engagement.until == timezone.localdate()


def test_whoever_is_done_without_dates_goes_on(offer):
    application = ApplicationFactory(opportunity=offer)
    engagement = accept(application)
    services.move_application(
        application=application, to=ApplicationState.DONE, party=Party.ORGANISATION
    )
    engagement.refresh_from_db()
    assert engagement.until is None
