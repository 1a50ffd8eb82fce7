"""What the making of cards puts on the overview of the own account."""

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from core.sections import Section
from ehrenamtskarte.issuing.renewing import is_under_way, renewable_cards


def of_account(user: User, request: HttpRequest) -> Section | None:
    """The cards that can be renewed now; nothing for who has none."""
    today = timezone.localdate()
    cards = [card for card in renewable_cards(user, today) if not is_under_way(card)]
    if not cards:
        return None
    return Section(
        template="ehrenamtskarte/issuing/account_section.html",
        context={"cards": cards, "today": today},
        order=235,
    )
