"""What the card on the phone puts on the overview of the own account."""

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from core.sections import Section
from ehrenamtskarte.phone.binding import cards_of
from ehrenamtskarte.wallet import offered_wallets


def of_account(user: User, request: HttpRequest) -> Section | None:
    """The cards that hold, and the way to the phone; nothing for who has none."""
    cards = list(cards_of(user, on=timezone.localdate()))
    if not cards:
        return None
    return Section(
        template="ehrenamtskarte/phone/account_section.html",
        context={"cards": cards, "wallets": offered_wallets()},
        order=240,
    )
