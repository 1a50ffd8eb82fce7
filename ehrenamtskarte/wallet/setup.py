"""Which wallets are set up, and what is wrong with those that are not quite."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 - Django's name
from django.utils import timezone

from ehrenamtskarte.wallet.certificates import (
    AppleCertificates,
    GoogleAccount,
    read_apple,
    read_google,
)
from ehrenamtskarte.wallet.errors import WalletSetupError
from ehrenamtskarte.wallet.kinds import Wallet

Code = WalletSetupError.Code
APPLE: Final = ("APPLE_WALLET_CERTIFICATE", "APPLE_WALLET_KEY", "APPLE_WALLET_INTERMEDIATE")
GOOGLE: Final = ("GOOGLE_WALLET_ISSUER", "GOOGLE_WALLET_KEY")
SOON: Final = timedelta(days=30)
Read = TypeVar("Read")
HINT: Final = "docs/wallet-passes.md"


def apple_certificates() -> AppleCertificates | None:
    """None where nothing is set. Raises WalletSetupError."""
    paths = _values(Wallet.APPLE, APPLE)
    if paths is None:
        return None
    certificate, key, intermediate = paths
    found = _read_apple(
        certificate, key, intermediate, settings.APPLE_WALLET_KEY_PASSWORD, _changes(*paths)
    )
    found.check_dates(timezone.now())
    return found


def google_account() -> GoogleAccount | None:
    """None where nothing is set. Raises WalletSetupError."""
    values = _values(Wallet.GOOGLE, GOOGLE)
    if values is None:
        return None
    issuer, path = values
    return _read_google(issuer, path, _changes(path))


def offered_wallets() -> list[Wallet]:
    """Those for which passes can be made; what is wrong with others says `manage.py check`."""
    return [wallet for wallet in Wallet if usable(_READERS[wallet])]


def usable(read: Callable[[], Read | None]) -> Read | None:
    """What `apple_certificates` or `google_account` gives; None where something is wrong."""
    try:
        return read()
    except WalletSetupError:
        return None


def check_wallets(**kwargs: object) -> list[CheckMessage]:
    """What is set up wrong; what has only grown old keeps nothing from starting."""
    found: list[CheckMessage] = []
    for read in _READERS.values():
        try:
            usable = read()
        except WalletSetupError as error:
            is_over = error.code == Code.EXPIRED
            kind, number = (Warning, "W001") if is_over else (Error, "E004")
            found.append(kind(str(error), hint=HINT, id=f"ehrenamtskarte.{number}"))
            continue
        if isinstance(usable, AppleCertificates) and usable.expires_at < timezone.now() + SOON:
            text = f"The certificates of Apple Wallet are valid only until {usable.expires_at:%F}."
            found.append(Warning(text, hint=HINT, id="ehrenamtskarte.W002"))
    return found


_READERS: Final[dict[Wallet, Callable[[], AppleCertificates | GoogleAccount | None]]] = {
    Wallet.APPLE: apple_certificates,
    Wallet.GOOGLE: google_account,
}


def _values(wallet: Wallet, names: tuple[str, ...]) -> list[str] | None:
    values = [getattr(settings, name) for name in names]
    if not any(values):
        return None
    if missing := [name for name, value in zip(names, values, strict=True) if not value]:
        raise WalletSetupError(Code.INCOMPLETE, missing=" and ".join(missing), wallet=wallet.label)
    return values


def _changes(*paths: str) -> tuple[int, ...]:
    """When the files were changed last, so that a renewed certificate needs no restart."""
    return tuple(Path(path).stat().st_mtime_ns if Path(path).exists() else 0 for path in paths)


@lru_cache(maxsize=2)
def _read_apple(
    certificate: str, key: str, intermediate: str, password: str, changes: tuple[int, ...]
) -> AppleCertificates:
    return read_apple(
        certificate=certificate, key=key, password=password, intermediate=intermediate
    )


@lru_cache(maxsize=2)
def _read_google(issuer: str, path: str, changes: tuple[int, ...]) -> GoogleAccount:
    return read_google(issuer=issuer, path=path)
