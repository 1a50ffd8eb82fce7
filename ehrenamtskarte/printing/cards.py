"""What is printed, as plain values; whoever has models maps them onto these."""

import datetime as dt
from dataclasses import dataclass

from ehrenamtskarte.enums import CardType


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCard:
    """One card."""

    number: str
    name: str  # as printed
    card_type: CardType
    town: str
    valid_from: dt.date
    valid_until: dt.date | None  # None: for life
    qr_text: str  # the text of its code, see `codes`


@dataclass(frozen=True, kw_only=True)
class CardLook:
    """How the cards of a town look. What is empty the built-in look says.

    Colours are `#rrggbb`, pictures the bytes of a PNG, JPEG or WebP. `looks.check_look` says what
    is wrong with it.
    """

    headline: str = ""
    background_colour: str = ""
    text_colour: str = ""
    accent_colour: str = ""
    jubilee_colour: str = ""  # the accent of the Jubiläumskarte
    logo: bytes | None = None
    background: bytes | None = None  # behind the front, in place of the ornament
    signature: bytes | None = None
    signed_by_name: str = ""
    signed_by_role: str = ""
    back_text: str = ""
    address: str = ""  # of the town's page on the card, for people: without https://
