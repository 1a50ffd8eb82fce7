"""Keys in the administration: seen, followed by others, ended, each after a question."""

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.keys.rotating import rotate_key
from ehrenamtskarte.keys.states import KeyState, state_of
from ehrenamtskarte.models import IssuerKey
from tests.ehrenamtskarte.cards import make_codes
from tests.factories import UserFactory
from tests.queries import asked_of_pages


@pytest.fixture
def key(luenen):
    return signing_key(luenen.municipality).key


@pytest.fixture
def coordinator(client, luenen):
    person = UserFactory(groups=[luenen.municipality.coordinators])
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name, key):
    return reverse(f"card_keys:{name}", args=[key.pk])


def test_the_list_shows_only_the_own_towns_keys(coordinator, key, selm):
    other = signing_key(selm.municipality).key
    page = coordinator.get(reverse("card_keys:index")).content.decode()
    assert key.kid in page
    assert other.kid not in page


def test_a_key_shows_how_many_cards_live_by_it(coordinator, key, luenen):
    make_codes(luenen.municipality, 3)
    response = coordinator.get(address("inspect", key))
    assert response.context["living"] == 3
    assert response.context["key"].status_list.taken == 3


def test_the_question_changes_nothing(coordinator, key):
    for name in ("rotate", "retire", "withdraw"):
        assert coordinator.get(address(name, key)).status_code == 200
    assert list(IssuerKey.objects.values_list("retired_at", "withdrawn_at")) == [(None, None)]


def test_rotate_then_retire(coordinator, key):
    coordinator.post(address("rotate", key))
    follower = IssuerKey.objects.exclude(pk=key.pk).get()
    assert state_of(follower, timezone.now()) == KeyState.AHEAD
    key.refresh_from_db()
    page = coordinator.get(address("inspect", key)).content.decode()
    assert address("retire", key) in page
    coordinator.post(address("retire", key))
    follower.refresh_from_db()
    assert state_of(follower, timezone.now()) == KeyState.SIGNS


def test_what_can_not_be_done_is_said(coordinator, key):
    response = coordinator.post(address("retire", key), follow=True)
    assert response.request["PATH_INFO"] == address("retire", key)
    assert [str(message) for message in response.context["messages"]] != []


def test_a_key_with_living_cards_is_withdrawn_only_by_who_knows(coordinator, key, luenen):
    make_codes(luenen.municipality, 2)
    assert "2" in coordinator.get(address("withdraw", key)).context["meaning"][1]
    coordinator.post(address("withdraw", key))
    assert IssuerKey.objects.get().withdrawn_at is None
    coordinator.post(address("withdraw", key), {"was_stolen": "on"})
    assert IssuerKey.objects.get().withdrawn_at


def test_a_first_key_is_made_for_the_own_town_only(coordinator, luenen, selm):
    url = reverse("card_keys:add")
    coordinator.post(url, {"municipality": selm.municipality.pk})
    assert not IssuerKey.objects.exists()
    response = coordinator.post(url, {"municipality": luenen.municipality.pk})
    assert response.status_code == 302
    assert IssuerKey.objects.get().municipality == luenen.municipality
    # And only a first one.
    coordinator.post(url, {"municipality": luenen.municipality.pk})
    assert IssuerKey.objects.count() == 1


def test_a_lost_encryption_key_is_said_on_both_pages(coordinator, key, settings):
    settings.CARD_KEY_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    for url in (reverse("card_keys:index"), address("inspect", key)):
        assert "CARD_KEY_ENCRYPTION_KEYS" in coordinator.get(url).content.decode()


def test_as_many_queries_for_ten_keys_as_for_two(coordinator, key, luenen):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(reverse("card_keys:index"))
        return len(asked_of_pages(captured))

    rotate_key(municipality=luenen.municipality, at_once=True)
    asked()
    two = asked()
    for _ in range(8):
        rotate_key(municipality=luenen.municipality, at_once=True)
    assert asked() == two
