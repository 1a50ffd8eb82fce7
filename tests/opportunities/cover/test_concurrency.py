"""Many say yes at the same moment, and two clocks ask: one place, one mail each."""

import datetime as dt
import threading
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import Email

from opportunities.applications import services
from opportunities.cover.asking import ask_for_cover
from opportunities.cover.services import step_in
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Application, Booking, CoverCall, CoverRequest, HeldPlace
from tests.factories import ApplicationFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(acts):
    """Run every act in a thread and with a connection of its own, all let go together."""
    start = threading.Barrier(len(acts))
    failures = []

    def run(act):
        try:
            start.wait()
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


def test_of_many_who_say_yes_one_has_the_place(accepted, date, helpers):
    people = helpers(12)
    services.give_back_booking(booking=accepted.bookings.exclude(slot=None).get())
    call = CoverCall.objects.get()
    requests = [CoverRequest.objects.create(call=call, volunteer=one) for one in people]

    def say_yes(key):
        return lambda: step_in(request=CoverRequest.objects.get(pk=key))

    at_once([say_yes(request.pk) for request in requests for _press in range(2)])

    answers = Counter(CoverRequest.objects.values_list("answer", flat=True))
    assert answers == {"yes": 1, "too_late": 11}
    held = Booking.objects.get(slot=date.key, state=BookingState.HELD)
    assert held.application.volunteer == CoverRequest.objects.get(answer="yes").volunteer
    assert HeldPlace.objects.filter(slot=str(date.key)).count() == 1
    # Nothing is left of the attempts of the others.
    assert Application.objects.filter(opportunity=accepted.opportunity).count() == 2
    assert Email.objects.filter(subject__startswith="Jemand springt ein").count() == 1


def test_clocks_ask_everybody_once_and_the_waiting_list_is_not_overtaken(
    accepted, offer, date, helpers
):
    helpers(3)
    services.give_back_booking(booking=accepted.bookings.exclude(slot=None).get())
    now = timezone.now() + dt.timedelta(minutes=1)
    at_once([lambda: ask_for_cover(now) for _clock in range(3)])
    assert CoverRequest.objects.count() == 3
    assert Email.objects.filter(subject__startswith="Können Sie einspringen").count() == 3

    request = CoverRequest.objects.first()
    stranger = ApplicationFactory(
        opportunity=offer, dates=[date.key], state=ApplicationState.UNCONFIRMED
    )
    at_once(
        [
            lambda: step_in(request=CoverRequest.objects.get(pk=request.pk)),
            lambda: services.confirm_application(
                application=Application.objects.get(pk=stranger.pk)
            ),
        ]
    )
    assert HeldPlace.objects.filter(slot=str(date.key)).count() == 1
    stranger.refresh_from_db()
    request.refresh_from_db()
    assert (stranger.state, request.answer) in (
        (ApplicationState.SENT, CoverRequest.Answer.TOO_LATE),
        (ApplicationState.WAITING, CoverRequest.Answer.YES),
    )
