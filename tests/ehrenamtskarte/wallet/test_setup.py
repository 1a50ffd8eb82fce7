"""What is set up wrong is said before anybody notices, and offers nothing."""

import datetime as dt

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.checks import Error, Warning  # noqa: A004 - Django's name

from ehrenamtskarte.wallet import Wallet, offered_wallets
from ehrenamtskarte.wallet.setup import check_wallets
from tests.ehrenamtskarte.wallet.authorities import (
    certify,
    name_of,
    write_apple,
    write_google,
)


def test_off_by_default(db):
    assert offered_wallets() == []
    assert check_wallets() == []


def test_each_for_itself(settings, tmp_path):
    set_all(settings, write_google(tmp_path))
    assert (offered_wallets(), check_wallets()) == ([Wallet.GOOGLE], [])
    set_all(settings, write_apple(tmp_path, password="geheim"))
    assert (offered_wallets(), check_wallets()) == ([Wallet.APPLE, Wallet.GOOGLE], [])


def test_what_is_wrong_is_said(settings, tmp_path):
    other = ec.generate_private_key(ec.SECP256R1())
    stranger = certify(name_of("Other"), other, name_of("Other"), other, is_authority=True)
    nameless = name_of("Somebody", team="ABCDE12345")
    past = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    cases = {
        "APPLE_WALLET_KEY is missing": lambda: {"APPLE_WALLET_KEY": ""},
        "APPLE_WALLET_CERTIFICATE names a file that can't be read": lambda: {
            "APPLE_WALLET_CERTIFICATE": str(tmp_path / "nowhere.pem")
        },
        "holds no certificate": lambda: {"APPLE_WALLET_CERTIFICATE": str(tmp_path / "pass.key")},
        "holds no private key": lambda: {"APPLE_WALLET_KEY": str(tmp_path / "pass.cer")},
        "does not open the key": lambda: (
            write_apple(tmp_path, password="geheim") | {"APPLE_WALLET_KEY_PASSWORD": "falsch"}
        ),
        "please set APPLE_WALLET_KEY_PASSWORD": lambda: (
            write_apple(tmp_path, password="geheim") | {"APPLE_WALLET_KEY_PASSWORD": ""}
        ),
        "does not belong to the pass certificate": lambda: write_apple(tmp_path, key=other),
        "is none of a pass type": lambda: write_apple(tmp_path, subject=nameless),
        "has not issued the pass certificate": lambda: written(
            tmp_path / "wwdr.pem", stranger.public_bytes(Encoding.PEM)
        ),
        "expired on 2026-02-01": lambda: write_apple(tmp_path, until=past),
        "service account": lambda: written(tmp_path / "google.json", b"{}"),
        "GOOGLE_WALLET_ISSUER is a number": lambda: {"GOOGLE_WALLET_ISSUER": "abc"},
    }
    for words, spoil in cases.items():
        set_all(settings, write_apple(tmp_path) | write_google(tmp_path))
        set_all(settings, spoil() or {})
        (found,) = check_wallets()
        assert words in found.msg
        # What has only grown old must not keep the clock from starting.
        is_over = "expired" in words
        assert isinstance(found, Warning if is_over else Error)
        broken = Wallet.GOOGLE if "service" in words or "GOOGLE" in words else Wallet.APPLE
        assert offered_wallets() == [wallet for wallet in Wallet if wallet != broken]


def test_certificate_that_ends_soon_is_said_in_time(settings, tmp_path):
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=20)
    set_all(settings, write_apple(tmp_path, until=soon))
    (found,) = check_wallets()
    assert isinstance(found, Warning)
    assert f"{soon:%Y-%m-%d}" in found.msg
    assert offered_wallets() == [Wallet.APPLE]


def test_a_renewed_certificate_needs_no_restart(settings, tmp_path):
    set_all(settings, write_apple(tmp_path, until=dt.datetime(2026, 2, 1, tzinfo=dt.UTC)))
    assert offered_wallets() == []
    write_apple(tmp_path)
    assert offered_wallets() == [Wallet.APPLE]


def set_all(settings, values):
    for name, value in values.items():
        setattr(settings, name, value)


def written(path, content):
    path.write_bytes(content)
