"""What an owner does with devices at the desk of the shop."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from partners.devices.pairing import pair, start_pairing
from partners.devices.screen_code import svg_lines
from partners.enums import PartnerState
from partners.models import (
    PairingCode,
    Partner,
    PartnerBranch,
    PartnerIndexPage,
    PartnerMembership,
    PartnerPage,
)
from tests.factories import UserFactory
from tests.shared_rows import shared_rows


@shared_rows
def shop(luenen):
    page = PartnerPage(title="Bäckerei Beispiel", slug="baeckerei-beispiel")
    PartnerIndexPage.objects.first().add_child(instance=page)
    for street in ("Markt 1", "Lange Straße 2"):
        PartnerBranch.objects.create(page=page, street=street, postcode="44532", city="Lünen")
    return Partner.objects.create(
        name="Bäckerei Beispiel",
        municipality=luenen.municipality,
        page=page,
        state=PartnerState.ACCEPTED,
    )


@shared_rows
def owner(shop):
    user = UserFactory(email="baeckerei@example.org")
    PartnerMembership.objects.create(partner=shop, user=user)
    return user


@pytest.fixture
def desk(client, shop, owner):
    """The address of the devices, for an owner who is signed in."""
    client.force_login(owner)
    return f"/partner/verwalten/{shop.pk}/geraete/"


def paired(shop, owner, name="Kasse 1", **facts):
    code, _kept = start_pairing(partner=shop, name=name, by=owner, **facts)
    return pair(code=code)[1]


def test_devices_are_listed_with_a_fixed_number_of_queries(
    client, desk, shop, owner, django_assert_max_num_queries
):
    assert "noch kein Gerät" in client.get(desk).content.decode()
    device = paired(shop, owner, pin="4711", branch=shop.page.branches.first())
    for number in range(20):
        paired(shop, owner, name=f"Kasse {number}")
    with django_assert_max_num_queries(20):
        text = client.get(desk).content.decode()
    assert "Kasse 19" in text
    assert "Noch nie gesehen" in text
    assert "Markt 1" in text
    assert "mit PIN" in text
    assert device.pin not in text


def test_code_is_shown_once_and_pairs(client, desk, shop):
    answer = client.post(f"{desk}koppeln/", {"name": "", "pin": "12"})
    assert "vier bis acht Ziffern" in answer.content.decode()
    assert not PairingCode.objects.exists()

    place = shop.page.branches.last()
    answer = client.post(f"{desk}koppeln/", {"name": "Tresen", "branch": place.pk, "pin": "4711"})
    address = answer.headers["Location"]  # so that it can be loaded again, and left by “back”
    answer = client.get(address)
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(address).content == answer.content
    text = answer.content.decode()
    code = re.search(r"\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b", text)[0]
    (kept,) = PairingCode.objects.all()
    progress = f"{desk}code/{kept.pk}/"
    assert progress in text
    assert client.get(progress).json() == {"paired": False, "over": False}

    _token, device = pair(code=code)
    assert (device.name, device.branch) == ("Tresen", place)
    assert device.pin
    assert client.get(progress).json() == {"paired": True, "over": False}
    assert code not in client.get(desk).content.decode()
    # What is used is not shown any more, nor kept.
    assert client.get(address).headers["Location"] == desk
    assert "pairing_code" not in client.session

    kept.used_at = kept.device = None
    kept.expires_at = timezone.now() - dt.timedelta(minutes=1)
    kept.save()
    assert client.get(progress).json() == {"paired": False, "over": True}


def test_device_is_named_anew_and_gets_another_pin(client, desk, shop, owner):
    device = paired(shop, owner, pin="4711")
    address = f"{desk}{device.pk}/"
    assert "Neue PIN" in client.get(address).content.decode()

    client.post(address, {"name": "Tresen", "branch": "", "pin": ""})
    same = shop.devices.get()
    assert (same.name, same.pin) == ("Tresen", device.pin)
    client.post(address, {"name": "Tresen", "branch": "", "pin": "0815"})
    other = shop.devices.get()
    assert other.pin not in ("", device.pin)
    client.post(address, {"name": "Tresen", "branch": "", "pin": "", "no_pin": "on"})
    assert shop.devices.get().pin == ""


def test_device_is_revoked_when_somebody_says_so_twice(client, desk, shop, owner):
    device = paired(shop, owner)
    address = f"{desk}{device.pk}/trennen/"
    assert client.get(address).status_code == 200
    device.refresh_from_db()
    assert device.revoked_at is None
    text = client.post(address, follow=True).content.decode()
    assert "Getrennt" in text
    device.refresh_from_db()
    assert device.revoked_at
    assert client.post(address).status_code == 404
    assert client.get(f"{desk}{device.pk}/").status_code == 404


def test_to_all_others_there_is_no_such_shop(client, desk, shop, owner):
    device = paired(shop, owner)
    _code, kept = start_pairing(partner=shop, name="Kasse 2", by=owner)
    addresses = ["", "koppeln/", f"code/{kept.pk}/", f"{device.pk}/", f"{device.pk}/trennen/"]
    assert all(client.get(desk + address).status_code == 200 for address in addresses)
    addresses.append(f"koppeln/{kept.pk}/")
    assert client.get(desk + addresses[-1]).status_code == 302  # of another session
    other = Partner.objects.create(name="Anderer", municipality=shop.municipality)
    stranger = UserFactory()
    PartnerMembership.objects.create(partner=other, user=stranger)
    client.force_login(stranger)
    own = f"/partner/verwalten/{other.pk}/geraete/"
    assert client.get(own).status_code == 200
    for address in addresses:
        assert client.get(desk + address).status_code == 404
    # Nor below the address of the own shop.
    for address in addresses[2:]:
        assert client.post(own + address).status_code in (404, 405)
    device.refresh_from_db()
    assert device.revoked_at is None


def test_code_on_the_screen_is_one():
    lines, width = svg_lines("https://karte.example/partner/scannen/#koppeln=K7PQ-4MXR-9TDF")
    assert lines.startswith("M4 4h7v1h-7z")  # the upper edge of the first finder
    assert width > 2 * 4 + 21
