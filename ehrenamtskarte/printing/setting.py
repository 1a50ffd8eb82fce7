"""The texts of one card, set in their sizes before anything is drawn."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.printing import measures
from ehrenamtskarte.printing.cards import PrintedCard
from ehrenamtskarte.printing.errors import CardPrintError
from ehrenamtskarte.printing.typesetting import (
    DoesNotFitError,
    LettersMissingError,
    Lines,
    Run,
    Weight,
    fit_line,
    fit_two_lines,
    shape,
)


@dataclass(frozen=True, slots=True)
class SetCard:
    """What stands on one card only."""

    card_type: CardType
    name: Lines
    town: Lines
    until_label: Run
    until: Lines
    number: Lines
    holder: Lines  # the name on the back
    facts: tuple[Lines, Lines]


def set_card(card: PrintedCard) -> SetCard:
    """Raises `CardPrintError` if a letter is in no typeface or a text does not fit."""
    try:
        return _set(card)
    except LettersMissingError as error:
        raise CardPrintError(
            CardPrintError.Code.LETTERS, number=card.number, letters=error.letters
        ) from error
    except DoesNotFitError as error:
        raise CardPrintError(
            CardPrintError.Code.TOO_LONG, number=card.number, text=str(error)
        ) from error


def shown(day: dt.date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}"


def validity(card: PrintedCard) -> str:
    """From when until when, on one line."""
    if card.valid_until is None:
        return _("Valid from {day} for life").format(day=shown(card.valid_from))
    return _("Valid {first} – {last}").format(
        first=shown(card.valid_from), last=shown(card.valid_until)
    )


def _set(card: PrintedCard) -> SetCard:
    column = measures.COLUMN_WIDTH
    until = shown(card.valid_until) if card.valid_until else _("for life")
    number = _("No. {number}").format(number=card.number)
    return SetCard(
        card_type=card.card_type,
        name=_name(
            card.name,
            measures.RIGHT - measures.LEFT,
            measures.NAME_SIZES,
            measures.NAME_LINES_SIZES,
            measures.NAME_SMALLEST,
        ),
        town=_line(card.town, Weight.REGULAR, measures.TOWN_WIDTH, measures.TOWN_SIZES),
        until_label=shape(_("Valid until") if card.valid_until else _("Valid"), Weight.REGULAR),
        until=_line(until, Weight.BOLD, measures.UNTIL_WIDTH, measures.VALUE_SIZES),
        number=_line(card.number, Weight.BOLD, measures.NUMBER_WIDTH, measures.VALUE_SIZES),
        holder=_name(
            card.name,
            column,
            measures.HOLDER_SIZES,
            measures.HOLDER_LINES_SIZES,
            measures.HOLDER_SMALLEST,
        ),
        facts=(
            _line(number, Weight.REGULAR, column, measures.FACTS_SIZES),
            _line(validity(card), Weight.REGULAR, column, measures.FACTS_SIZES),
        ),
    )


def _name(
    name: str,
    width: float,
    one: tuple[float, float],
    two: tuple[float, float],
    smallest: float,
) -> Lines:
    """On one line down to the smaller size of `one`, then on two, then on one as it must be."""
    with suppress(DoesNotFitError):
        return _line(name, Weight.BOLD, width, one)
    with suppress(DoesNotFitError):
        return fit_two_lines(name, Weight.BOLD, width=width, largest=two[0], smallest=two[1])
    return _line(name, Weight.BOLD, width, (one[1], smallest))


def _line(text: str, weight: Weight, width: float, sizes: tuple[float, float]) -> Lines:
    return fit_line(text, weight, width=width, largest=sizes[0], smallest=sizes[1])
