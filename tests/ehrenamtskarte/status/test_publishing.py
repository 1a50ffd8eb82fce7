"""The signed list: what it says, when it is made anew, how it is served."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.enums import CardEnd
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.keys.published import address_of, own_key_set
from ehrenamtskarte.keys.rotating import rotate_key, withdraw_key
from ehrenamtskarte.models import Credential, StatusList
from ehrenamtskarte.status import StatusListError, publishing, revoke, revoke_all
from ehrenamtskarte.status.due import do_what_is_due
from ehrenamtskarte.status.publishing import publish_list
from tests.ehrenamtskarte.cards import make_codes
from tests.queries import asked_of_pages


@pytest.fixture
def codes(luenen):
    return make_codes(luenen.municipality, 5)


@pytest.fixture
def status_list(codes):
    return codes[0].status_list


def fetched(client, status_list):
    """As a verifier sees it, who knows nothing but the key set."""
    address = address_of(status_list)
    response = client.get(f"/ehrenamtskarte/status/{status_list.pk}")
    return read_status_list(
        response.content, address=address, signers=own_key_set().of_list(address)
    )


def test_it_says_what_is_revoked_and_nothing_else(client, codes, status_list):
    revoke_all(codes[:2], end=CardEnd.LOST)
    found = fetched(client, status_list)
    assert [found.is_withdrawn(code.status_index) for code in codes] == [True] * 2 + [False] * 3
    assert sum(byte.bit_count() for byte in found.bits) == 2
    assert len(found) == status_list.size
    assert found.time_to_live == timedelta(hours=1)
    assert found.expires_at - found.issued_at == timedelta(days=7)


def test_what_is_revoked_stands_in_the_next_answer(client, codes, status_list):
    assert not fetched(client, status_list).is_withdrawn(codes[0].status_index)
    revoke(codes[0], end=CardEnd.STOLEN)
    assert fetched(client, status_list).is_withdrawn(codes[0].status_index)


def test_a_fresh_list_is_not_made_again(client, status_list, monkeypatch):
    publish_list(status_list)
    monkeypatch.setattr(publishing, "sign_status_list", None)
    client.get(f"/ehrenamtskarte/status/{status_list.pk}")
    with CaptureQueriesContext(connection) as asked:
        first = client.get(f"/ehrenamtskarte/status/{status_list.pk}")
    assert len(asked_of_pages(asked)) == 1
    status_list.refresh_from_db()
    assert first.content == bytes(status_list.token)
    assert first.headers["Content-Type"] == "application/statuslist+cwt"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(
        f"/ehrenamtskarte/status/{status_list.pk}",
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert (again.status_code, again.content) == (304, b"")


def test_who_finds_it_made_by_another_does_not_make_it_again(status_list, monkeypatch):
    publish_list(status_list)
    monkeypatch.setattr(publishing, "sign_status_list", None)
    assert bytes(publish_list(status_list).token)


def test_an_old_one_is_made_anew_even_where_no_clock_runs(client, status_list):
    now = timezone.now()
    publish_list(status_list, now=now - timedelta(hours=3))
    assert fetched(client, status_list).issued_at >= now - timedelta(seconds=1)


def test_the_clock_makes_them_anew_before_they_are_asked_for(status_list, selm):
    make_codes(selm.municipality, 1)
    now = timezone.now()
    do_what_is_due(now)
    assert list(StatusList.objects.values_list("made_at", flat=True)) == [now, now]
    do_what_is_due(now + timedelta(minutes=59))
    assert set(StatusList.objects.values_list("made_at", flat=True)) == {now}
    do_what_is_due(now + timedelta(minutes=61))
    assert now not in StatusList.objects.values_list("made_at", flat=True)


def test_a_list_that_is_not_there_or_whose_keys_are_withdrawn_is_not_found(client, status_list):
    assert client.get("/ehrenamtskarte/status/999999").status_code == 404
    withdraw_key(key=status_list.keys.get(), was_stolen=True)
    assert client.get(f"/ehrenamtskarte/status/{status_list.pk}").status_code == 404


class TestLostEncryptionKey:
    @pytest.fixture
    def _lost(self, status_list, settings):
        publish_list(status_list)
        settings.CARD_KEY_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]

    @pytest.mark.usefixtures("_lost")
    def test_the_last_list_is_still_served(self, client, codes, status_list, caplog):
        revoke(codes[0], end=CardEnd.LOST)
        assert not fetched(client, status_list).is_withdrawn(codes[0].status_index)
        do_what_is_due(timezone.now())
        assert "card_keys check" in caplog.text

    @pytest.mark.usefixtures("_lost")
    def test_after_rotating_the_old_cards_have_a_list_again(self, client, codes, status_list):
        revoke(codes[0], end=CardEnd.LOST)
        rotate_key(municipality=codes[0].key.municipality)
        found = fetched(client, status_list)
        assert found.is_withdrawn(codes[0].status_index)
        assert not found.is_withdrawn(codes[1].status_index)

    def test_where_there_is_none_it_says_to_come_back(self, client, status_list, settings):
        settings.CARD_KEY_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        response = client.get(f"/ehrenamtskarte/status/{status_list.pk}")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "300")
        with pytest.raises(StatusListError):
            publish_list(status_list)


def test_the_new_key_signs_the_list_only_when_it_signs_cards(codes, status_list):
    town = codes[0].key.municipality
    follower = rotate_key(municipality=town)
    now = timezone.now()
    assert publishing._signer(status_list, now)[0] == codes[0].key
    assert publishing._signer(status_list, now + timedelta(days=3))[0] == follower
    assert signing_key(town, now=now).key == codes[0].key


def test_as_many_queries_for_a_thousand_codes_as_for_one(luenen, django_assert_num_queries):
    town = luenen.municipality
    (code,) = make_codes(town, 1)
    revoke(code, end=CardEnd.LOST)
    with django_assert_num_queries(6):  # with the savepoint's two
        publish_list(code.status_list)
    many = make_codes(town, 1000)
    revoke_all(many, end=CardEnd.LOST)
    with django_assert_num_queries(6):
        publish_list(code.status_list)


def test_it_is_found_by_the_index_of_revoked_codes(luenen):
    codes = make_codes(luenen.municipality, 3000)
    Credential.objects.filter(pk__in=[code.pk for code in codes[::100]]).update(
        revoked_at=timezone.now(), end=CardEnd.LOST
    )
    if connection.vendor == "sqlite":
        assert "revoked_credentials" in publishing.revoked_indexes(codes[0].status_list).explain()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ehrenamtskarte_credential")
    plan = publishing.revoked_indexes(codes[0].status_list).explain()
    assert "revoked_credentials" in plan
    if connection.vendor == "postgresql":
        assert "Index Only Scan" in plan
