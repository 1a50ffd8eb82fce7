"""A whole team's hours of one day, ticked off by the organisation."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from engagement.enums import HoursSource
from engagement.errors import HoursError, TeamHoursError
from engagement.models import HoursEntry
from engagement.permissions import may_confirm
from engagement.querysets import EngagementQuerySet
from engagement.services.hours import record_hours


@transaction.atomic
def record_team(
    *,
    among: EngagementQuerySet,
    worked_on: date,
    hours: Mapping[int, Decimal],
    by: User,
    note: str = "",
    today: date | None = None,
) -> list[HoursEntry]:
    """Record hours of those who were there, confirmed at once; all of them or none.

    `hours` by primary key of the engagement; those outside of `among` are passed over. Sending
    the same list twice records it once. Own hours of whoever ticks wait for somebody else, if
    there is anybody. Raises TeamHoursError with the reason for each row that can't be.
    """
    entries, reasons = [], {}
    people = among.filter(pk__in=hours).select_related("volunteer", "organisation")
    # In one order, so that two lists at once never wait for each other.
    for engagement in people.order_by("volunteer_id", "pk"):
        try:
            entry = record_hours(
                engagement=engagement,
                worked_on=worked_on,
                hours=hours[engagement.pk],
                source=HoursSource.TEAM,
                source_key=f"team:{engagement.pk}:{worked_on:%Y-%m-%d}",
                note=note,
                by=by,
                confirmed=may_confirm(by, engagement),
                today=today,
            )
        except HoursError as error:
            reasons[engagement.pk] = str(error)
        else:
            entries.append(entry)
    if reasons:
        raise TeamHoursError(reasons)
    return entries
