"""What the site knows already of somebody's volunteering: nothing of it is asked for again."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from accounts.models import Volunteer
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.models import Attestation, CardApplication
from ehrenamtskarte.rules.calendar import years_later
from engagement.models import Engagement, HoursEntry

MOST = 5  # organisations of one application


def prefill(application: CardApplication, *, today: date) -> list[Attestation]:
    """Write the applicant's running engagements into a draft, those with most hours first.

    Where hours have been confirmed, the attestation is KNOWN with those of the last twelve months;
    where not, it says who is to be asked, and the hours are to be added.
    """
    volunteer = application.volunteer
    if volunteer is None:
        return []
    people = _same_person(volunteer)
    engagements = list(
        Engagement.objects.filter(volunteer__in=people)
        .confirmed()
        .running(today)
        .select_related("organisation")
    )
    hours = confirmed_hours(engagements, today=today)
    engagements.sort(key=lambda one: hours.get(one.pk, Decimal(0)), reverse=True)
    return [
        _attestation(application, one, hours.get(one.pk, Decimal(0))) for one in engagements[:MOST]
    ]


def refresh(application: CardApplication, *, today: date) -> None:
    """Take over what has been confirmed since the draft was begun."""
    known = application.attestations.filter(
        state=AttestationState.KNOWN, engagement__isnull=False
    ).select_related("engagement")
    hours = confirmed_hours([one.engagement for one in known if one.engagement], today=today)
    for attestation in known:
        attestation.hours_per_year = int(hours.get(attestation.engagement_id or 0, Decimal(0)))
        if attestation.hours_per_year:
            attestation.save(update_fields=["hours_per_year"])


def confirmed_hours(engagements: Sequence[Engagement], *, today: date) -> dict[int, Decimal]:
    """The confirmed hours of the twelve months until today, by engagement."""
    rows = (
        HoursEntry.objects.confirmed()
        .filter(
            engagement__in=engagements,
            worked_on__gt=years_later(today, -1),
            worked_on__lte=today,
        )
        .order_by()
        .values_list("engagement")
        .annotate(total=Sum("hours"))
    )
    return dict(rows)


def _same_person(volunteer: Volunteer) -> list[Volunteer]:
    """A family may share an account; the card is one person's."""
    if volunteer.user_id is None:
        return [volunteer]
    return [
        one
        for one in Volunteer.objects.filter(user=volunteer.user_id)
        if one.name.casefold() == volunteer.name.casefold()
    ]


def _attestation(
    application: CardApplication, engagement: Engagement, hours: Decimal
) -> Attestation:
    is_known = hours >= 1
    return Attestation.objects.create(
        application=application,
        organisation=engagement.organisation,
        organisation_name=engagement.organisation.name,
        role=engagement.role,
        since=engagement.since,
        until=engagement.until,
        hours_per_year=int(hours) if is_known else None,
        # What one says oneself to do each week is for the organisation to confirm.
        hours_per_week=None if is_known else engagement.usual_hours,
        contact_email="" if is_known else engagement.contact_email,
        engagement=engagement,
        state=AttestationState.KNOWN if is_known else AttestationState.OPEN,
    )
