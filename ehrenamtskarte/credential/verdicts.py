"""What is said at the till about a code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ehrenamtskarte.credential.claims import (
    ISSUED_AT,
    CardClaims,
    moment_of,
    read_claim_set,
    read_claims,
)
from ehrenamtskarte.credential.cose import KCWT, KEY_ID, Sign1, read_sign1
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import Issuer, IssuerKey, IssuerKeySet, public_key_of
from ehrenamtskarte.credential.numerals import MAX_BYTES, CodeVersion, read_code

PRESENTATION_LIFETIME = timedelta(seconds=60)
CLOCK_TOLERANCE = timedelta(seconds=60)
LIST_IS_FRESH = timedelta(hours=24)


class Colour(TextChoices):
    GREEN = "green", pgettext_lazy("colour of a verdict", "green")
    YELLOW = "yellow", pgettext_lazy("colour of a verdict", "yellow")
    RED = "red", pgettext_lazy("colour of a verdict", "red")
    GREY = "grey", pgettext_lazy("colour of a verdict", "grey")


class VerdictKind(TextChoices):
    VALID = "valid", pgettext_lazy("verdict on a card", "valid")
    VALID_OLD_LIST = "valid_old_list", _("list out of date")
    NOT_YET_VALID = "not_yet_valid", _("not valid yet")
    EXPIRED = "expired", pgettext_lazy("verdict on a card", "expired")
    REVOKED = "revoked", pgettext_lazy("verdict on a card", "withdrawn")
    FORGED = "forged", _("forged")
    SCREENSHOT = "screenshot", _("screenshot (too old)")
    UNKNOWN_ISSUER = "unknown_issuer", _("unknown issuer")
    CLOCK_WRONG = "clock_wrong", _("a clock is wrong")
    UNREADABLE = "unreadable", _("not the code of a card")

    @property
    def colour(self) -> Colour:
        return _COLOURS[self]


_COLOURS = {
    VerdictKind.VALID: Colour.GREEN,
    VerdictKind.VALID_OLD_LIST: Colour.YELLOW,
    VerdictKind.NOT_YET_VALID: Colour.YELLOW,
    VerdictKind.EXPIRED: Colour.RED,
    VerdictKind.REVOKED: Colour.RED,
    VerdictKind.FORGED: Colour.RED,
    VerdictKind.SCREENSHOT: Colour.RED,
    VerdictKind.UNKNOWN_ISSUER: Colour.GREY,
    VerdictKind.CLOCK_WRONG: Colour.GREY,
    VerdictKind.UNREADABLE: Colour.GREY,
}

# What else goes wrong is unreadable.
_KINDS = {
    CredentialError.Code.BAD_SIGNATURE: VerdictKind.FORGED,
    CredentialError.Code.BOUND_ALONE: VerdictKind.FORGED,
    CredentialError.Code.NOT_BOUND: VerdictKind.FORGED,
    CredentialError.Code.UNKNOWN_ISSUER: VerdictKind.UNKNOWN_ISSUER,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict and what it rests on.

    Attributes:
        reason: what exactly was wrong, where no claims are given.
        claims: what the issuer signed; None unless the signatures are genuine.
        issuer: likewise.
        list_as_of: when the list that was asked was signed; None if there is none.
        on_phone: shown on the holder's phone; a printed card is to be compared with a photo ID.
    """

    kind: VerdictKind
    reason: CredentialError.Code | None = None
    claims: CardClaims | None = None
    issuer: Issuer | None = None
    list_as_of: datetime | None = None
    on_phone: bool = False

    @property
    def colour(self) -> Colour:
        return self.kind.colour


class KnownList(Protocol):
    """What is asked of a status list: a `StatusList`, or whoever knows better."""

    @property
    def issued_at(self) -> datetime: ...
    @property
    def expires_at(self) -> datetime | None: ...
    def is_withdrawn(self, index: int, /) -> bool: ...


class KnownLists(Protocol):
    """Status lists by their address; a dictionary is one."""

    def get(self, address: str, /) -> KnownList | None: ...


def judge(
    code: str | bytes,
    *,
    keys: IssuerKeySet,
    lists: KnownLists,
    now: datetime,
) -> Verdict:
    """The verdict on a code; never raises, whatever the code is.

    Where several things are wrong, the first of these is said: unreadable or forged, withdrawn,
    a clock wrong, screenshot, expired, not valid yet, list out of date.

    Args:
        code: what a scanner read or the fragment of the address; or the bytes of an EK1 or EK2.
        lists: status lists by their address, as `read_status_list` returns them.
        now: with time zone.
    """
    try:
        return _judge(code, keys, lists, now)
    except CredentialError as error:
        return Verdict(_KINDS.get(error.code, VerdictKind.UNREADABLE), reason=error.code)


def _judge(code: str | bytes, keys: IssuerKeySet, lists: KnownLists, now: datetime) -> Verdict:
    message = _read_message(code)
    presentation = message if KCWT in message.header else None
    if presentation is not None:
        message = read_sign1(_bytes(presentation.header[KCWT]))
    key, claims = _read_credential(message, keys)
    shown_at = None
    if presentation is not None:
        shown_at = _read_presentation(presentation, claims)
    elif claims.holder_key is not None:
        raise CredentialError(CredentialError.Code.BOUND_ALONE)
    status = lists.get(key.status_list)
    return Verdict(
        kind=_kind(claims, status, shown_at, now),
        claims=claims,
        issuer=key.issuer,
        list_as_of=None if status is None else status.issued_at,
        on_phone=presentation is not None,
    )


def _read_message(code: str | bytes) -> Sign1:
    if isinstance(code, bytes):
        if len(code) > MAX_BYTES:
            raise CredentialError(CredentialError.Code.TOO_LARGE)
        return read_sign1(code)
    scanned = read_code(code)
    message = read_sign1(scanned.data)
    if (KCWT in message.header) != (scanned.version == CodeVersion.PRESENTATION):
        raise CredentialError(CredentialError.Code.MALFORMED)
    return message


def _read_credential(message: Sign1, keys: IssuerKeySet) -> tuple[IssuerKey, CardClaims]:
    """The key that has signed the credential, and what it says."""
    if KCWT in message.header:  # a presentation inside of a presentation
        raise CredentialError(CredentialError.Code.MALFORMED)
    candidates = keys.with_kid(_bytes(message.header.get(KEY_ID)))
    if not candidates:
        raise CredentialError(CredentialError.Code.UNKNOWN_ISSUER)
    for key in candidates:
        if message.is_signed_by(key.public_key):
            return key, read_claims(message.payload)
    raise CredentialError(CredentialError.Code.BAD_SIGNATURE)


def _read_presentation(presentation: Sign1, claims: CardClaims) -> datetime:
    """When the phone says to have made it."""
    if claims.holder_key is None:
        raise CredentialError(CredentialError.Code.NOT_BOUND)
    if not presentation.is_signed_by(public_key_of(claims.holder_key)):
        raise CredentialError(CredentialError.Code.BAD_SIGNATURE)
    said = read_claim_set(presentation.payload)
    if ISSUED_AT not in said:
        raise CredentialError(CredentialError.Code.BAD_CLAIMS)
    return moment_of(said[ISSUED_AT])


def _kind(
    claims: CardClaims, status: KnownList | None, shown_at: datetime | None, now: datetime
) -> VerdictKind:
    if status is not None and status.is_withdrawn(claims.status_index):
        return VerdictKind.REVOKED
    # Nobody signs a list tomorrow: then the clock of whoever checks is slow. A code from the future
    # was not photographed either; one of both clocks is wrong.
    if status is not None and status.issued_at > now + CLOCK_TOLERANCE:
        return VerdictKind.CLOCK_WRONG
    if shown_at is not None and shown_at > now + PRESENTATION_LIFETIME:
        return VerdictKind.CLOCK_WRONG
    if shown_at is not None and shown_at < now - PRESENTATION_LIFETIME:
        return VerdictKind.SCREENSHOT
    if claims.expires is not None and claims.expires <= now:
        return VerdictKind.EXPIRED
    if claims.not_before is not None and now < claims.not_before:
        return VerdictKind.NOT_YET_VALID
    if status is None or status.issued_at < now - LIST_IS_FRESH:
        return VerdictKind.VALID_OLD_LIST
    if status.expires_at is not None and status.expires_at <= now:
        return VerdictKind.VALID_OLD_LIST
    return VerdictKind.VALID


def _bytes(item: object) -> bytes:
    if not isinstance(item, bytes):
        raise CredentialError(CredentialError.Code.MALFORMED)
    return item
