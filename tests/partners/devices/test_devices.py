"""Devices: paired once by a code, known by their token, revoked at once."""

import datetime as dt
import json

import pytest
from django.http import JsonResponse
from django.utils import timezone

from partners.devices.errors import DeviceError
from partners.devices.pairing import (
    LIFETIME,
    MOST_DEVICES,
    erase_old_codes,
    pair,
    revoke_device,
    start_pairing,
)
from partners.devices.tokens import device_of, device_view
from partners.enums import PartnerEvent, PartnerState
from partners.models import PairingCode, Partner, PartnerMembership, ScannerDevice
from tests.factories import UserFactory
from tests.shared_rows import shared_rows


@shared_rows
def shop(luenen):
    return Partner.objects.create(
        name="Bäckerei Beispiel",
        municipality=luenen.municipality,
        state=PartnerState.ACCEPTED,
    )


@shared_rows
def owner(shop):
    user = UserFactory(email="baeckerei@example.org")
    PartnerMembership.objects.create(partner=shop, user=user)
    return user


@pytest.fixture
def asking(rf):
    """A request with an `Authorization` header."""
    return lambda said: rf.get("/", headers={"Authorization": said} if said else {})


def paired(shop, owner, **facts):
    code, _kept = start_pairing(partner=shop, name="Kasse 1", by=owner, **facts)
    return pair(code=code)


def refusal(call, **arguments):
    with pytest.raises(DeviceError) as caught:
        call(**arguments)
    return caught.value.code


def test_code_pairs_one_device_within_minutes(shop, owner):
    code, kept = start_pairing(partner=shop, name="Kasse 1", by=owner, pin="4711")
    assert code.replace("-", "") not in json.dumps(list(PairingCode.objects.values()), default=str)
    late = kept.created_at + LIFETIME + dt.timedelta(seconds=1)
    assert refusal(pair, code=code, now=late) == "unknown_code"

    token, device = pair(code=code.lower().replace("-", " "))
    assert (device.partner, device.name, device.last_seen_at) == (shop, "Kasse 1", None)
    assert token not in json.dumps(list(ScannerDevice.objects.values()), default=str)
    assert device.pin.startswith("pbkdf2_sha256$200000$")
    assert "4711" not in device.pin.split("$")[3]
    kept.refresh_from_db()
    assert kept.device == device

    assert refusal(pair, code=code) == "unknown_code"
    assert refusal(pair, code="K7PQ-4MXR-9TDF") == "unknown_code"
    assert shop.devices.count() == 1
    assert [entry.event for entry in shop.log.all()] == [PartnerEvent.PAIRED]

    assert erase_old_codes(timezone.now()) == 0
    assert erase_old_codes(timezone.now() + dt.timedelta(days=8)) == 1


def test_new_code_ends_the_one_before(shop, owner):
    first, _kept = start_pairing(partner=shop, name="Kasse 1", by=owner)
    second, _kept = start_pairing(partner=shop, name="Kasse 2", by=owner)
    assert refusal(pair, code=first) == "unknown_code"
    assert pair(code=second)[1].name == "Kasse 2"


def test_a_shop_has_so_many_devices(shop, owner):
    code, _kept = start_pairing(partner=shop, name="Kasse", by=owner)
    ScannerDevice.objects.bulk_create(
        ScannerDevice(partner=shop, name="Kasse", token_digest=str(number))
        for number in range(MOST_DEVICES)
    )
    assert refusal(pair, code=code) == "too_many"
    assert refusal(start_pairing, partner=shop, name="Kasse", by=owner) == "too_many"
    shop.devices.filter(token_digest="0").update(revoked_at=timezone.now())
    pair(code=code)  # it was not used up


def test_token_opens_until_it_is_revoked(shop, owner, asking, django_assert_num_queries):
    token, device = paired(shop, owner)
    with django_assert_num_queries(1):
        found = device_of(asking(f"Bearer {token}"))
        assert found == device
        assert found.partner.name == "Bäckerei Beispiel"
    for wrong in (
        "",
        token,
        f"Bearer {token}x",
        "Bearer ",
        f"Basic {token}",
        "Bearer " + "x" * 999,
    ):
        assert device_of(asking(wrong)) is None

    assert revoke_device(device=device, by=owner)
    assert not revoke_device(device=device, by=owner)
    assert device_of(asking(f"Bearer {token}")) is None
    assert next(entry.event for entry in shop.log.all()) == PartnerEvent.UNPAIRED


def test_view_for_devices_says_why_not(shop, owner, asking):
    @device_view
    def view(request, device):
        return JsonResponse({"name": device.name})

    token, device = paired(shop, owner)
    answer = view(asking(f"bearer {token}"))
    assert json.loads(answer.content) == {"name": "Kasse 1"}
    assert answer.headers["Cache-Control"] == "no-store"
    device.refresh_from_db()
    assert timezone.now() - device.last_seen_at < dt.timedelta(minutes=1)

    Partner.objects.update(state=PartnerState.ENDED)
    assert said(view(asking(f"Bearer {token}"))) == (401, "device_revoked")
    Partner.objects.update(state=PartnerState.ACCEPTED)
    assert view(asking(f"Bearer {token}")).status_code == 200
    revoke_device(device=device, by=owner)
    assert said(view(asking(f"Bearer {token}"))) == (401, "device_revoked")
    assert said(view(asking("Bearer nobody"))) == (401, "device_unknown")


def said(answer):
    return answer.status_code, json.loads(answer.content)["error"]


def test_pairing_over_the_wire(client, shop, owner, monkeypatch):
    def post(body):
        return client.post("/partner/geraet/koppeln/", body, content_type="application/json")

    code, _kept = start_pairing(partner=shop, name="Tresen", by=owner)
    for wrong in ("", "[]", "{}", '{"code": 3}', '{"code": "' + "A" * 61 + '"}', "x" * 2000):
        assert said(post(wrong)) == (400, "unreadable")
    assert said(post('{"code": "nothing"}')) == (404, "unknown_code")
    answer = post(json.dumps({"code": code}))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    body = answer.json()
    device = ScannerDevice.objects.get()
    assert body["device"] == {"key": str(device.key), "name": "Tresen"}
    assert body["partner"] == {"name": "Bäckerei Beispiel"}
    assert body["pin"] == ""
    assert said(post(json.dumps({"code": code}))) == (404, "unknown_code")

    monkeypatch.setattr("partners.devices.views.TRIES", (1, 3600))
    assert said(post('{"code": "nothing"}')) == (429, "tried_often")
