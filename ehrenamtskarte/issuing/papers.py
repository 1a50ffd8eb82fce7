"""What is downloaded of a released batch: sheets, archive, letters, the list for the ceremony.

Each is made in a temporary file, of which nobody gets anything before it is whole, and sent from
there piece by piece.
"""

import datetime as dt
import tempfile
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ehrenamtskarte.issuing.activation import activation_page, new_code
from ehrenamtskarte.issuing.batches import cards_to_print, to_print
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.looks import design_of, letter_head_of, ready_look_of
from ehrenamtskarte.issuing.renewing import last_application
from ehrenamtskarte.models import Card, CardBatch, CardDesign
from ehrenamtskarte.printing.archive import write_archive
from ehrenamtskarte.printing.handover import handover_pdf
from ehrenamtskarte.printing.letter import Activation, CardLetter, letters_pdf
from ehrenamtskarte.printing.sheets import Sides, write_sheets

IN_MEMORY: Final = 2**20  # bytes of a file that is not worth a place on the disk
PDF: Final = "application/pdf"


@dataclass(frozen=True)
class Paper:
    """A file that is ready."""

    file: BinaryIO
    name: str
    content_type: str = PDF


def sheets(batch: CardBatch, *, sides: Sides = Sides.BOTH) -> Paper:
    """A4 sheets. Raises IssueError, CardPrintError, CardLookError."""
    cards = to_print(batch)
    file = _file()
    town = batch.municipality
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Ehrenamtskarten {town}").format(town=town.name)
    write_sheets(
        file,
        cards,
        ready_look_of(town),
        title=title,
        author=town.name,
        day=timezone.localdate(),
        sides=sides,
    )
    part = {Sides.BOTH: "boegen", Sides.FRONTS: "vorderseiten", Sides.BACKS: "rueckseiten"}[sides]
    return Paper(_rewound(file), _name(batch, part, "pdf"))


def archive(batch: CardBatch) -> Paper:
    """ZIP with a table and one PDF a card. Raises IssueError, CardPrintError, CardLookError."""
    file = _file()
    write_archive(
        file, to_print(batch), ready_look_of(batch.municipality), day=timezone.localdate()
    )
    return Paper(_rewound(file), _name(batch, "karten", "zip"), "application/zip")


def handover(batch: CardBatch, *, occasion: str = "") -> Paper:
    """The list for the ceremony. Raises IssueError, CardPrintError."""
    town = batch.municipality
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Handing over the Ehrenamtskarten")
    content = handover_pdf(
        list(to_print(batch)),
        title=title,
        occasion=occasion,
        author=town.name,
        day=timezone.localdate(),
    )
    return Paper(_filled(content), _name(batch, "uebergabe", "pdf"))


@transaction.atomic
def letters(batch: CardBatch, *, now: dt.datetime | None = None) -> Paper:
    """A letter to each holder, with a new code for the phone; codes of earlier letters end.

    Raises IssueError, CardPrintError.
    """
    if batch.released_at is None:
        raise IssueError(IssueError.Code.NOT_RELEASED)
    now = now or timezone.now()
    town = batch.municipality
    design = design_of(town)
    cards = cards_to_print(batch).select_related("application", "municipality")
    with translation.override(settings.LANGUAGE_CODE):
        content = letters_pdf(
            [letter_for(card, design, now=now) for card in cards],
            letter_head_of(town, design),
            author=town.name,
            day=timezone.localdate(now),
        )
    return Paper(_filled(content), _name(batch, "briefe", "pdf"))


def letter_for(card: Card, design: CardDesign, *, now: dt.datetime) -> CardLetter:
    """The letter that comes with one card."""
    case = last_application(card)
    # Whoever has moved into another town lives no longer where the application says.
    is_known = case is not None and case.municipality_id == card.municipality_id
    address = [case.street, f"{case.postcode} {case.city}".strip()] if case and is_known else []
    return CardLetter(
        number=card.number,
        recipient=[card.name, *filter(None, address)],
        greeting=_("Good day {name},").format(name=card.name),
        text=design.letter_text or _default_text(card),
        closing=_("With kind regards"),
        activation=_activation(card, now=now),
    )


def _default_text(card: Card) -> str:
    return "\n\n".join(
        [
            _(
                "thank you for what you do for others. The town of {town} says so with the"
                " Ehrenamtskarte, which comes with this letter."
            ).format(town=card.municipality.name),
            _(
                "Show it together with an identity card wherever you see the sign of the"
                " Ehrenamtskarte. If you lose it, please tell us: we block it and give you a new"
                " one."
            ),
        ]
    )


def _activation(card: Card, *, now: dt.datetime) -> Activation | None:
    page = activation_page()
    if not page:
        return None
    code, kept = new_code(card, now=now)
    # What stands behind the # stays on the phone.
    return Activation(
        code=code, address=page, link=f"{page}#{code}", until=timezone.localdate(kept.expires_at)
    )


def _file() -> BinaryIO:
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))


def _filled(content: bytes) -> BinaryIO:
    file = _file()
    file.write(content)
    return _rewound(file)


def _rewound(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


def _name(batch: CardBatch, part: str, ending: str) -> str:
    return f"ehrenamtskarten-{batch.municipality.slug}-{batch.pk}-{part}.{ending}"
