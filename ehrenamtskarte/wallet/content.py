"""What stands on a pass, whatever the wallet: always in the site's language, as on the card."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ehrenamtskarte.credential.claims import last_moment
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.codes import code_text
from ehrenamtskarte.issuing.looks import content_of, design_of, palette_of
from ehrenamtskarte.models import Card, CardDesign, Credential
from ehrenamtskarte.printing.palette import Palette


@dataclass(frozen=True)
class PassContent:
    """One pass.

    Attributes:
        key: names the pass for its wallet; a pass made anew has another.
        code: what the QR code says.
        until: the last valid day in words.
        logo: the file of the town's logo; None without one.
    """

    key: str
    code: str
    number: str
    name: str
    kind: str
    town: str
    headline: str
    association: str
    until: str
    notes: str
    palette: Palette
    design: CardDesign
    logo: bytes | None
    ends_at: datetime | None


def content_for(card: Card, credential: Credential, *, association: str) -> PassContent:
    """What stands on the pass of this code; `association` is who gives it out."""
    design = design_of(card.municipality)
    card_type, last = CardType(card.card_type), card.valid_until
    with in_site_language():
        return PassContent(
            key=bytes(credential.cti).hex(),
            code=code_text(credential),
            number=card.number,
            name=card.printed_name,
            kind=str(card_type.label),
            town=card.municipality.name,
            headline=design.headline or str(card_type.label),
            association=association,
            until=date_format(last, "SHORT_DATE_FORMAT") if last else _("for life"),
            notes=_("Please show a photo ID with it. The pass is personal."),
            palette=palette_of(design, card_type),
            design=design,
            logo=content_of(design.logo),
            ends_at=last_moment(last) if last else None,
        )


@contextmanager
def in_site_language() -> Iterator[None]:
    with translation.override(settings.LANGUAGE_CODE):
        yield
