"""What a device asks and reports: over its token alone, always JSON, never kept by anybody."""

import json
import uuid

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from ehrenamtskarte.enums import CardEnd
from ehrenamtskarte.issuing.numbers import check_digit
from partners.devices.tokens import SEEN_EVERY
from partners.enums import LimitPeriod, PartnerState
from partners.models import BenefitTranslation, Redemption, ScannerDevice
from partners.redeeming.device_api.middleware import ShortWayForTills
from partners.redeeming.device_api.urls import urlpatterns
from partners.redeeming.taking_back import TAKEN_BACK_WITHIN
from tests.partners.redeeming.tills import make_card, make_shop, minutes, print_card, report, sent
from tests.shared_rows import shared_rows

ADDRESSES = {
    "device_usable": "POST",
    "device_redemptions": "POST",
    "device_take_back": "POST",
    "device_number": "POST",
    "device_state": "GET",
}


@shared_rows
def shop(luenen):
    return make_shop(luenen.municipality)


@shared_rows
def card(luenen):
    card = make_card(luenen.municipality)
    card.number = f"LUE-1234-567{check_digit('1234567')}"
    card.save()
    return card


@shared_rows
def code(card):
    return print_card(card)


@pytest.fixture
def ask(client, shop):
    def post(name, content, *, of=shop, **facts):
        return client.post(
            reverse(name), content, content_type="application/json", headers=of.headers, **facts
        )

    return post


def test_redeemed_in_order_each_once(ask, shop, code, django_assert_num_queries):
    once, often = shop.benefit(LimitPeriod.ONCE), shop.benefit(LimitPeriod.DAY, 2)
    reports = [report(once, code), report(often, code), report(once, code), report(often, code)]
    first = ask("device_redemptions", sent(*reports))
    assert first.headers["Cache-Control"] == "no-store"
    assert not first.cookies
    results = first.json()["results"]
    assert [one["key"] for one in results] == [str(one.key) for one in reports]
    assert [(one["state"], one["error"], one["left"]) for one in results] == [
        ("done", "", 0),
        ("done", "", 1),
        ("refused", "limit", None),
        ("done", "", 0),
    ]
    assert results[2]["message"]
    assert ask("device_redemptions", sent(*reports)).json() == first.json()
    assert Redemption.objects.count() == 3
    # Who it is and the benefits, the card, the ledger: whatever a middleware would ask besides.
    ScannerDevice.objects.update(last_seen_at=timezone.now())
    body = sent(report(shop.benefit(), code))
    with django_assert_num_queries(3):
        ask("device_redemptions", body)


def test_the_device_s_clock_may_be_wrong(ask, shop, code):
    """A day off: what counts is how long before sending it was scanned."""
    benefit, now = shop.benefit(), timezone.now()
    scanned = report(benefit, code, at=now - minutes(24 * 60 + 5))
    body = sent(scanned, sent_at=now - minutes(24 * 60))
    assert ask("device_redemptions", body).json()["results"][0]["state"] == "done"
    row = Redemption.objects.get()
    assert abs(row.scanned_at - (now - minutes(5))) < minutes(1)


def test_one_bad_report_does_not_hold_up_the_others(ask, shop, code):
    benefit = shop.benefit()
    body = sent(report(benefit, code), report(benefit, code))
    body["redemptions"][0] |= {"benefit": "1"}
    results = ask("device_redemptions", body).json()["results"]
    assert [(one["state"], one["error"]) for one in results] == [
        ("refused", "malformed"),
        ("done", ""),
    ]


def test_what_is_no_report_is_400(ask, shop, code):
    good = sent(report(shop.benefit(), code))
    one = good["redemptions"][0]
    for error, body in (
        ("no_json", "{"),
        ("no_json", "[]"),
        ("no_json", "[" * 100_000),
        ("too_large", " " * 200_001),
        ("no_sent_at", good | {"sent_at": "yesterday"}),
        ("no_sent_at", good | {"sent_at": "2026-11-21T12:00:00"}),
        ("no_redemptions", good | {"redemptions": []}),
        ("no_redemptions", good | {"redemptions": {}}),
        ("too_many", good | {"redemptions": [one] * 51}),
        ("no_key", good | {"redemptions": [one | {"key": "x" * 36}]}),
        ("no_key", good | {"redemptions": [7]}),
    ):
        answer = ask("device_redemptions", body)
        assert (answer.status_code, answer.json()) == (400, {"error": error}), body
    for name in ("device_usable", "device_number", "device_take_back"):
        assert ask(name, {"code": 7}).status_code == 400
        assert ask(name, {"code": "a\0", "number": "a\0", "key": None}).status_code == 400
    strange = one | {"scanned_at": "9999-12-31T23:59:59+00:00", "benefit": 2**70}
    answer = ask("device_redemptions", good | {"redemptions": [strange, one | {"code": ""}]})
    assert {result["error"] for result in answer.json()["results"]} == {"malformed"}
    assert not Redemption.objects.exists()


def test_nothing_without_a_token_that_counts(client, shop, code):
    body = sent(report(shop.benefit(), code))
    for name, method in ADDRESSES.items():
        for token, error in (("", "device_unknown"), ("Bearer x", "device_unknown")):
            answer = client.generic(
                method, reverse(name), json.dumps(body), headers={"Authorization": token}
            )
            assert (answer.status_code, answer.json()["error"]) == (401, error)
    ScannerDevice.objects.update(revoked_at=timezone.now())
    for name, method in ADDRESSES.items():
        answer = client.generic(method, reverse(name), json.dumps(body), headers=shop.headers)
        assert (answer.status_code, answer.json()["error"]) == (401, "device_revoked")
        wrong = client.generic(
            "PUT" if name != "device_state" else "POST", reverse(name), headers=shop.headers
        )
        assert wrong.status_code in (401, 405)
    assert not Redemption.objects.exists()
    ScannerDevice.objects.update(revoked_at=None)
    type(shop.partner).objects.update(state=PartnerState.ENDED)
    answer = client.get(reverse("device_state"), headers=shop.headers)
    assert answer.json()["error"] == "device_revoked"


def test_what_a_device_knows_without_network(client, shop):
    benefit = shop.benefit(
        LimitPeriod.MONTH, 2, weekdays=0b11111, from_time="14:00", valid_from="2026-11-21"
    )
    BenefitTranslation.objects.create(benefit=benefit, language="en", title="A coffee")
    shop.benefit(ended_at=timezone.now())
    shop.benefit(valid_until="2020-01-01")
    state = client.get(reverse("device_state"), headers=shop.headers).json()
    assert state["partner"] == {"name": shop.partner.name}
    assert state["device"] == {"key": str(shop.device.key), "name": "Kasse", "pin": ""}
    assert state["benefits"] == [
        {
            "id": benefit.pk,
            "title": "Ein Kaffee",
            "terms": "",
            "kind": "free_extra",
            "for_standard": True,
            "for_jubilee": True,
            "companions": 0,
            "weekdays": 0b11111,
            "from_time": "14:00",
            "until_time": None,
            "valid_from": "2026-11-21",
            "valid_until": None,
            "limit_period": "month",
            "limit_count": 2,
            "languages": {"en": {"title": "A coffee", "terms": ""}},
        }
    ]


def test_what_the_card_may_use_now(ask, shop, card, code, django_assert_max_num_queries):
    once, often, free = shop.benefit("once"), shop.benefit("day", 3), shop.benefit()
    shop.benefit(for_standard=False)
    ask("device_redemptions", sent(report(once, code), report(often, code), report(free, code)))
    with django_assert_max_num_queries(4):
        answer = ask("device_usable", {"code": code}).json()
    assert answer == {
        "verdict": "valid",
        "benefits": [
            {"id": once.pk, "left": 0},
            {"id": often.pk, "left": 2},
            {"id": free.pk, "left": None},
        ],
    }
    card.credentials.update(revoked_at=timezone.now(), end=CardEnd.LOST)
    assert ask("device_usable", {"code": code}).json() == {"verdict": "revoked", "benefits": []}
    assert ask("device_usable", {"code": "x"}).json()["verdict"] == "unreadable"


def test_taking_back(ask, shop, code):
    one = report(shop.benefit(), code)
    ask("device_redemptions", sent(one))
    for _ in range(2):
        assert ask("device_take_back", {"key": str(one.key)}).json() == {"state": "undone"}
    late = report(shop.benefit(), code)
    ask("device_redemptions", sent(late))
    before = timezone.now() - TAKEN_BACK_WITHIN - minutes(1)
    Redemption.objects.update(scanned_at=before, received_at=before)
    answer = ask("device_take_back", {"key": str(late.key)})
    assert (answer.status_code, answer.json()["error"]) == (409, "too_late")
    answer = ask("device_take_back", {"key": str(uuid.uuid4())})
    assert (answer.status_code, answer.json()["error"]) == (404, "unknown")


def test_by_number(ask, shop, card):
    assert ask("device_number", {"number": card.number}).json() == {
        "verdict": "valid",
        "name": "Erika Beispiel",
        "valid_until": "2029-12-31",
        "card_type": 0,
        "issued_by": card.municipality.name,
    }
    nothing = {"name": "", "valid_until": None, "card_type": None, "issued_by": ""}
    unknown = {"verdict": "unknown_number", **nothing}
    for number in ("LUE-1234-5670", "Erika", f"LUE-7654-321{check_digit('7654321')}"):
        assert ask("device_number", {"number": number}).json() == unknown


def test_each_device_may_ask_so_often(ask, shop, card, code, settings):
    settings.DEVICE_LIMITS = {
        "ask": (2, 60),
        "redeem": (3, 60),
        "number": (2, 600),
    }
    benefit, body = shop.benefit(), {"code": code}
    assert [ask("device_usable", body).status_code for _ in range(3)] == [200, 200, 429]
    assert ask("device_usable", body, of=shop.another_till()).status_code == 200
    two = [report(benefit, code), report(benefit, code)]
    assert ask("device_redemptions", sent(*two)).status_code == 200
    refused = ask("device_redemptions", sent(*two, report(benefit, code)))
    assert (refused.status_code, refused.json()["error"]) == (429, "too_often")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert Redemption.objects.count() == 2
    # Numbers that are redeemed are guessed as easily as those that are asked for.
    till = shop.another_till()
    by_number = [report(benefit, number=card.number) for _ in range(2)]
    assert ask("device_redemptions", sent(*by_number), of=till).status_code == 200
    assert ask("device_number", {"number": card.number}, of=till).status_code == 429


def test_a_device_is_seen(ask, shop, code):
    ask("device_usable", {"code": code})
    device = ScannerDevice.objects.get()
    first = device.last_seen_at
    assert timezone.now() - first < minutes(1)
    ask("device_usable", {"code": code})
    device.refresh_from_db()
    assert device.last_seen_at == first
    ScannerDevice.objects.update(last_seen_at=first - SEEN_EVERY)
    ask("device_usable", {"code": code})
    device.refresh_from_db()
    assert device.last_seen_at > first


def test_the_short_way_leads_to_the_same_views(rf: RequestFactory):
    asked = []
    middleware = ShortWayForTills(lambda request: asked.append(request.path))
    for name in ADDRESSES:
        assert middleware(rf.get(reverse(name))).status_code in (401, 405)
    middleware(rf.get("/partner/geraet/"))
    middleware(rf.get("/"))
    assert asked == ["/partner/geraet/", "/"]
    assert set(ADDRESSES) == {pattern.name for pattern in urlpatterns}
