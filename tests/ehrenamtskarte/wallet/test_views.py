"""Who gets to a pass and what stands before the button."""

import time
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.contrib.staticfiles import finders
from django.urls import reverse

from ehrenamtskarte.credential.keys import make_private_key
from ehrenamtskarte.models import Credential
from ehrenamtskarte.wallet import Wallet, make_pass, pass_of
from ehrenamtskarte.wallet.access import statement
from tests.ehrenamtskarte.phone.test_binding import brought, shown
from tests.factories import UserFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def signed_in(client, holder):
    client.force_login(holder, backend=BACKEND)
    return client


def at(name, card):
    return reverse(f"wallet:{name}", args=[card.pk])


def proof(credential, key, *, seconds=None):
    seconds = int(time.time()) if seconds is None else seconds
    cti = bytes(credential.cti).hex()
    halves = decode_dss_signature(key.sign(statement(cti, seconds), ECDSA(SHA256())))
    raw = b"".join(half.to_bytes(32) for half in halves)
    signature = urlsafe_b64encode(raw).decode().rstrip("=")
    return {"credential": cti, "signed_at": str(seconds), "signature": signature}


def test_nothing_is_offered_by_default(signed_in, card, holder):
    for page in (reverse("account_home"), reverse("my_cards")):
        assert "wallet" not in signed_in.get(page).content.decode().lower()
    assert signed_in.get(at("card", card)).status_code == 404
    assert signed_in.get(at("apple_file", card)).status_code == 404
    for name in ("make", "end"):
        assert signed_in.post(at(name, card), {"wallet": "apple"}).status_code == 404
    assert signed_in.post(reverse("wallet:from_phone")).status_code == 404


def test_holder_makes_and_ends_a_pass(signed_in, card, wallets):
    assert at("card", card) in signed_in.get(reverse("account_home")).content.decode()
    before = signed_in.get(at("card", card))
    page = before.content.decode()
    assert "no-store" in before["Cache-Control"]
    assert "freiwillig" in page
    assert page.index("freiwillig") < page.index('name="wallet"')
    assert "pkpass" not in page
    assert signed_in.get(at("apple_file", card)).status_code == 404
    assert signed_in.get(at("make", card)).status_code == 405

    signed_in.post(at("make", card), {"wallet": "apple"})
    assert at("apple_file", card) in signed_in.get(at("card", card)).content.decode()
    file = signed_in.get(at("apple_file", card))
    assert file["Content-Type"] == "application/vnd.apple.pkpass"
    assert "no-store" in file["Cache-Control"]
    assert file.content.startswith(b"PK")

    signed_in.post(at("make", card), {"wallet": "google"})
    page = signed_in.get(at("card", card)).content.decode()
    assert 'href="https://pay.google.com/gp/v/save/ey' in page
    assert signed_in.get(at("apple_file", card)).status_code == 404
    assert signed_in.post(at("make", card), {"wallet": "samsung"}).status_code == 404

    signed_in.post(at("end", card))
    assert pass_of(card) is None
    assert "pay.google.com" not in signed_in.get(at("card", card)).content.decode()


def test_limit_is_said(signed_in, card, wallets, settings):
    settings.CARD_PASSES_A_YEAR = 0
    answer = signed_in.post(at("make", card), {"wallet": "apple"})
    assert answer.status_code == 422
    assert "innerhalb eines Jahres" in answer.content.decode()


def test_strangers_are_refused(client, card, wallets):
    make_pass(card=card, wallet=Wallet.APPLE, by=None)
    for name in ("card", "apple_file"):
        assert client.get(at(name, card)).headers["Location"].startswith(reverse("account_login"))
    client.force_login(UserFactory(), backend=BACKEND)
    for name in ("card", "apple_file"):
        assert client.get(at(name, card)).status_code == 404
    for name in ("make", "end"):
        assert client.post(at(name, card), {"wallet": "google"}).status_code == 404
    assert Credential.objects.count() == 1


def test_phone_that_shows_the_card_needs_no_account(client, card, wallets):
    assert "data-wallet" in client.get(reverse("my_cards")).content.decode()
    key, now = make_private_key(), int(time.time())
    credential = brought(card, key=key)
    right = proof(credential, key)
    till = urlsafe_b64encode(shown(credential, key, credential.issued_at)[-64:]).decode()
    wrong = [
        {},
        proof(credential, make_private_key()),
        proof(credential, key, seconds=now - 600),
        proof(credential, key, seconds=now + 600),
        right | {"signed_at": str(now + 1)},
        right | {"signature": till.rstrip("=")},  # whoever has scanned the card
        right | {"signature": "A" * 86},
        right | {"credential": "00" * 8},
        right | {"credential": "x"},
    ]
    for said in wrong:
        assert client.post(reverse("wallet:from_phone"), said).status_code == 403
    assert client.get(at("card", card)).status_code == 302

    answer = client.post(reverse("wallet:from_phone"), right)
    assert answer.headers["Location"] == at("card", card)
    assert client.get(at("card", card)).status_code == 200
    client.post(at("make", card), {"wallet": "apple"})
    assert client.get(at("apple_file", card)).status_code == 200

    Credential.objects.filter(pk=credential.pk).update(revoked_at=credential.issued_at, end="lost")
    assert client.post(reverse("wallet:from_phone"), right).status_code == 403


def test_phones_sign_the_same_sentence():
    script = Path(finders.find("js/karte/presentation.js")).read_text()
    assert "`ehrenamtskarte wallet ${id} ${seconds}`" in script
    assert statement("0011223344556677", 12) == b"ehrenamtskarte wallet 0011223344556677 12"


def test_proof_of_a_phone_does_not_last(client, card, wallets):
    key = make_private_key()
    client.post(reverse("wallet:from_phone"), proof(brought(card, key=key), key))
    session = client.session
    session["wallet_cards"] = {str(card.pk): time.time() - 1}
    session.save()
    assert client.get(at("card", card)).status_code == 302
