"""What a phone keeps and shows of a card beside its code."""

from base64 import urlsafe_b64encode
from typing import Any

from django.urls import reverse

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.looks import design_of
from ehrenamtskarte.models import Card, Credential
from ehrenamtskarte.phone.looks import colours_of


def facts_for_phone(credential: Credential) -> dict[str, Any]:
    """The code (EK1, base64url) and what stands on the card, as JSON."""
    card = credential.card
    design = design_of(card.municipality)
    return {
        "credential": urlsafe_b64encode(bytes(credential.token)).decode().rstrip("="),
        "id": bytes(credential.cti).hex(),
        **_facts_of(card),
        # Where the pictures are, and what becomes of the look later.
        "look": reverse("my_cards_look", args=[card.municipality.slug, card.card_type]),
        **colours_of(design, CardType(card.card_type)),
    }


def facts_for_choice(card: Card, *, is_on_phone: bool) -> dict[str, Any]:
    """A card of an account, to be chosen."""
    return {"key": card.pk, "isOnPhone": is_on_phone, **_facts_of(card)}


def _facts_of(card: Card) -> dict[str, Any]:
    return {
        "number": card.number,
        "name": card.printed_name,
        "type": str(CardType(card.card_type).label),
        "town": card.municipality.name,
        "validFrom": card.valid_from.isoformat(),
        "validUntil": card.valid_until.isoformat() if card.valid_until else None,
    }
