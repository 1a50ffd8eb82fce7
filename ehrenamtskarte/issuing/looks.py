"""A town's look as the printing wants it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardDesign
from ehrenamtskarte.printing.cards import CardLook
from ehrenamtskarte.printing.letter import LetterHead
from ehrenamtskarte.printing.looks import ReadyLook, ready_look
from ehrenamtskarte.printing.palette import Palette
from municipalities.models import Municipality

COLOURS = ("background_colour", "text_colour", "accent_colour")
TEXTS = (
    "headline",
    *COLOURS,
    "signed_by_name",
    "signed_by_role",
    "back_text",
)
PICTURES = ("logo", "background", "signature")


def design_of(municipality: Municipality) -> CardDesign:
    """What the town has decided; nothing, if it has not."""
    pictures = CardDesign.objects.select_related(*PICTURES)
    return pictures.filter(municipality=municipality).first() or CardDesign(
        municipality=municipality
    )


def look_of(design: CardDesign) -> CardLook:
    """The look with its pictures read."""
    facts: dict[str, Any] = {name: getattr(design, name) for name in TEXTS}
    facts |= {name: content_of(getattr(design, name)) for name in PICTURES}
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    return CardLook(address=f"{host}/K", **facts)


def palette_of(design: CardDesign, card_type: CardType) -> Palette:
    """The colours of a town's cards, wherever they are shown."""
    colours = {name: getattr(design, name) for name in COLOURS}
    return Palette.of(CardLook(address="", **colours), card_type)


def ready_look_of(municipality: Municipality) -> ReadyLook:
    """Raises CardLookError where something no longer fits, for instance a picture was changed."""
    return ready_look(look_of(design_of(municipality)))


def content_of(image: Any) -> bytes | None:
    """A picture's file; None without one, and where its file is lost."""
    if image is None:
        return None
    try:
        with image.open_file() as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content


def letter_head_of(municipality: Municipality, design: CardDesign) -> LetterHead:
    """Sender and signature of the letters that come with cards."""
    town = municipality
    place = " ".join(filter(None, [town.desk_postcode, town.desk_city or town.name]))
    office = town.desk_name or town.name
    sender = [office, town.desk_street, place, town.desk_phone, town.desk_email]
    return LetterHead(
        sender=[line for line in sender if line],
        return_line=" · ".join(filter(None, [office, town.desk_street, place])),
        place=town.desk_city or town.name,
        subject=_("Your Ehrenamtskarte"),
        signed_by_name=design.signed_by_name,
        signed_by_role=design.signed_by_role,
        signature=content_of(design.signature),
        logo=content_of(design.logo),
    )
