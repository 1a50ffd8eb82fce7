"""Cards that are over: whose they were is erased, their places in the status list stay.

A code can be shown as long as it has not expired, so what was revoked must stay revoked: the rows
of its codes remain for good, without anything that says whose they were. So no place in a list is
ever given twice either.
"""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ehrenamtskarte.applications.erasing import erase
from ehrenamtskarte.enums import CredentialKind, FigureKind
from ehrenamtskarte.models import Card, CardApplication
from ehrenamtskarte.models.cards import new_card_id
from ehrenamtskarte.retention.figures import count_once
from ehrenamtskarte.retention.periods import months_before
from municipalities.models import Municipality
from opportunities.applications.erasing import erase_if_unknown

AT_ONCE: Final = 500  # of a town; the clock comes back in a minute
FORGOTTEN: Final = "-"  # how a number begins that stands on no card


def erase_old_cards(now: datetime) -> int:
    """Erase whose the cards were that ended or expired so long ago; returns how many."""
    erased = 0
    for town in Municipality.objects.order_by("pk"):
        before = months_before(now, town.cards_kept_months)
        old = Card.objects.filter(
            Q(ended_at__lt=before) | Q(valid_until__lt=timezone.localdate(before)),
            municipality=town,
            erased_at=None,
        )
        for key in list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                application = CardApplication.objects.select_for_update().filter(card=key).first()
                card = old.select_for_update(of=("self",)).filter(pk=key).first()
                if card:
                    _erase(card, application, now)
                    erased += 1
    return erased


def forget_numbers(now: datetime) -> int:
    """Take the numbers from erased cards whose codes nobody can show any more; returns how many.

    Until then a card that is found can be told from its number to be revoked.
    """
    today = timezone.localdate(now)
    over = Card.objects.filter(erased_at__isnull=False, valid_until__lt=today).exclude(
        number__startswith=FORGOTTEN
    )
    keys = list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        over.filter(pk=key).update(
            number=f"{FORGOTTEN}{secrets.token_hex(8)}", card_id=new_card_id()
        )
    return len(keys)


def _erase(card: Card, application: CardApplication | None, now: datetime) -> None:
    count_once(
        FigureKind.ISSUED,
        municipality=card.municipality,
        card_type=card.card_type,
        at=card.issued_at,
    )
    volunteer = card.volunteer
    card.application = card.volunteer = card.batch = card.born_on = card.issued_by = None
    card.name = card.printed_name = card.search_name = card.end_note = ""
    card.erased_at = now
    card.save()
    card.events.all().delete()
    card.activation_codes.all().delete()
    # Signed codes say the name; a phone's key is known to nobody but its holder.
    card.credentials.update(token=b"", device_name="")
    card.credentials.filter(kind=CredentialKind.DIGITAL).update(holder_key={})
    if application:
        _erase_or_hand_on(card, application, now)
    if volunteer:
        erase_if_unknown(volunteer)


def _erase_or_hand_on(card: Card, application: CardApplication, now: datetime) -> None:
    """The application stays with the card that took the place of a lost one, as long as it holds.

    From it that card is renewed, and it says why it was given.
    """
    follower = Card.objects.select_for_update(of=("self",)).filter(replaces=card).first()
    if follower and follower.application_id is None and follower.erased_at is None:
        follower.application = application
        follower.save(update_fields=["application"])
    else:
        erase(application)
