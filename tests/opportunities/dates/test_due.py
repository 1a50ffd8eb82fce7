"""Reminders, once and in time."""

import datetime as dt

import pytest
from django.utils import timezone

from opportunities.applications import services
from opportunities.dates.due import send_reminders
from opportunities.models import Booking, OpportunityPage


@pytest.fixture
def begins(accepted, slots):
    """When the first of the two dates begins; the place was taken long before."""
    booking = accepted.bookings.get(slot=slots[0])
    Booking.objects.update(held_at=timezone.now() - dt.timedelta(days=3))
    return timezone.make_aware(dt.datetime.combine(booking.takes_place_on, booking.starts_at))


def before(begins, **gap):
    return begins - dt.timedelta(**gap)


def test_each_date_is_reminded_of_once_a_day_before(begins, accepted, slots, written):
    assert send_reminders(before(begins, hours=24, minutes=1)) == 0
    assert send_reminders(before(begins, hours=24)) == 1
    assert send_reminders(before(begins, hours=23)) == 0
    mail = written()[-1]
    assert mail.to == ["erika@example.org"]
    assert accepted.bookings.get(slot=slots[0]).reminded_at
    assert accepted.bookings.get(slot=slots[1]).reminded_at is None


def test_a_clock_that_stood_still_reminds_late_but_not_afterwards(begins):
    assert send_reminders(begins) == 0
    assert send_reminders(before(begins, minutes=30)) == 1


def test_nobody_is_reminded_of_what_is_given_back_or_unwanted(begins, accepted, slots, offer):
    OpportunityPage.objects.filter(pk=offer.pk).update(reminder_hours=0)
    assert send_reminders(before(begins, hours=1)) == 0
    OpportunityPage.objects.filter(pk=offer.pk).update(reminder_hours=48)
    services.give_back_booking(booking=accepted.bookings.get(slot=slots[0]))
    assert send_reminders(before(begins, hours=47)) == 0


def test_who_has_only_just_taken_it_remembers(begins):
    Booking.objects.update(held_at=before(begins, hours=25))
    assert send_reminders(before(begins, hours=24)) == 0
    Booking.objects.update(held_at=before(begins, hours=27))
    assert send_reminders(before(begins, hours=24)) == 1
