"""How a change of an offer travels from the process that makes it to the catalogues of all.

Whoever changes an offer writes an `OfferChange` in the same transaction (`note`). Whoever looks
next gives the committed ones a number, all at once and under one lock, so that numbers are in the
order in which they can be seen: who has taken over everything up to a number has missed nothing.
See `docs/adr/0012-how-changes-travel.md`.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, Max
from django.utils import timezone

from opportunities.models.changes import OfferChange, OfferChangeCounter

KEPT = dt.timedelta(days=1)
MOST_SINGLE = 2_000  # changes of more offers at once are one: of everything

_noted = 0


class Head(NamedTuple):
    """How far the changes have come."""

    number: int  # of the last one
    forgotten: int  # changes up to this one are no longer known
    has_new: bool  # some have no number yet


def note(keys: Collection[int]) -> None:
    """Say that these offers have changed, appeared or gone.

    Call it inside the transaction that changes them.
    """
    if len(keys) > MOST_SINGLE:
        note_everything()
    else:
        _write(OfferChange(offer_id=key) for key in keys)


def note_everything() -> None:
    """Say that any offer may have changed; the catalogue is then built anew."""
    _write([OfferChange()])


def noted() -> int:
    """Grows whenever this process itself has changed something, for who wants to see it at once."""
    return _noted


def look() -> Head:
    """How far the changes have come; one query, unless somebody has changed something."""
    head = _read_head()
    if head is None:
        OfferChangeCounter.objects.get_or_create(pk=1)
        head = Head(0, 0, has_new=True)
    if head.has_new:
        _give_number()
        head = _read_head() or head
    return head


def changed_between(after: int, up_to: int) -> set[int] | None:
    """The keys of the offers changed after one number and up to another; None: any may be."""
    keys = set(
        OfferChange.objects.filter(number__gt=after, number__lte=up_to).values_list(
            "offer_id", flat=True
        )
    )
    return None if None in keys else {key for key in keys if key is not None}


def _write(rows: Iterable[OfferChange]) -> None:
    OfferChange.objects.bulk_create(rows)
    _count_note()
    transaction.on_commit(_count_note)


def _count_note() -> None:
    global _noted
    _noted += 1


def _read_head() -> Head | None:
    row = (
        OfferChangeCounter.objects.filter(pk=1)
        .values_list("number", "forgotten", Exists(OfferChange.objects.filter(number__isnull=True)))
        .first()
    )
    return Head(*row) if row else None


@transaction.atomic
def _give_number() -> None:
    """Give all committed changes the next number, and throw away what is a day old."""
    counter = OfferChangeCounter.objects.select_for_update().get(pk=1)
    if not OfferChange.objects.filter(number=None).update(number=counter.number + 1):
        return  # somebody else was faster
    counter.number += 1
    counter.forgotten = max(counter.forgotten, _forget_old())
    counter.save()


def _forget_old() -> int:
    """Delete changes that every process has long taken over; the highest of their numbers."""
    old = OfferChange.objects.filter(created_at__lt=timezone.now() - KEPT, number__isnull=False)
    last = old.aggregate(last=Max("number"))["last"] or 0
    if last:
        OfferChange.objects.filter(number__lte=last).delete()
    return last
