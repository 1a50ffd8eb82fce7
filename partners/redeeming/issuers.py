"""Whose cards this process can check: keys, and where the state of their cards is asked for.

Keys are kept for a minute and looked up anew when a card names one that is not known. Whether a
card has been withdrawn is never kept: it is asked of the database each time, as our own lists are
signed copies of it for those who have no other way.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from core import content_version
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import IssuerKeySet
from ehrenamtskarte.credential.status import StatusList, read_status_list
from ehrenamtskarte.keys.published import address_of, own_key_set
from ehrenamtskarte.models import IssuerKey, TrustedStatusList
from ehrenamtskarte.trust.views import trusted_key_set
from partners.redeeming.statements import aware, cursor_of_thread

KEPT_FOR = 60.0  # seconds
ASKED_AGAIN_AFTER = 1.0  # seconds, where a card names a key that nobody knows

OWN_CODE = """
    SELECT code.cti, code.revoked_at, signer.withdrawn_at, signer.municipality_id, card.card_id
    FROM ehrenamtskarte_credential code
    JOIN ehrenamtskarte_issuerkey signer ON signer.id = code.key_id
    JOIN ehrenamtskarte_card card ON card.id = code.card_id
    WHERE code.status_list_id = %s AND code.status_index = %s
"""


class OwnCode(NamedTuple):
    """A code that one of our towns has signed, as the database knows it now."""

    cti: bytes
    revoked_at: datetime | None
    key_withdrawn_at: datetime | None
    municipality_id: int
    card_id: bytes


@dataclass(frozen=True)
class Issuers:
    """Our own towns' keys first, then those of other associations."""

    keys: IssuerKeySet
    own_lists: Mapping[str, int]  # primary key by address
    read_at: float  # time.monotonic()

    def are_older_than(self, seconds: float) -> bool:
        return time.monotonic() - self.read_at > seconds


@dataclass
class CardStates:
    """What `judge` asks for status lists, for one card scanned at one moment."""

    issuers: Issuers
    at: datetime
    own_code: OwnCode | None = None
    is_own: bool = False

    def get(self, address: str, /) -> "StatusList | LiveList | None":
        list_id = self.issuers.own_lists.get(address)
        if list_id is not None:
            self.is_own = True
            return LiveList(self, list_id, self.at)
        return _foreign_list(address, self.issuers.keys, self.at)


@dataclass
class LiveList:
    """One of our own lists, always of this moment."""

    states: CardStates
    list_id: int
    issued_at: datetime
    expires_at: datetime | None = field(default=None, init=False)

    def is_withdrawn(self, index: int) -> bool:
        """Whether the code at that place had been withdrawn when it was scanned."""
        with cursor_of_thread() as cursor:
            cursor.execute(OWN_CODE, [self.list_id, index])
            row = cursor.fetchone()
        if row is None:
            raise CredentialError(CredentialError.Code.NOT_ON_LIST)
        found = self.states.own_code = OwnCode(
            bytes(row[0]), aware(row[1]), aware(row[2]), row[3], bytes(row[4])
        )
        return found.revoked_at is not None and found.revoked_at <= self.states.at


_known: list[Issuers] = []
# Lists of other associations that were checked, by primary key, with when they were signed.
_lists: dict[int, StatusList] = {}
_lock = threading.Lock()
content_version.watch_over(_known)
content_version.watch_over(_lists)


def known_issuers(*, oldest: float = KEPT_FOR) -> Issuers:
    """All issuers, read at most `oldest` seconds ago."""
    found = next(iter(_known), None)
    if found is None or found.are_older_than(oldest):
        with _lock:
            found = next(iter(_known), None)
            if found is None or found.are_older_than(oldest):
                found = _read()
                _known[:] = [found]
    return found


def _read() -> Issuers:
    keys = list(IssuerKey.objects.published().select_related("municipality").order_by("pk"))
    return Issuers(
        keys=IssuerKeySet(chain(own_key_set(keys), trusted_key_set())),
        own_lists={address_of(key.status_list_id): key.status_list_id for key in keys},
        read_at=time.monotonic(),
    )


def _foreign_list(address: str, keys: IssuerKeySet, at: datetime) -> StatusList | None:
    """The list as it was fetched last, if its association is trusted at this moment."""
    row: Any = (
        TrustedStatusList.objects.filter(address=address, issuer__is_active=True)
        .order_by("pk")
        .values_list("pk", "issued_at")
        .first()
    )
    if row is None:
        return None
    kept = _lists.get(row[0])
    if kept is None or kept.issued_at != row[1]:
        token = TrustedStatusList.objects.values_list("token", flat=True).get(pk=row[0])
        kept = read_status_list(bytes(token), address=address, signers=keys.of_list(address))
        _lists[row[0]] = kept
    # What was scanned without network is judged later: a newer list does no harm.
    return replace(kept, issued_at=min(kept.issued_at, at))
