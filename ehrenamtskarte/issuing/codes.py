"""The signed codes of a card, and what of the card is printed."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from ehrenamtskarte.credential.claims import (
    CWT_ID_LENGTH,
    CardClaims,
    first_moment,
    last_moment,
)
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import IssuerKeySet, point_from_jwk
from ehrenamtskarte.credential.names import printed_name
from ehrenamtskarte.credential.numerals import CodeVersion, qr_text
from ehrenamtskarte.credential.signing import sign_card
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.enums import CardType, CredentialKind
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.keys import SigningKey, signing_key
from ehrenamtskarte.models import Card, Credential
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.codes import Level, make_code
from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.readback import read_back
from ehrenamtskarte.printing.setting import set_card
from ehrenamtskarte.status import take_index

# What our own card may be: its list is no matter here, and it may begin later.
RIGHT: Final = (VerdictKind.VALID, VerdictKind.VALID_OLD_LIST, VerdictKind.NOT_YET_VALID)


def sign_printed_code(card: Card, *, now: dt.datetime) -> Credential:
    """Give a card that has just been stored its code, with the town's key and a place of its own.

    Key and list stay locked until the transaction ends.
    """
    made = signing_key(card.municipality, now=now)
    return sign_code(card, made, kind=CredentialKind.PRINTED, now=now)


def sign_code(
    card: Card,
    made: SigningKey,
    *,
    kind: CredentialKind,
    now: dt.datetime,
    device_name: str = "",
    holder_key: Mapping[str, Any] | None = None,
) -> Credential:
    """One more code of a card, whose living code of the same kind has been ended before.

    Args:
        made: what `signing_key` gave in this transaction.
        holder_key: of the digital card, the public JWK of the phone. Raises CredentialError.
    """
    index = take_index(made.key.status_list)
    claims = CardClaims(
        cti=secrets.token_bytes(CWT_ID_LENGTH),
        name=card.printed_name,
        card_type=CardType(card.card_type),
        status_index=index,
        expires=last_moment(card.valid_until) if card.valid_until else None,
        not_before=first_moment(card.valid_from) if card.valid_from > day_of(now) else None,
        holder_key=point_from_jwk(holder_key) if holder_key else None,
    )
    return Credential.objects.create(
        card=card,
        kind=kind,
        cti=claims.cti,
        key=made.key,
        status_list=made.key.status_list,
        status_index=index,
        token=sign_card(claims, made.private_key, made.kid),
        holder_key=holder_key,
        device_name=device_name,
    )


def day_of(now: dt.datetime) -> dt.date:
    return timezone.localdate(now)


def code_text(credential: Credential) -> str:
    """What the QR code of a printed card says, or of a pass in a wallet."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    return qr_text(host, bytes(credential.token), CodeVersion.CREDENTIAL)


def as_printed(card: Card, credential: Credential | None = None) -> PrintedCard:
    """What stands on a card; without a code as long as it has none."""
    return PrintedCard(
        number=card.number,
        name=card.printed_name,
        card_type=CardType(card.card_type),
        town=card.municipality.name,
        valid_from=card.valid_from,
        valid_until=card.valid_until,
        qr_text=code_text(credential) if credential else "",
    )


def name_to_print(name: str) -> str:
    """The name as it fits on the card. Raises IssueError where it has letters of no typeface."""
    try:
        short = printed_name(name)
    except CredentialError as error:
        raise IssueError(IssueError.Code.NAME, name=name, why=str(error)) from error
    day = dt.date(2000, 1, 1)  # any
    sample = PrintedCard(
        number="–",
        name=short,
        card_type=CardType.STANDARD,
        town="",
        valid_from=day,
        valid_until=day,
        qr_text="",
    )
    try:
        set_card(sample)
    except CardPrintError as error:
        raise IssueError(IssueError.Code.NAME, name=name, why=str(error)) from error
    return short


def check_code(card: PrintedCard, credential: Credential, keys: IssuerKeySet) -> None:
    """Read a card's code back as a till would, from the modules that are printed.

    Raises CardPrintError unless it is legible, ours, and says of the card what stands on it.
    """
    code = make_code(card.qr_text, level=Level.M, in_bulk=True)
    read_back(code, text=card.qr_text, number=card.number)
    verdict = judge(card.qr_text, keys=keys, lists={}, now=timezone.now())
    claims = verdict.claims
    if (
        verdict.kind not in RIGHT
        or claims is None
        or (claims.name, claims.card_type, claims.valid_until, claims.status_index)
        != (card.name, card.card_type, card.valid_until, credential.status_index)
    ):
        raise CardPrintError(CardPrintError.Code.CODE_UNREADABLE, number=card.number)
