"""A card's code for a phone: certified, moved, limited, given up; one code, one phone."""

import datetime as dt
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core import mail
from django.db import connection
from django.utils import timezone

from ehrenamtskarte.credential.keys import Issuer, IssuerKey, make_private_key
from ehrenamtskarte.credential.numerals import CodeVersion, to_digits
from ehrenamtskarte.credential.signing import sign_presentation
from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.enums import CardEnd, CardEventKind, CredentialKind
from ehrenamtskarte.issuing.activation import new_code
from ehrenamtskarte.keys.published import address_of, own_key_set
from ehrenamtskarte.models import ActivationCode, CardEvent, Credential
from ehrenamtskarte.phone import PhoneError, activate, bind_own, cards_of, give_up
from ehrenamtskarte.status.publishing import publish_list
from municipalities.models import Municipality
from tests.ehrenamtskarte.cards import make_cards
from tests.factories import UserFactory, VolunteerFactory

Code = PhoneError.Code


@pytest.fixture
def town(luenen):
    return luenen.municipality


@pytest.fixture
def card(town):
    volunteer = VolunteerFactory(name="Erika Beispiel", email="erika@example.org")
    return make_cards(town, 1, volunteer=volunteer)[0]


def jwk_of(private_key):
    jwk = IssuerKey(private_key.public_key(), Issuer("05978024", "x"), "https://x/1").to_jwk()
    return {name: jwk[name] for name in ("kty", "crv", "x", "y")} | {"ext": True, "key_ops": []}


def brought(card, *, key=None, now=None, device="Android"):
    now = now or timezone.now()
    code, _kept = new_code(card, now=now)
    key = key or make_private_key()
    return activate(code=code, holder_key=jwk_of(key), device_name=device, now=now)


def refusal(function, **arguments):
    with pytest.raises(PhoneError) as caught:
        function(**arguments)
    return caught.value.code


def shown(credential, key, now):
    return sign_presentation(bytes(credential.token), key, now)


def verdict_on(credential, key, now, lists=()):
    return judge(shown(credential, key, now), keys=own_key_set(), lists=dict(lists), now=now)


def test_phone_shows_what_a_till_accepts(card):
    key, now = make_private_key(), timezone.now()
    credential = brought(card, key=key)

    verdict = verdict_on(credential, key, now)

    assert verdict.kind == VerdictKind.VALID_OLD_LIST  # it was given no list
    assert verdict.on_phone
    assert verdict.claims.name == card.printed_name
    assert verdict.claims.valid_until == card.valid_until
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    assert verdict.claims.holder_key == point
    assert set(credential.holder_key) == {"kty", "crv", "x", "y"}
    other = verdict_on(credential, make_private_key(), now)
    assert other.kind == VerdictKind.FORGED
    alone = judge(bytes(credential.token), keys=own_key_set(), lists={}, now=now)
    assert alone.kind == VerdictKind.FORGED


def test_code_works_once_however_it_is_typed(card):
    code, kept = new_code(card)
    assert code not in str(vars(kept))
    typed = f" {code.lower().replace('-', ' ')} "
    key = jwk_of(make_private_key())

    activate(code=typed, holder_key=key, device_name="iPhone")

    kept.refresh_from_db()
    assert kept.used_at
    again = refusal(activate, code=code, holder_key=key, device_name="iPhone")
    assert again == Code.UNKNOWN_CODE
    assert Credential.objects.count() == 1


def test_unknown_and_old_codes(card):
    now = timezone.now()
    key = jwk_of(make_private_key())
    old, _kept = new_code(card, now=now - dt.timedelta(days=61))
    for code in ("", "AAAA-AAAA-AAAA", "☃" * 60, old):
        found = refusal(activate, code=code, holder_key=key, device_name="", now=now)
        assert found == Code.UNKNOWN_CODE


@pytest.mark.parametrize(
    "key", [None, "x", [], {}, {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43}]
)
def test_bad_keys_leave_the_code_unused(card, key):
    code, kept = new_code(card)
    assert refusal(activate, code=code, holder_key=key, device_name="") == Code.BAD_KEY
    p384 = ec.generate_private_key(ec.SECP384R1()).public_key().public_numbers()
    wrong = {"kty": "EC", "crv": "P-384", "x": str(p384.x), "y": str(p384.y)}
    assert refusal(activate, code=code, holder_key=wrong, device_name="") == Code.BAD_KEY
    kept.refresh_from_db()
    assert kept.used_at is None


def test_new_phone_ends_the_old_one(card):
    first_key, second_key = make_private_key(), make_private_key()
    first = brought(card, key=first_key, device="Android")
    second = brought(card, key=second_key, device="iPhone")

    first.refresh_from_db()
    assert (first.end, bool(first.revoked_at)) == (CardEnd.NEW_PHONE, True)
    now = timezone.now()
    address = address_of(first.status_list)
    token = bytes(publish_list(first.status_list).token)
    signers = own_key_set().of_list(address)
    lists = {address: read_status_list(token, address=address, signers=signers)}
    assert verdict_on(first, first_key, now, lists).kind == VerdictKind.REVOKED
    assert verdict_on(second, second_key, now, lists).kind == VerdictKind.VALID
    said = [(event.kind, event.note) for event in CardEvent.objects.filter(card=card)]
    assert said == [
        (CardEventKind.BOUND, "Android"),
        (CardEventKind.UNBOUND, "Android"),
        (CardEventKind.BOUND, "iPhone"),
    ]


def test_printed_code_stays_when_phones_change(card, town):
    printed = Credential.objects.create(
        card=card,
        kind=CredentialKind.PRINTED,
        cti=b"12345678",
        key=brought(card).key,
        status_list=Credential.objects.first().status_list,
        status_index=Credential.objects.first().status_index ^ 1,
        token=b"",
    )
    brought(card)
    printed.refresh_from_db()
    assert printed.revoked_at is None


def test_holder_hears_of_each_binding(card, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        brought(card, device="Android")
    with django_capture_on_commit_callbacks(execute=True):
        brought(card, device="iPhone")
    first, second = mail.outbox
    assert first.to == second.to == ["erika@example.org"]
    assert card.number in first.body
    assert "Android" in first.body
    assert "bisher" not in first.body
    assert "iPhone" in second.body
    assert "bisher" in second.body


def test_limit_within_a_year(card, settings):
    settings.CARD_PHONES_A_YEAR = 2
    first = brought(card)
    brought(card)
    code, kept = new_code(card)
    arguments = {"code": code, "holder_key": jwk_of(make_private_key()), "device_name": ""}

    assert refusal(activate, **arguments) == Code.TOO_OFTEN
    kept.refresh_from_db()
    assert kept.used_at is None

    before = timezone.now() - dt.timedelta(days=366)
    Credential.objects.filter(pk=first.pk).update(issued_at=before)
    activate(**arguments)


def test_ended_cards_stay_off_phones(town):
    now = timezone.now()
    over = make_cards(town, 1, valid_until=dt.date(2026, 1, 1))[0]
    ended = make_cards(town, 1, ended_at=now, end=CardEnd.LOST)[0]
    for card in (over, ended):
        code, _kept = new_code(card)
        key = jwk_of(make_private_key())
        assert refusal(activate, code=code, holder_key=key, device_name="") == Code.ENDED


def test_own_cards_of_an_account(card, town):
    user = UserFactory(email="erika@example.org")
    stranger = UserFactory(email="fremd@example.org")
    arguments = {"card_key": card.pk, "holder_key": jwk_of(make_private_key()), "device_name": ""}
    today = timezone.localdate()
    assert refusal(bind_own, user=user, **arguments) == Code.NOT_YOURS  # mailbox not confirmed

    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    assert list(cards_of(user, on=today)) == [card]
    assert list(cards_of(stranger, on=today)) == []
    assert list(cards_of(user, on=card.valid_until + dt.timedelta(days=1))) == []
    assert refusal(bind_own, user=stranger, **arguments) == Code.NOT_YOURS
    assert refusal(bind_own, user=user, **arguments | {"card_key": 0}) == Code.NOT_YOURS

    credential = bind_own(user=user, **arguments)
    assert credential.card == card
    assert CardEvent.objects.get(card=card).by == user


def test_phone_gives_its_card_up(card):
    key, now = make_private_key(), timezone.now()
    credential = brought(card, key=key)
    said = f"{int(CodeVersion.PRESENTATION)}{to_digits(shown(credential, key, now))}"
    old = shown(credential, key, now - dt.timedelta(minutes=5))
    stranger = shown(credential, make_private_key(), now)
    alone = f"{int(CodeVersion.CREDENTIAL)}{to_digits(bytes(credential.token))}"

    for nothing in ("", "2123", alone, f"2{to_digits(old)}", f"2{to_digits(stranger)}"):
        assert not give_up(presentation=nothing, now=now)
    assert give_up(presentation=said, now=now)
    assert not give_up(presentation=said, now=now)

    credential.refresh_from_db()
    assert credential.end == CardEnd.GIVEN_UP
    kinds = list(CardEvent.objects.filter(card=card).values_list("kind", flat=True))
    assert kinds == [CardEventKind.BOUND, CardEventKind.UNBOUND]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_code_at_two_phones_at_once():
    town = Municipality.objects.create(
        ags="05978024", name="Lünen", slug="luenen", latitude=51.6, longitude=7.5
    )
    card = make_cards(town, 1)[0]
    code, _kept = new_code(card)
    start, outcomes = threading.Barrier(4), []

    def type_it():
        try:
            start.wait()
            key = jwk_of(make_private_key())
            outcomes.append(activate(code=code, holder_key=key, device_name="").pk)
        except PhoneError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=type_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count(Code.UNKNOWN_CODE) == 3
    assert Credential.objects.filter(card=card, revoked_at=None).count() == 1
    assert ActivationCode.objects.filter(used_at__isnull=False).count() == 1
