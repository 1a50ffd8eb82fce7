"""Bytes as digits, and the text of a QR code.

A QR code's numeric mode holds decimal digits almost without loss, and digits are safe in any
address. They stand in the fragment, which a browser keeps for itself.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from ehrenamtskarte.credential.errors import CredentialError

MAX_BYTES = 600  # of a credential or presentation; real ones have 130 to 320
# 2 ** (8 * 600 + 1) has so many decimal digits.
MAX_DIGITS = 1446

_HOST = re.compile(r"[A-Z0-9.-]{1,253}(:[0-9]{1,5})?")
_TEXT = re.compile(
    r"(?:https?://[A-Z0-9.:_\[\]-]{1,260}/k/?)?#?([12])([0-9]+)", re.IGNORECASE | re.ASCII
)


class CodeVersion(IntEnum):
    """The digit after the `#`."""

    CREDENTIAL = 1  # EK1
    PRESENTATION = 2  # EK2


@dataclass(frozen=True, slots=True)
class ScannedCode:
    version: CodeVersion
    data: bytes


def to_digits(data: bytes) -> str:
    """`data` as a decimal number; a leading byte 01 keeps leading zeros.

    Raises:
        CredentialError: TOO_LARGE beyond 600 bytes.
    """
    if len(data) > MAX_BYTES:
        raise CredentialError(CredentialError.Code.TOO_LARGE)
    return str(int.from_bytes(b"\x01" + data, "big"))


def from_digits(digits: str) -> bytes:
    """The bytes of `to_digits`, of which there is one writing only.

    Raises:
        CredentialError: NOT_A_CODE, TOO_LARGE.
    """
    if not (digits.isascii() and digits.isdecimal()) or digits[0] == "0":
        raise CredentialError(CredentialError.Code.NOT_A_CODE)
    if len(digits) > MAX_DIGITS:
        raise CredentialError(CredentialError.Code.TOO_LARGE)
    number = int(digits)
    length = (number.bit_length() + 7) // 8
    data = number.to_bytes(length, "big")
    if data[0] != 1:
        raise CredentialError(CredentialError.Code.NOT_A_CODE)
    if length - 1 > MAX_BYTES:
        raise CredentialError(CredentialError.Code.TOO_LARGE)
    return data[1:]


def qr_text(host: str, data: bytes, version: CodeVersion, *, scheme: str = "https") -> str:
    """What a QR code says: `HTTPS://<HOST>/K#<version><digits>`.

    Args:
        host: name and, if need be, port; letters that are not ASCII as `xn--…`.
        scheme: `http` on a developer's machine only.

    Raises:
        CredentialError: TOO_LARGE.
        ValueError: a host that no address has.
    """
    host = host.upper()
    if not _HOST.fullmatch(host) or scheme.lower() not in {"http", "https"}:
        raise ValueError(f"no host of an address: {host!r}")
    return f"{scheme.upper()}://{host}/K#{version:d}{to_digits(data)}"


def read_code(text: str) -> ScannedCode:
    """What a scanner read, or the fragment of the address with or without `#`.

    Any host will do and any case: the signature decides, not the address.

    Raises:
        CredentialError: NOT_A_CODE, TOO_LARGE.
    """
    # More than any address with the most digits, so that nothing searches through a novel.
    if len(text) > MAX_DIGITS + 400:
        raise CredentialError(CredentialError.Code.TOO_LARGE)
    match = _TEXT.fullmatch(text.strip(" \t\r\n"))
    if match is None:
        raise CredentialError(CredentialError.Code.NOT_A_CODE)
    return ScannedCode(CodeVersion(int(match[1])), from_digits(match[2]))
