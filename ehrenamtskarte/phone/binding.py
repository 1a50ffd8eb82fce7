"""A card's code for one phone: certified for the phone's own key, moved to another, given up.

Each binding gives the card a new digital credential and ends the one before, so that a card lives
on one phone at a time. Locks: card, activation code, key, list, credentials (docs/card-keys.md).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Volunteer
from accounts.volunteers import claim_volunteers
from core.mail import send_mail
from ehrenamtskarte.credential.errors import CredentialError
from ehrenamtskarte.credential.keys import point_from_jwk
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.enums import CardEnd, CardEventKind, CardParty, CredentialKind
from ehrenamtskarte.issuing.activation import digest_of
from ehrenamtskarte.issuing.codes import sign_code
from ehrenamtskarte.issuing.notices import mailbox_of
from ehrenamtskarte.issuing.services import record
from ehrenamtskarte.keys import signing_key
from ehrenamtskarte.keys.published import own_key_set
from ehrenamtskarte.models import ActivationCode, Card, Credential
from ehrenamtskarte.phone.errors import PhoneError
from ehrenamtskarte.status import revoke

Code = PhoneError.Code
YEAR: Final = dt.timedelta(days=365)
MAX_DEVICE_NAME: Final = 80
MEMBERS_OF_KEY: Final = ("kty", "crv", "x", "y")  # all else that a browser adds is not kept


def cards_of(user: User, *, on: dt.date) -> "QuerySet[Card]":
    """The cards that an account may bring onto a phone: those of its volunteers that still hold."""
    claim_volunteers(user)
    living = Card.objects.filter(ended_at=None).exclude(valid_until__lt=on)
    return (
        living.filter(volunteer__in=Volunteer.objects.of(user))
        .select_related("municipality")
        .order_by("name", "pk")
    )


def activate(
    *, code: str, holder_key: Any, device_name: str, now: dt.datetime | None = None
) -> Credential:
    """Bring a card onto a phone by the code from the letter, which ends with it.

    Args:
        holder_key: the public JWK that the phone has made.

    Raises:
        PhoneError: UNKNOWN_CODE, BAD_KEY, ENDED, TOO_OFTEN; the code can be used again then.
    """
    now = now or timezone.now()
    public_key = _checked(holder_key)
    found = ActivationCode.objects.filter(digest=digest_of(code)).first()
    if found is None:
        raise PhoneError(Code.UNKNOWN_CODE)
    with transaction.atomic():
        card = _locked(found.card_id)
        # Of two at once the second waits for the card and finds the code used.
        unused = ActivationCode.objects.filter(pk=found.pk, used_at=None, expires_at__gt=now)
        if not unused.update(used_at=now):
            raise PhoneError(Code.UNKNOWN_CODE)
        return _bind(card, public_key, device_name, by=None, now=now)


def bind_own(
    *,
    user: User,
    card_key: int,
    holder_key: Any,
    device_name: str,
    now: dt.datetime | None = None,
) -> Credential:
    """Bring a card of the account's own onto a phone.

    Raises:
        PhoneError: NOT_YOURS, BAD_KEY, ENDED, TOO_OFTEN.
    """
    now = now or timezone.now()
    public_key = _checked(holder_key)
    with transaction.atomic():
        if not Card.objects.filter(pk=card_key, volunteer__user=user).exists():
            raise PhoneError(Code.NOT_YOURS)
        card = _locked(card_key)
        return _bind(card, public_key, device_name, by=user, now=now)


@transaction.atomic
def give_up(*, presentation: str, now: dt.datetime | None = None) -> bool:
    """End a phone's code because its holder takes the card off it; whether there was one to end.

    `presentation` is what the phone shows (EK2): that it can make one proves that it is the one.
    """
    now = now or timezone.now()
    verdict = judge(presentation, keys=own_key_set(), lists={}, now=now)
    if not verdict.on_phone or verdict.claims is None or verdict.kind == VerdictKind.SCREENSHOT:
        return False
    found = Credential.objects.filter(cti=verdict.claims.cti, revoked_at=None).first()
    if found is None:
        return False
    card = _locked(found.card_id)
    if not revoke(found, end=CardEnd.GIVEN_UP, now=now):
        return False
    record(card, CardEventKind.UNBOUND, note=found.device_name, party=CardParty.APPLICANT)
    return True


def _bind(
    card: Card,
    public_key: Mapping[str, str],
    device_name: str,
    *,
    by: User | None,
    now: dt.datetime,
) -> Credential:
    today = timezone.localdate(now)
    if card.ended_at or (card.valid_until and card.valid_until < today):
        raise PhoneError(Code.ENDED)
    digital = card.credentials.filter(kind=CredentialKind.DIGITAL)
    limit = settings.CARD_PHONES_A_YEAR
    if digital.filter(issued_at__gt=now - YEAR).count() >= limit:
        raise PhoneError(Code.TOO_OFTEN, limit=limit)
    made = signing_key(card.municipality, now=now)
    before = digital.filter(revoked_at=None).first()
    if before:
        revoke(before, end=CardEnd.NEW_PHONE, now=now)
        _record(card, CardEventKind.UNBOUND, before.device_name, by)
    credential = sign_code(
        card,
        made,
        kind=CredentialKind.DIGITAL,
        now=now,
        device_name=device_name[:MAX_DEVICE_NAME],
        holder_key=public_key,
    )
    _record(card, CardEventKind.BOUND, credential.device_name, by)
    _tell(card, credential, is_move=before is not None)
    return credential


def _tell(card: Card, credential: Credential, *, is_move: bool) -> None:
    """Whoever holds the card hears of it, whoever it was."""
    if email := mailbox_of(card):
        send_mail(
            to=[email],
            subject=_("Your Ehrenamtskarte is on a phone now"),
            template="ehrenamtskarte/phone/mail/bound.txt",
            context={
                "card": card,
                "town": card.municipality,
                "device": credential.device_name,
                "is_move": is_move,
            },
            key=f"card:{card.pk}:bound:{credential.pk}",
        )


def _record(card: Card, kind: CardEventKind, note: str, by: User | None) -> None:
    record(card, kind, by=by, note=note, party=CardParty.APPLICANT)


def _locked(card_key: int) -> Card:
    locked = Card.objects.select_for_update(of=("self",))
    return locked.select_related("municipality").get(pk=card_key)


def _checked(holder_key: Any) -> dict[str, str]:
    """What of the phone's JWK is kept."""
    try:
        point_from_jwk(holder_key)
    except CredentialError as error:
        raise PhoneError(Code.BAD_KEY) from error
    return {name: holder_key[name] for name in MEMBERS_OF_KEY}
