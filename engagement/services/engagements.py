"""Engagements that begin because an organisation says so."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User, Volunteer
from engagement.enums import EngagementState
from engagement.models import Engagement
from organisations.models import Organisation


def begin_engagement(
    *,
    volunteer: Volunteer,
    organisation: Organisation,
    role: str,
    since: date,
    source: str,
    by: User | None = None,
) -> Engagement:
    """The engagement that the organisation has agreed to; it is confirmed from the beginning.

    `source` says from what it comes (`application:17`): a second call with the same one returns
    what the first has made. It may be empty, then each call makes one.
    """
    if source and (found := Engagement.objects.filter(source=source).first()):
        return found
    try:
        with transaction.atomic():
            return Engagement.objects.create(
                volunteer=volunteer,
                organisation=organisation,
                role=role[: Engagement._meta.get_field("role").max_length],
                since=since,
                source=source,
                state=EngagementState.CONFIRMED,
                confirmed_by=by,
                confirmed_at=timezone.now(),
            )
    except IntegrityError:
        # Somebody else was faster; anything but that is no error of ours to hide.
        return Engagement.objects.get(source=source)
