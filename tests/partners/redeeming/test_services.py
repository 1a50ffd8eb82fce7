"""Redeeming and taking back: each reason once, exactly once whatever is sent how often."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.utils import timezone

from ehrenamtskarte.credential.claims import BERLIN
from ehrenamtskarte.enums import CardEnd, CardType
from ehrenamtskarte.issuing.numbers import check_digit
from ehrenamtskarte.models import Credential, IssuerKey
from ehrenamtskarte.status import revoke
from partners.enums import LimitPeriod
from partners.models import PartnerBranch, PartnerPage, PseudonymKey, Redemption
from partners.redeeming import statements
from partners.redeeming.errors import TakeBackError
from partners.redeeming.services import (
    OFFLINE_WITHIN,
    ONLINE_WITHIN,
    redeem,
)
from partners.redeeming.taking_back import TAKEN_BACK_WITHIN, take_back
from tests.partners.redeeming.tills import (
    bring_to_phone,
    make_card,
    make_shop,
    minutes,
    print_card,
    report,
)
from tests.shared_rows import shared_rows

DAY = dt.timedelta(days=1)


@shared_rows
def shop(luenen):
    return make_shop(luenen.municipality)


@shared_rows
def card(luenen):
    return make_card(luenen.municipality)


@shared_rows
def code(card):
    return print_card(card)


@shared_rows
def phone(card):
    return bring_to_phone(card)


@pytest.fixture
def done(shop):
    """Report something; what became of it in three words."""

    def report_it(*, at_shop=shop, now=None, **facts):
        outcome = redeem(
            till=at_shop.till,
            report=report(facts.pop("benefit"), **facts),
            now=now or timezone.now(),
        )
        return (outcome.state or "refused", outcome.error or "", outcome.left)

    return report_it


def test_a_redemption_is_written_once(shop, card, code, phone, done, django_assert_num_queries):
    benefit = shop.benefit()
    assert done(benefit=benefit, code=code) == ("done", "", None)
    with django_assert_num_queries(3):  # the benefit, the card, the ledger
        assert done(benefit=benefit, code=phone.shows()) == ("done", "", None)
    first, second = Redemption.objects.order_by("pk")
    assert (first.partner, first.device, first.benefit) == (shop.partner, shop.device, benefit)
    assert (first.issued_by, first.card_type) == (card.municipality, CardType.STANDARD)
    assert (first.state, first.period, first.slot) == ("done", "", None)
    # On paper or on the phone: the same card, of which nothing but that can be told.
    assert bytes(first.pseudonym) == bytes(second.pseudonym)
    assert len(first.pseudonym) == 16
    other = shop.benefit()
    done(benefit=other, code=code)
    assert bytes(Redemption.objects.get(benefit=other).pseudonym) != bytes(first.pseudonym)


def test_the_same_report_is_one_redemption(shop, code, done):
    benefit = shop.benefit(LimitPeriod.DAY, 3)
    sent = report(benefit, code)
    now = timezone.now()
    answers = [redeem(till=shop.till, report=sent, now=now) for _ in range(3)]
    assert done(benefit=benefit, code=code) == ("done", "", 1)
    # Much later, when the code or the card is good no more, the answer is still that of then.
    Credential.objects.update(revoked_at=now - DAY, end=CardEnd.LOST)
    answers.append(redeem(till=shop.till, report=sent, now=now + DAY))
    assert {(one.state, one.error, one.left) for one in answers} == {("done", None, 2)}
    assert Redemption.objects.count() == 2

    other = shop.another_till()
    refused = redeem(till=other.till, report=sent, now=now)
    assert (refused.state, refused.error) == (None, "key_taken")


def test_limits_hold_for_the_card_not_the_code(shop, code, phone, done):
    for limit, count in (("once", 1), ("day", 2), ("month", 3), ("year", 1)):
        benefit = shop.benefit(limit, count)
        for number in range(count):
            left = count - number - 1
            assert done(benefit=benefit, code=code if number else phone.shows())[2] == left
        assert done(benefit=benefit, code=code) == ("refused", "limit", None)
        assert Redemption.objects.filter(benefit=benefit).count() == count


def test_a_limit_begins_anew(shop, luenen, done):
    code = print_card(make_card(luenen.municipality, valid_until=None))
    noon = dt.datetime(2027, 12, 31, 12, tzinfo=BERLIN)
    for limit, later in (("day", DAY), ("month", DAY), ("year", DAY), ("once", None)):
        benefit = shop.benefit(limit)
        assert done(benefit=benefit, code=code, at=noon, now=noon)[0] == "done"
        assert (
            done(benefit=benefit, code=code, at=noon + minutes(5), now=noon + minutes(5))[1]
            == "limit"
        )
        at = noon + (later or DAY)
        assert done(benefit=benefit, code=code, at=at, now=at)[0] == (
            "done" if later else "refused"
        )
    # What may be used once knows the card again in another year: by the key of the benefit's own.
    this_year = timezone.localdate().year
    assert set(PseudonymKey.objects.values_list("year", flat=True)) == {this_year, 2027, 2028}


def test_hours_after_midnight_belong_to_the_evening(shop, luenen, done):
    code = print_card(make_card(luenen.municipality, valid_until=None))
    benefit = shop.benefit("day", from_time=dt.time(20), until_time=dt.time(2))
    evening = dt.datetime(2027, 12, 31, 23, tzinfo=BERLIN)
    assert done(benefit=benefit, code=code, at=evening, now=evening)[0] == "done"
    later = evening + dt.timedelta(hours=2)
    assert done(benefit=benefit, code=code, at=later, now=later)[1] == "limit"
    next_evening = evening + DAY
    assert done(benefit=benefit, code=code, at=next_evening, now=next_evening)[0] == "done"


def test_every_reason_to_refuse(shop, luenen, card, code, phone, done):
    now = timezone.now()
    benefit, day = shop.benefit(), now.astimezone(BERLIN).date()
    foreign = make_shop(luenen.municipality, "Anderswo").benefit()
    expired = print_card(make_card(luenen.municipality, valid_until=day - DAY))
    ahead = print_card(make_card(luenen.municipality, valid_from=day + DAY))
    ended = make_card(luenen.municipality)
    revoked = print_card(ended)
    revoke(ended.credentials.get(), end=CardEnd.LOST, now=now - minutes(1))
    unknown = print_card(make_card(luenen.municipality))
    Credential.objects.order_by("-pk")[:1].get().delete()
    altered = code[:-1] + str((int(code[-1]) + 1) % 10)
    cases = {
        "unknown_benefit": {"benefit": foreign, "code": code},
        "unreadable": {"benefit": benefit, "code": "https://karte.example/"},
        "forged": {"benefit": benefit, "code": altered},
        "revoked": {"benefit": benefit, "code": revoked},
        "expired": {"benefit": benefit, "code": expired},
        "not_yet_valid": {"benefit": benefit, "code": ahead},
        "stale": {"benefit": benefit, "code": phone.shows(now - minutes(2))},
        "not_offered": {"benefit": shop.benefit(for_standard=False), "code": code},
        "clock": {"benefit": benefit, "code": code, "at": now + minutes(2)},
        "unknown_number": {"benefit": benefit, "number": "LUE-1234-5678"},
    }
    for error, facts in cases.items():
        assert done(**facts, now=now) == ("refused", error, None), error
    assert done(benefit=benefit, code=unknown)[1] == "unreadable"
    assert done(benefit=benefit, code=phone.shows(now + minutes(2)), now=now)[1] == "clock"
    late = now - ONLINE_WITHIN - minutes(1)
    assert done(benefit=benefit, code=code, at=late, now=now)[1] == "clock"
    assert done(benefit=shop.benefit(paused_at=now), code=code)[1] == "not_offered"
    assert done(benefit=shop.benefit(ended_at=now), code=code)[1] == "not_offered"
    elsewhere = shop.benefit()
    assert not Redemption.objects.exists()

    # The key is withdrawn because it was stolen: in this process, and in those that know it still.
    IssuerKey.objects.update(retired_at=now, withdrawn_at=now)
    assert done(benefit=elsewhere, code=code)[1] == "unknown"


def test_what_happened_without_network_is_never_lost(shop, luenen, card, code, phone, done):
    """What can't be counted is kept as a conflict, with nothing that says whose card it was."""
    now = timezone.now()
    yesterday = now - DAY
    benefit, once = shop.benefit(), shop.benefit(LimitPeriod.ONCE)
    assert done(benefit=once, code=code)[0] == "done"
    offline = {"offline": True, "now": now}
    altered = code[:-1] + str((int(code[-1]) + 1) % 10)
    # The phone's code was fresh when it was scanned.
    assert done(benefit=benefit, code=phone.shows(yesterday), at=yesterday, **offline) == (
        "done",
        "",
        None,
    )
    for error, facts in {
        "limit": {"benefit": once, "code": code},
        "forged": {"benefit": benefit, "code": altered},
        "stale": {
            "benefit": benefit,
            "code": phone.shows(yesterday - minutes(2)),
            "at": yesterday,
        },
        "not_offered": {"benefit": shop.benefit(weekdays=_not_today(now)), "code": code},
        "clock": {"benefit": benefit, "code": code, "at": now - OFFLINE_WITHIN - minutes(1)},
    }.items():
        assert done(**facts, **offline) == ("conflict", error, None), error
    conflicts = Redemption.objects.conflicts()
    assert conflicts.count() == 5
    assert {row.pseudonym for row in conflicts} == {None}
    assert conflicts.get(conflict="limit").issued_by == card.municipality
    assert conflicts.get(conflict="clock").scanned_at == now - OFFLINE_WITHIN
    assert done(benefit=benefit, number="LUE-1234-5678", **offline)[1] == "number_offline"

    # Revoked after the guest had gone: it was good then. Before: a conflict, sent how often ever.
    revoke(card.credentials.get(kind="printed"), end=CardEnd.LOST, now=now - minutes(30))
    assert done(benefit=benefit, code=code, at=now - minutes(31), **offline)[0] == "done"
    late = report(benefit, code, at=now - minutes(29), offline=True)
    answers = {redeem(till=shop.till, report=late, now=now) for _ in range(2)}
    assert {(one.state, one.error) for one in answers} == {("conflict", "revoked")}
    assert Redemption.objects.conflicts().count() == 6


def _not_today(now):
    return 0b1111111 & ~(1 << now.astimezone(BERLIN).weekday())


def test_a_number_serves_where_the_code_cannot_be_read(shop, luenen, done):
    card = make_card(luenen.municipality)
    card.number = f"LUE-1234-567{check_digit('1234567')}"
    card.save()
    once = shop.benefit(LimitPeriod.ONCE)
    assert done(benefit=once, number=card.number.lower())[0] == "done"
    assert done(benefit=once, code=print_card(card))[1] == "limit"
    card.end, card.ended_at = CardEnd.LOST, timezone.now() - minutes(1)
    card.save()
    assert done(benefit=shop.benefit(), number=card.number)[1] == "revoked"


def test_only_where_it_is_offered(shop, luenen, code, done, home):
    page = luenen.page.add_child(instance=PartnerPage(title="Bäckerei", slug="baeckerei"))
    here, there = (
        PartnerBranch.objects.create(page=page, street=f"Weg {n}", postcode="44532", city="Lünen")
        for n in (1, 2)
    )
    benefit = shop.benefit()
    benefit.branches.set([here])
    assert done(benefit=benefit, code=code, at_shop=shop.another_till(branch=here))[0] == "done"
    elsewhere = shop.another_till(branch=there)
    assert done(benefit=benefit, code=code, at_shop=elsewhere)[1] == "not_offered"
    assert done(benefit=benefit, code=code)[0] == "done"


def test_taken_back_for_ten_minutes(shop, code, done):
    now = timezone.now()
    once = shop.benefit(LimitPeriod.ONCE)
    sent = report(once, code, at=now)
    assert redeem(till=shop.till, report=sent, now=now).left == 0
    for _ in range(2):
        take_back(till=shop.till, key=sent.key, now=now + TAKEN_BACK_WITHIN)
    row = Redemption.objects.get()
    assert (row.state, row.slot, row.undone_at) == ("undone", None, now + TAKEN_BACK_WITHIN)
    # Sent again it stays taken back; the guest may use the benefit after all.
    assert redeem(till=shop.till, report=sent, now=now).state == "undone"
    again = report(once, code, at=now)
    assert redeem(till=shop.till, report=again, now=now).state == "done"

    def refusal(till, key, later=None):
        with pytest.raises(TakeBackError) as caught:
            take_back(till=till, key=key, now=later or now)
        return caught.value.code

    assert refusal(shop.till, again.key, now + TAKEN_BACK_WITHIN + minutes(1)) == "too_late"
    assert refusal(shop.another_till().till, again.key) == "unknown"
    conflict = report(once, code, at=now, offline=True)
    redeem(till=shop.till, report=conflict, now=now)
    assert refusal(shop.till, conflict.key) == "conflict"


def test_the_database_refuses_a_use_too_many(shop, code, done):
    once = shop.benefit(LimitPeriod.ONCE)
    done(benefit=once, code=code)
    row = Redemption.objects.get()
    with pytest.raises(IntegrityError, match=r"limit_of_benefit|slot"), transaction.atomic():
        Redemption.objects.create(
            **{
                name: getattr(row, name)
                for name in (
                    *("benefit", "partner", "device", "pseudonym", "period", "slot"),
                    *("state", "scanned_at", "received_at"),
                )
            },
            idempotency_key="0a8a3ab8-7b4c-4ab8-9d5b-2a6dbb8e3b11",
        )


def test_on_postgresql_a_cursor_lives_as_long_as_its_connection(monkeypatch):
    database = SimpleNamespace(
        vendor="postgresql", connection=object(), queries_logged=False, cursor=object
    )
    monkeypatch.setattr(statements, "connections", {DEFAULT_DB_ALIAS: database})
    monkeypatch.setattr(statements, "_kept", SimpleNamespace(connection=None, cursor=None))

    def cursor():
        with statements.cursor_of_thread() as found:
            return found

    first = cursor()
    assert cursor() is first
    database.connection = object()
    second = cursor()
    assert second is not first
    assert cursor() is second
