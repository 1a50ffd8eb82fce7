"""Whether a benefit is offered to a card at a moment.

The scanner asks the same of itself without a network (static/js/kasse/offering.js); both are
tested with docs/partner-benefits/vectors.json.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ehrenamtskarte.credential.claims import BERLIN
from ehrenamtskarte.enums import CardType
from partners.models import Benefit

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """What of a benefit decides on that.

    Attributes:
        weekdays: bit 0 is Monday.
        from_time, until_time: in Germany; empty is the day's beginning and end. An end that is
            not later than the beginning lies on the next day.
        branch_ids: only there; empty is everywhere.
        paused_at, ended_at: from then on it is not offered.
    """

    for_standard: bool = True
    for_jubilee: bool = True
    weekdays: int = 0b1111111
    from_time: time | None = None
    until_time: time | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    branch_ids: Collection[int] = ()
    paused_at: datetime | None = None
    ended_at: datetime | None = None


def offer_of(benefit: Benefit) -> Offer:
    """The benefit's; its `branches` are best prefetched."""
    return Offer(
        for_standard=benefit.for_standard,
        for_jubilee=benefit.for_jubilee,
        weekdays=benefit.weekdays,
        from_time=benefit.from_time,
        until_time=benefit.until_time,
        valid_from=benefit.valid_from,
        valid_until=benefit.valid_until,
        branch_ids=[branch.pk for branch in benefit.branches.all()],
        paused_at=benefit.paused_at,
        ended_at=benefit.ended_at,
    )


def is_offered(
    offer: Offer, card_type: CardType | int, at: datetime, branch_id: int | None = None
) -> bool:
    """Whether a card of that type gets it then and there.

    Args:
        at: with time zone.
        branch_id: the place of the device; a device without a place serves all of them.
    """
    if not (offer.for_jubilee if card_type == CardType.JUBILEE else offer.for_standard):
        return False
    if branch_id is not None and offer.branch_ids and branch_id not in offer.branch_ids:
        return False
    if any(moment is not None and moment <= at for moment in (offer.paused_at, offer.ended_at)):
        return False
    return offering_day(offer, at) is not None


def offering_day(offer: Offer, at: datetime) -> date | None:
    """The day whose hours `at` lies in: after midnight maybe the day before. None: in none."""
    local = at.astimezone(BERLIN)
    today, clock = local.date(), local.time()
    begins, ends = offer.from_time or time.min, offer.until_time or time.min
    if begins < ends:
        return today if begins <= clock < ends and _is_day(offer, today) else None
    if begins <= clock and _is_day(offer, today):
        return today
    return today - DAY if clock < ends and _is_day(offer, today - DAY) else None


def _is_day(offer: Offer, day: date) -> bool:
    return (
        bool(offer.weekdays >> day.weekday() & 1)
        and (offer.valid_from is None or offer.valid_from <= day)
        and (offer.valid_until is None or day <= offer.valid_until)
    )
