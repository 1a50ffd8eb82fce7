"""A process that makes 500 cards is killed, twice; whoever goes on leaves nothing out or double."""

import datetime as dt
import os
import signal
import time

import pytest
from django.db.models import Count, F
from django.utils import timezone

from ehrenamtskarte.enums import BatchState, CardApplicationState, CardEventKind
from ehrenamtskarte.issuing.batches import SILENT_FOR, go_on_with_stopped, make_batch, start_batch
from ehrenamtskarte.models import (
    Card,
    CardApplication,
    CardBatch,
    CardEvent,
    Credential,
    StatusList,
)
from municipalities.models import Municipality
from tests.other_processes import start

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
CARDS = 500


def make(batch_id):
    """What a worker does."""
    make_batch(CardBatch.objects.get(pk=batch_id))


def start_worker(batch):
    return start(make, batch.pk)


def exit_code(worker):
    worker.join(timeout=300)
    return worker.exitcode


def kill_after(worker, cards):
    """Kill it the moment it has made so many: somewhere in the middle of the next one."""
    deadline = time.monotonic() + 120
    while Card.objects.count() < cards:
        assert worker.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(worker.pid, signal.SIGKILL)
    assert exit_code(worker) == -signal.SIGKILL


def assert_nothing_in_between():
    """Every card has its code with a place, and its application says so."""
    assert not Card.objects.alias(codes=Count("credentials")).exclude(codes=1).exists()
    assert not Credential.objects.exclude(card__application__state="issued").exists()
    issued = CardApplication.objects.filter(state=CardApplicationState.ISSUED)
    assert issued.count() == Card.objects.count() == Credential.objects.count()
    places = set(Credential.objects.values_list("status_list", "status_index"))
    assert len(places) == Credential.objects.count()
    assert StatusList.objects.get().taken == len(places)
    numbers = set(Card.objects.values_list("number", flat=True))
    assert len(numbers) == Card.objects.count()


def test_a_killed_batch_goes_on_where_it_stopped(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    town = Municipality.objects.create(
        ags="05978024", name="Lünen", slug="luenen", latitude=51.6, longitude=7.5
    )
    now = timezone.now()
    CardApplication.objects.bulk_create(
        CardApplication(
            municipality=town,
            state=CardApplicationState.APPROVED,
            first_name="Erika",
            last_name=f"Karte {number}",
            search_name=f"karte {number:03} erika",
            born_on=dt.date(1980, 5, 1),
            submitted_on=timezone.localdate(),
            decided_at=now,
        )
        for number in range(CARDS)
    )
    batch = start_batch(municipality=town, by=None)

    for made in (70, 260):
        kill_after(start_worker(batch), made)
        assert made <= Card.objects.count() < CARDS
        assert_nothing_in_between()
        batch.refresh_from_db()
        assert batch.state == BatchState.RUNNING

    # The clock notices, and a worker goes on.
    assert go_on_with_stopped(timezone.now()) == 0  # it might still be at it
    later = timezone.now() + SILENT_FOR
    assert go_on_with_stopped(later) == 1
    assert go_on_with_stopped(later) == 0
    assert exit_code(start_worker(batch)) == 0

    batch.refresh_from_db()
    assert (batch.state, batch.error) == (BatchState.RELEASED, "")
    assert_nothing_in_between()
    assert batch.cards.count() == CARDS
    # Each once in the history, and each gap in the list was really a place that nobody has.
    assert CardEvent.objects.filter(kind=CardEventKind.ISSUED).count() == CARDS
    assert not StatusList.objects.filter(size__lt=F("taken") * 2).exists()
    assert exit_code(start_worker(batch)) == 0
    assert Card.objects.count() == CARDS
