"""What an issuer says of a card: CWT claims (RFC 8392), as few as will do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from ehrenamtskarte.credential.cbor import Item, decode, encode
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import point_of, public_key_of
from ehrenamtskarte.enums import CardType

BERLIN = ZoneInfo("Europe/Berlin")

# Claims (RFC 8392, 3.1; RFC 8747, 3.1); private ones lie below -65536 (RFC 8392, 9.1).
EXPIRES, NOT_BEFORE, ISSUED_AT, CWT_ID, CONFIRMATION, CARD = 4, 5, 6, 7, 8, -65537
COSE_KEY = 1  # of a confirmation
# Of a COSE_Key (RFC 9053, 7.1.1): a point on P-256.
KEY_TYPE, CURVE, X, Y = 1, -1, -2, -3
EC2, P256 = 2, 1

CWT_ID_LENGTH = 8
MAX_NAME_BYTES = 31
MAX_STATUS_INDEX = 2**24 - 1
MAX_SECONDS = 253_402_300_799  # the last second of the year 9999

# What no name contains and what could make one look like another: controls, and the marks that
# turn the direction of writing.
_UNPRINTABLE = {
    *range(0x20),
    *range(0x7F, 0xA0),
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
}


@dataclass(frozen=True, slots=True)
class CardClaims:
    """One credential: the printed and the digital one of a card have each their own.

    Attributes:
        cti: the credential's id, 8 random bytes.
        name: as printed, at most 31 bytes of UTF-8 (`names.printed_name`).
        status_index: its bit in the status list of the key that signs.
        expires: from then on it is no longer valid (`last_moment`); never, if None.
        not_before: from then on it is valid; where that is later than the day of issue.
        holder_key: of the digital card, the public key made on the phone: an uncompressed point
            of P-256, 65 bytes, as WebCrypto's `exportKey("raw", …)` gives it.

    Raises:
        CredentialError: BAD_CLAIMS, BAD_KEY.
    """

    cti: bytes
    name: str
    card_type: CardType
    status_index: int
    expires: datetime | None = None
    not_before: datetime | None = None
    holder_key: bytes | None = None

    def __post_init__(self) -> None:
        if not (
            len(self.cti) == CWT_ID_LENGTH
            and is_printable_name(self.name)
            and self.card_type in CardType
            and 0 <= self.status_index <= MAX_STATUS_INDEX
        ):
            raise CredentialError(CredentialError.Code.BAD_CLAIMS)
        if self.holder_key is not None:
            public_key_of(self.holder_key)

    @property
    def valid_until(self) -> date | None:
        """The last valid day."""
        return None if self.expires is None else self.expires.astimezone(BERLIN).date()

    @property
    def valid_from(self) -> date | None:
        """The first valid day, if it lay ahead when the card was issued."""
        return None if self.not_before is None else self.not_before.astimezone(BERLIN).date()


def last_moment(day: date) -> datetime:
    """The last second of `day` in Germany, as claim `exp` has it."""
    return datetime.combine(day, time(23, 59, 59), BERLIN).astimezone(UTC)


def first_moment(day: date) -> datetime:
    """The first second of `day` in Germany, as claim `nbf` has it."""
    return datetime.combine(day, time(0), BERLIN).astimezone(UTC)


def is_printable_name(name: str) -> bool:
    """Whether a card can carry this name as it is."""
    if not _UNPRINTABLE.isdisjoint(map(ord, name)):
        return False
    try:
        return 1 <= len(name.encode()) <= MAX_NAME_BYTES
    except UnicodeEncodeError:  # half a pair of surrogates
        return False


def seconds_of(moment: datetime) -> int:
    """Seconds since 1970 (NumericDate); a moment without time zone is an error of the caller."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone")
    return int(moment.timestamp())


def moment_of(item: Item) -> datetime:
    """The moment of a NumericDate in whole seconds, up to the year 9999."""
    if not isinstance(item, int) or not 0 <= item <= MAX_SECONDS:
        raise CredentialError(CredentialError.Code.BAD_CLAIMS)
    return datetime.fromtimestamp(item, UTC)


def write_claims(claims: CardClaims) -> bytes:
    """The payload of an EK1."""
    found: dict[int, Any] = {
        CWT_ID: claims.cti,
        CARD: [claims.name, int(claims.card_type), claims.status_index],
    }
    if claims.expires is not None:
        found[EXPIRES] = seconds_of(claims.expires)
    if claims.not_before is not None:
        found[NOT_BEFORE] = seconds_of(claims.not_before)
    if claims.holder_key is not None:
        x, y = point_of(claims.holder_key)
        found[CONFIRMATION] = {COSE_KEY: {KEY_TYPE: EC2, CURVE: P256, X: x, Y: y}}
    return encode(found)


def read_claims(payload: bytes) -> CardClaims:
    """The claims of an EK1's payload. Claims that nobody here knows are passed over (RFC 8392, 3).

    Raises:
        CredentialError: MALFORMED, BAD_CLAIMS, BAD_KEY.
    """
    found = read_claim_set(payload)
    cti, card = found.get(CWT_ID), found.get(CARD)
    if not isinstance(cti, bytes) or not isinstance(card, list) or len(card) != 3:
        raise CredentialError(CredentialError.Code.BAD_CLAIMS)
    name, card_type, status_index = card
    if not (
        isinstance(name, str)
        and isinstance(card_type, int)
        and card_type in CardType.values
        and isinstance(status_index, int)
    ):
        raise CredentialError(CredentialError.Code.BAD_CLAIMS)
    return CardClaims(
        cti=cti,
        name=name,
        card_type=CardType(card_type),
        status_index=status_index,
        expires=moment_of(found[EXPIRES]) if EXPIRES in found else None,
        not_before=moment_of(found[NOT_BEFORE]) if NOT_BEFORE in found else None,
        holder_key=_read_holder_key(found[CONFIRMATION]) if CONFIRMATION in found else None,
    )


def read_claim_set(payload: bytes) -> dict[int | str, Item]:
    found = decode(payload)
    if not isinstance(found, dict):
        raise CredentialError(CredentialError.Code.BAD_CLAIMS)
    return found


def _read_holder_key(item: Item) -> bytes:
    """The point of a confirmation that is a COSE_Key on P-256 and nothing else (RFC 8747, 3.2)."""
    key = item.get(COSE_KEY) if isinstance(item, dict) and len(item) == 1 else None
    if not isinstance(key, dict) or key.keys() != {KEY_TYPE, CURVE, X, Y}:
        raise CredentialError(CredentialError.Code.BAD_KEY)
    x, y = key[X], key[Y]
    if (key[KEY_TYPE], key[CURVE]) != (EC2, P256) or not (
        isinstance(x, bytes) and isinstance(y, bytes)
    ):
        raise CredentialError(CredentialError.Code.BAD_KEY)
    return b"\x04" + x + y
