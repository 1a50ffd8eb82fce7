"""What a phone keeps and shows of a card beside its code."""

from base64 import urlsafe_b64encode
from typing import Any

from core.colour import to_hex
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.looks import design_of, palette_of
from ehrenamtskarte.models import Card, Credential


def facts_for_phone(credential: Credential) -> dict[str, Any]:
    """The code (EK1, base64url) and what stands on the card, as JSON."""
    card = credential.card
    design = design_of(card.municipality)
    palette = palette_of(design, CardType(card.card_type))
    return {
        "credential": urlsafe_b64encode(bytes(credential.token)).decode().rstrip("="),
        "id": bytes(credential.cti).hex(),
        **_facts_of(card),
        "headline": design.headline or CardType(card.card_type).label,
        "colours": {
            "background": to_hex(palette.background),
            "text": to_hex(palette.text),
            "accent": to_hex(palette.accent),
        },
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
