"""People as they are typed, one a line: `Ida Beispiel: liest gern vor`."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from matching.models import SpeedDatingGuest

MOST_OF_NAME = SpeedDatingGuest._meta.get_field("name").max_length or 0
MOST_OF_WISHES = SpeedDatingGuest._meta.get_field("wishes").max_length or 0


class Typed(NamedTuple):
    number: int  # of the line, from 1
    name: str
    wishes: str


def read_lines(lines: Iterable[str]) -> list[Typed]:
    """Empty lines are left out; a line may lack a name (see `complaints`)."""
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            name, _colon, wishes = line.partition(":")
            found.append(Typed(number, " ".join(name.split()), wishes.strip()))
    return found


def complaints(typed: Iterable[Typed]) -> Iterator[str]:
    """What can't be entered as it was typed: nothing is left out or cut off without a word."""
    for line in typed:
        if not line.name:
            yield _("Line {number} has no name before the colon.").format(number=line.number)
        elif len(line.name) > MOST_OF_NAME:
            yield _("Line {number}: the name is longer than {most} characters.").format(
                number=line.number, most=MOST_OF_NAME
            )
        elif len(line.wishes) > MOST_OF_WISHES:
            yield _("Line {number}: the wishes are longer than {most} characters.").format(
                number=line.number, most=MOST_OF_WISHES
            )
