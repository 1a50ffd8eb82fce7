"""A pass of a card: its code has an id and a place in the status list of its own.

A card has one pass at a time, whichever the wallet: making another ends the one before. A pass can
be copied as a printed card can, so it is checked like one. Locks: card, key, list, credentials
(docs/card-keys.md).
"""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.mail import send_mail
from ehrenamtskarte.enums import CardEnd, CardEventKind, CardParty, CredentialKind
from ehrenamtskarte.issuing.codes import sign_code
from ehrenamtskarte.issuing.notices import mailbox_of
from ehrenamtskarte.issuing.services import record
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.models import Card, Credential
from ehrenamtskarte.status import revoke
from ehrenamtskarte.wallet.errors import WalletError
from ehrenamtskarte.wallet.kinds import Wallet
from ehrenamtskarte.wallet.setup import offered_wallets

Code = WalletError.Code
YEAR: Final = dt.timedelta(days=365)


def pass_of(card: Card) -> Credential | None:
    """The code of the pass that holds, if there is one; `wallet_of` says for which wallet."""
    return card.credentials.filter(kind=CredentialKind.WALLET, revoked_at=None).first()


def wallet_of(credential: Credential) -> Wallet:
    return next(wallet for wallet in Wallet if wallet.label == credential.device_name)


def is_over(card: Card, *, on: dt.date) -> bool:
    """Whether the card has ended, one way or the other."""
    return bool(card.ended_at or (card.valid_until and card.valid_until < on))


@transaction.atomic
def make_pass(
    *, card: Card, wallet: Wallet, by: User | None, now: dt.datetime | None = None
) -> Credential:
    """Certify the card once more, for a wallet; the pass that there was ends.

    Raises:
        WalletError: NOT_OFFERED, ENDED, TOO_OFTEN.
    """
    now = now or timezone.now()
    if wallet not in offered_wallets():
        raise WalletError(Code.NOT_OFFERED)
    card = _locked(card)
    if is_over(card, on=timezone.localdate(now)):
        raise WalletError(Code.ENDED)
    limit = settings.CARD_PASSES_A_YEAR
    passes = card.credentials.filter(kind=CredentialKind.WALLET)
    if passes.filter(issued_at__gt=now - YEAR).count() >= limit:
        raise WalletError(Code.TOO_OFTEN, limit=limit)
    made = signing_key(card.municipality, now=now)
    before = pass_of(card)
    if before:
        _end(card, before, CardEnd.NEW_PHONE, by, now)
    credential = sign_code(
        card, made, kind=CredentialKind.WALLET, now=now, device_name=wallet.label
    )
    record(card, CardEventKind.BOUND, by=by, note=wallet.label, party=CardParty.APPLICANT)
    _tell(card, credential, is_new=before is None)
    return credential


@transaction.atomic
def end_pass(*, card: Card, by: User | None, now: dt.datetime | None = None) -> bool:
    """End the card's pass, because its holder does not want it any more; whether there was one."""
    card = _locked(card)
    credential = pass_of(card)
    return credential is not None and _end(
        card, credential, CardEnd.GIVEN_UP, by, now or timezone.now()
    )


def _end(
    card: Card, credential: Credential, end: CardEnd, by: User | None, now: dt.datetime
) -> bool:
    if not revoke(credential, end=end, now=now):
        return False
    note = credential.device_name
    record(card, CardEventKind.UNBOUND, by=by, note=note, party=CardParty.APPLICANT)
    return True


def _tell(card: Card, credential: Credential, *, is_new: bool) -> None:
    """Whoever holds the card hears of it, whoever it was."""
    if email := mailbox_of(card):
        send_mail(
            to=[email],
            subject=_("There is a pass of your Ehrenamtskarte for a wallet"),
            template="ehrenamtskarte/wallet/mail/made.txt",
            context={
                "card": card,
                "town": card.municipality,
                "wallet": credential.device_name,
                "is_new": is_new,
            },
            key=f"card:{card.pk}:pass:{credential.pk}",
        )


def _locked(card: Card) -> Card:
    locked = Card.objects.select_for_update(of=("self",))
    return locked.select_related("municipality").get(pk=card.pk)
