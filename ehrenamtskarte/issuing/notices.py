"""What holders are told of their card by mail. Written in the transaction of what it reports."""

import datetime as dt
from typing import Any, Final

from django.utils.translation import gettext as _

from core.mail import send_mail
from ehrenamtskarte.applications.links import address_of
from ehrenamtskarte.enums import CardApplicationSource, CardType
from ehrenamtskarte.issuing.activation import activation_page, new_code
from ehrenamtskarte.models import Card

SHOWN: Final = (CardApplicationSource.ONLINE, CardApplicationSource.RENEWAL)
TEMPLATES: Final = "ehrenamtskarte/issuing/mail"


def mailbox_of(card: Card) -> str:
    """Where the holder reads mail; empty for who has given no address."""
    volunteer = card.volunteer
    if volunteer and (email := volunteer.user.email if volunteer.user else volunteer.email):
        return email
    return address_of(card.application) if card.application else ""


def card_was_made(card: Card, *, now: dt.datetime) -> None:
    """The card is made; of a replacement the mail says what it stands for.

    Whoever has shown to read the mailbox gets a code with which the card comes onto the phone.
    """
    phone: dict[str, Any] = {}
    if has_shown_mailbox(card) and (page := activation_page()):
        code, kept = new_code(card, by_mail=True, now=now)
        # What stands behind the # stays on the phone.
        phone = {"code": code, "page": page, "link": f"{page}#{code}", "until": kept.expires_at}
    _tell(card, _("Your Ehrenamtskarte is made"), "made", key=f"card:{card.pk}:made", **phone)


def has_shown_mailbox(card: Card) -> bool:
    """Whether the holder has confirmed the address, by account or by a link sent to it.

    What stands on paper or in an organisation's list may have a slip of the pen.
    """
    volunteer, found = card.volunteer, card
    if volunteer and volunteer.user_id:
        return True
    while found.application is None and found.replaces:
        found = found.replaces
    application = found.application
    return bool(application and application.source in SHOWN and mailbox_of(card))


def card_was_revoked(card: Card) -> None:
    """The card is no longer valid, and why."""
    _tell(card, _("Your Ehrenamtskarte is no longer valid"), "revoked", key=f"card:{card.pk}:end")


def renewal_is_due(card: Card, *, link: str) -> None:
    """The card ends soon; one button renews it."""
    subject = _("Your Ehrenamtskarte ends soon: renew it with one button")
    _tell(card, subject, "renewal", key=f"card:{card.pk}:renewal", link=link)


def _tell(card: Card, subject: str, template: str, *, key: str, **context: Any) -> None:
    if email := mailbox_of(card):
        send_mail(
            to=[email],
            subject=subject,
            template=f"{TEMPLATES}/{template}.txt",
            context={
                "card": card,
                "town": card.municipality,
                "is_jubilee": card.card_type == CardType.JUBILEE,
                **context,
            },
            key=key,
        )
