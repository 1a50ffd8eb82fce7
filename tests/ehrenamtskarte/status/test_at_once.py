"""Many at the same time: each index once, one key, nothing revoked is lost."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ehrenamtskarte.enums import CardEnd
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.models import Credential, IssuerKey, StatusList
from ehrenamtskarte.status import publishing, revoke, take_index
from ehrenamtskarte.status.publishing import publish_list, revoked_indexes
from municipalities.models import Municipality
from tests.ehrenamtskarte.cards import make_codes
from tests.other_processes import fork, start

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def town():
    # Without groups and pages: what has to be emptied again afterwards costs time.
    return Municipality.objects.create(
        ags="05978024", name="Lünen", slug="luenen", latitude=51.6, longitude=7.5
    )


def at_once(*calls):
    """Each in a thread of its own, all begun together; the first error is raised."""
    start, errors = threading.Barrier(len(calls)), []

    def run(call):
        try:
            start.wait()
            call()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_an_index_is_taken_where_its_code_is_stored():
    status_list = StatusList.objects.create()
    with pytest.raises(transaction.TransactionManagementError):
        take_index(status_list)


def test_a_first_key_is_made_once(town):
    at_once(*[lambda: signing_key(town)] * 6)
    assert IssuerKey.objects.count() == StatusList.objects.count() == 1


def test_threads_share_a_list_that_is_all_but_full(town):
    """Of 16 places that may be given, each is; whoever comes later gets a new list."""
    signing_key(town)
    StatusList.objects.update(size=32)

    def issue():
        for _ in range(4):
            with transaction.atomic():
                make_codes(town, 1)

    at_once(*[issue] * 6)
    first, second = StatusList.objects.order_by("pk")
    assert (first.taken, second.taken) == (16, 8)
    places = Credential.objects.values_list("status_list", "status_index")
    assert len(set(places)) == 24
    assert set(places.filter(status_list=first).values_list("status_index", flat=True)) <= set(
        range(32)
    )


def issue_codes(town, barrier):
    """What one of many processes does."""
    barrier.wait()
    for _ in range(10):
        with transaction.atomic():
            make_codes(town, 3)


def test_processes_draw_different_places(town):
    signing_key(town)
    StatusList.objects.update(size=256)
    barrier = fork.Barrier(4)
    processes = [start(issue_codes, town, barrier) for _ in range(4)]
    for process in processes:
        process.join(timeout=120)
    assert [process.exitcode for process in processes] == [0] * 4
    assert Credential.objects.count() == 120
    assert len(set(Credential.objects.values_list("status_list", "status_index"))) == 120
    assert StatusList.objects.order_by("pk").first().taken <= 128


def test_the_database_refuses_a_place_given_twice(town):
    with transaction.atomic():
        codes = make_codes(town, 2)
    with pytest.raises(IntegrityError, match=r"status_index"):
        Credential.objects.filter(pk=codes[0].pk).update(status_index=codes[1].status_index)


def test_what_is_revoked_while_a_list_is_made_is_on_the_next(town, monkeypatch):
    with transaction.atomic():
        codes = make_codes(town, 20)
    status_list = codes[0].status_list
    publish_list(status_list)

    def revoke_all():
        for code in codes:
            revoke(code, end=CardEnd.LOST)

    def publish():
        for _ in range(10):
            publish_list(status_list, oldest=publishing.OLDEST)

    at_once(revoke_all, publish, publish)
    found = publish_list(status_list)
    assert not found.is_outdated
    assert set(revoked_indexes(status_list)) == {code.status_index for code in codes}
    # And the list that is published last knows them all.
    made = publishing.is_fresh(found, timezone.now())
    assert made
