"""What wallets want passes signed with, read from the files that the environment names.

Whoever has these keys can make passes in the association's name, but none that a till accepts:
that takes the town's key inside of the code.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import NameOID

from ehrenamtskarte.wallet.errors import WalletSetupError

Code = WalletSetupError.Code
IDENTIFIER: Final = "pass."  # how those of passes begin


@dataclass(frozen=True)
class AppleCertificates:
    """A certificate of a pass type with its key, and the one of Apple that has issued it."""

    certificate: x509.Certificate
    key: RSAPrivateKey | EllipticCurvePrivateKey
    intermediate: x509.Certificate

    @property
    def pass_type(self) -> str:
        return _of_subject(self.certificate, NameOID.USER_ID)

    @property
    def team(self) -> str:
        return _of_subject(self.certificate, NameOID.ORGANIZATIONAL_UNIT_NAME)

    @property
    def expires_at(self) -> datetime:
        return min(self.certificate.not_valid_after_utc, self.intermediate.not_valid_after_utc)

    def check_dates(self, now: datetime) -> None:
        """Raises WalletSetupError: EXPIRED, NOT_YET."""
        dated = {
            "APPLE_WALLET_CERTIFICATE": self.certificate,
            "APPLE_WALLET_INTERMEDIATE": self.intermediate,
        }
        for setting, certificate in dated.items():
            first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
            if last <= now:
                raise WalletSetupError(Code.EXPIRED, setting=setting, day=last.date())
            if now < first:
                raise WalletSetupError(Code.NOT_YET, setting=setting, day=first.date())


@dataclass(frozen=True)
class GoogleAccount:
    """A service account of Google that may make passes for an issuer."""

    issuer: str
    email: str
    key: RSAPrivateKey


def read_apple(
    *, certificate: str, key: str, password: str, intermediate: str
) -> AppleCertificates:
    """Read and compare; certificates as PEM or as Apple hands them out (DER), the key as PEM.

    Raises:
        WalletSetupError: all but what is about Google and about days.
    """
    own = _certificate("APPLE_WALLET_CERTIFICATE", certificate)
    issuing = _certificate("APPLE_WALLET_INTERMEDIATE", intermediate)
    private = _private_key(key, password)
    if private.public_key() != own.public_key():
        raise WalletSetupError(Code.WRONG_KEY, path=key)
    found = AppleCertificates(own, private, issuing)
    if not found.pass_type.startswith(IDENTIFIER) or not found.team:
        raise WalletSetupError(Code.NO_PASS_TYPE, path=certificate)
    try:
        own.verify_directly_issued_by(issuing)
    except (ValueError, TypeError, InvalidSignature):
        issuer = own.issuer.rfc4514_string()
        raise WalletSetupError(Code.WRONG_INTERMEDIATE, issuer=issuer) from None
    return found


def read_google(*, issuer: str, path: str) -> GoogleAccount:
    """Read the file that Google's console gives. Raises WalletSetupError."""
    if not (issuer.isascii() and issuer.isdecimal()):
        raise WalletSetupError(Code.NO_ISSUER)
    content = _content("GOOGLE_WALLET_KEY", path)
    try:
        said = json.loads(content)
        email, key = said["client_email"], load_pem_private_key(said["private_key"].encode(), None)
    except (ValueError, KeyError, TypeError, AttributeError):  # never with the key in a traceback
        raise WalletSetupError(Code.NO_ACCOUNT, path=path) from None
    if not isinstance(key, RSAPrivateKey) or not isinstance(email, str):
        raise WalletSetupError(Code.NO_ACCOUNT, path=path)
    return GoogleAccount(issuer, email, key)


def _certificate(setting: str, path: str) -> x509.Certificate:
    content = _content(setting, path)
    for load in (x509.load_pem_x509_certificate, x509.load_der_x509_certificate):
        try:
            return load(content)
        except ValueError:
            continue
    raise WalletSetupError(Code.NO_CERTIFICATE, setting=setting, path=path)


def _private_key(path: str, password: str) -> RSAPrivateKey | EllipticCurvePrivateKey:
    content = _content("APPLE_WALLET_KEY", path)
    try:
        key = _loaded(content, password)
    except TypeError:
        raise WalletSetupError(Code.PASSWORD_MISSING, path=path) from None
    except ValueError:
        is_encrypted = b"ENCRYPTED" in content
        code = Code.PASSWORD if is_encrypted and password else Code.NO_KEY
        raise WalletSetupError(code, setting="APPLE_WALLET_KEY", path=path) from None
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise WalletSetupError(Code.NO_KEY, setting="APPLE_WALLET_KEY", path=path)
    return key


def _loaded(content: bytes, password: str) -> object:
    """A password that is not needed does no harm."""
    if password and b"ENCRYPTED" not in content:
        password = ""
    return load_pem_private_key(content, password.encode() or None)


def _content(setting: str, path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise WalletSetupError(Code.NO_FILE, setting=setting, path=path, why=why) from None


def _of_subject(certificate: x509.Certificate, name: x509.ObjectIdentifier) -> str:
    return next((str(one.value) for one in certificate.subject.get_attributes_for_oid(name)), "")
