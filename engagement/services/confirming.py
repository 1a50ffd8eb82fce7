"""What the organisation says to hours: all at once, singly, or with a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts.models import User
from engagement import amounts, notices
from engagement.enums import HoursState
from engagement.errors import HoursError
from engagement.models import HoursEntry
from engagement.permissions import may_confirm
from engagement.querysets import HoursQuerySet
from engagement.services.hours import locked


class SeenHours(NamedTuple):
    """Hours as they stood before whoever confirms them."""

    pk: int
    worked_on: date
    hours: Decimal

    @classmethod
    def of(cls, entry: HoursEntry) -> "SeenHours":
        return cls(entry.pk, entry.worked_on, entry.hours)

    @classmethod
    def parse(cls, token: str) -> "SeenHours | None":
        """From the text that a form sends back; None if it is none of ours."""
        pk, _, rest = token.partition("_")
        day, _, hours = rest.partition("_")
        try:
            worked_on = parse_date(day)
        except ValueError:
            return None
        amount = amounts.parse_signed(hours)
        if not pk.isascii() or not pk.isdigit() or len(pk) > 18 or not worked_on or amount is None:
            return None
        return cls(int(pk), worked_on, amount)

    @property
    def token(self) -> str:
        return f"{self.pk}_{self.worked_on:%Y-%m-%d}_{self.hours:.2f}"


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """What came of confirming: how many, how many hours in all, and how many were not as seen."""

    number: int
    hours: Decimal
    changed: int


@transaction.atomic
def confirm_hours(
    *, among: HoursQuerySet, seen: Iterable[SeenHours], by: User | None
) -> Confirmation:
    """Confirm those of `seen` that are still open and as they were seen.

    `among` is what the organisation has to answer and `by` (None: whoever was asked by mail) may
    confirm; what lies outside of it is passed over, so a form may be sent twice.
    """
    wanted = {one.pk: one for one in seen}
    rows = among.filter(pk__in=wanted, state=HoursState.OPEN).select_for_update(of=("self",))
    same, changed = [], 0
    for entry in rows:
        if SeenHours.of(entry) == wanted[entry.pk]:
            same.append(entry)
        else:
            changed += 1
    HoursEntry.objects.filter(pk__in=[entry.pk for entry in same], state=HoursState.OPEN).update(
        state=HoursState.CONFIRMED, answer="", decided_by=by, decided_at=timezone.now()
    )
    return Confirmation(
        number=len(same),
        hours=sum((entry.hours for entry in same), Decimal(0)),
        changed=changed,
    )


@transaction.atomic
def dispute_hours(*, entry: HoursEntry, word: str, by: User | None) -> HoursEntry:
    """Give hours back to the volunteer with a word; they are told by mail. Raises HoursError."""
    entry = locked(entry)
    if entry.state == HoursState.DISPUTED and entry.answer == word.strip():
        return entry
    if entry.state != HoursState.OPEN:
        raise HoursError(HoursError.Code.NOT_OPEN)
    if not word.strip():
        raise HoursError(HoursError.Code.WORD_MISSING)
    if not may_confirm(by, entry.engagement):
        raise HoursError(HoursError.Code.OWN)
    entry.state = HoursState.DISPUTED
    entry.answer = word.strip()
    entry.decided_by, entry.decided_at = by, timezone.now()
    entry.save()
    notices.hours_were_disputed(entry)
    return entry
