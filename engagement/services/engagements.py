"""Engagements begin, are claimed and answered."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User, Volunteer
from accounts.volunteers import confirmed_addresses
from engagement import notices
from engagement.enums import EngagementState, HoursState
from engagement.errors import EngagementError
from engagement.links import OWN_HOURS
from engagement.models import Engagement, Timer
from engagement.permissions import has_desk, may_confirm
from organisations.enums import OrganisationState
from organisations.models import Organisation

MOST_UNANSWERED = 8  # claims of one person at organisations that are asked by mail
LONGEST = 90  # years
A_DAY = timedelta(days=1)


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


@transaction.atomic
def add_person(
    *,
    volunteer: Volunteer,
    organisation: Organisation,
    role: str,
    since: date,
    by: User,
    today: date | None = None,
) -> Engagement:
    """Put somebody on the organisation's list, and send them the way to their hours.

    Whoever is on it in the same role already stays there once. Raises EngagementError.
    """
    today = today or timezone.localdate()
    _check_beginning(since, today)
    Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    if found := _same(volunteer, organisation, role, today):
        if found.state == EngagementState.CLAIMED:
            return confirm_engagement(engagement=found, by=by, since=since, today=today)
        return found
    engagement = begin_engagement(
        volunteer=volunteer, organisation=organisation, role=role, since=since, source="", by=by
    )
    if volunteer.email and volunteer.user is None:
        send_own_link(engagement=engagement)
    return engagement


def send_own_link(*, engagement: Engagement) -> bool:
    """Mail somebody without an account the way to their hours; once a day, False if it was."""
    if notices.was_asked_lately(OWN_HOURS, engagement.volunteer, within=A_DAY):
        return False
    notices.send_own_hours_link(engagement.volunteer, engagement.organisation)
    return True


def name_organisation(*, name: str, email: str) -> Organisation:
    """The organisation that a volunteer names, which has neither page nor desk here.

    Whoever names it with the same address again means the same one.
    """
    name, email = " ".join(name.split()), email.strip().lower()
    named = Organisation.objects.filter(
        state=OrganisationState.KNOWN, page=None, email=email, memberships=None
    )
    for organisation in named.order_by("pk"):
        if organisation.name.casefold() == name.casefold():
            return organisation
    return Organisation.objects.create(name=name, email=email, state=OrganisationState.KNOWN)


@transaction.atomic
def claim_engagement(
    *,
    volunteer: Volunteer,
    organisation: Organisation,
    role: str,
    since: date,
    usual_hours: Decimal | None = None,
    contact_email: str = "",
    today: date | None = None,
) -> Engagement:
    """Put on record what the volunteer says, and ask the organisation to confirm it.

    The organisation is asked at its desk, else at the address that it has given, else at
    `contact_email`. Raises EngagementError.
    """
    Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    today = today or timezone.localdate()
    _check_beginning(since, today)
    if organisation.state in (OrganisationState.MERGED, OrganisationState.DECLINED):
        raise EngagementError(EngagementError.Code.NOT_CURRENT)
    if _same(volunteer, organisation, role, today):
        raise EngagementError(EngagementError.Code.ALREADY_THERE)
    if not has_desk(organisation):
        _check_address(volunteer, organisation.email or contact_email)
        claimed = Engagement.objects.filter(volunteer=volunteer).claimed()
        unanswered = claimed.filter(organisation__memberships=None)
        if unanswered.count() >= MOST_UNANSWERED:
            raise EngagementError(EngagementError.Code.TOO_MANY)
    engagement = Engagement.objects.create(
        volunteer=volunteer,
        organisation=organisation,
        role=role,
        since=since,
        usual_hours=usual_hours,
        contact_email=contact_email.strip().lower(),
    )
    notices.ask_for_engagement(engagement)
    return engagement


@transaction.atomic
def confirm_engagement(
    *,
    engagement: Engagement,
    by: User | None = None,
    email: str = "",
    role: str = "",
    since: date | None = None,
    word: str = "",
    today: date | None = None,
) -> Engagement:
    """The organisation says yes, `role` and `since` put right where it says so.

    `by` is its member, or `email` the mailbox that was asked. Open hours from before a later
    beginning are disputed. A second call changes nothing. Raises EngagementError.
    """
    engagement = locked_engagement(engagement)
    if engagement.state == EngagementState.CONFIRMED:
        return engagement
    if not may_confirm(by, engagement):
        raise EngagementError(EngagementError.Code.OWN)
    since = since or engagement.since
    _check_beginning(since, today or timezone.localdate())
    if engagement.until and since > engagement.until:
        raise EngagementError(EngagementError.Code.ENDS_BEFORE_START, since=date_format(since))
    engagement.role = role or engagement.role
    engagement.since = since
    engagement.state = EngagementState.CONFIRMED
    _note_answer(engagement, by=by, email=email, word=word)
    # Nothing can have been confirmed before.
    engagement.hours.filter(state=HoursState.OPEN, worked_on__lt=since).update(
        state=HoursState.DISPUTED, answer=word[:240], decided_by=by, decided_at=timezone.now()
    )
    notices.engagement_was_answered(engagement)
    return engagement


@transaction.atomic
def decline_engagement(
    *, engagement: Engagement, word: str, by: User | None = None, email: str = ""
) -> Engagement:
    """The organisation does not confirm and says why; its open hours are disputed with it.

    A second call changes nothing. Raises EngagementError: no word, or it was confirmed before.
    """
    engagement = locked_engagement(engagement)
    if engagement.state == EngagementState.DECLINED:
        return engagement
    if engagement.state == EngagementState.CONFIRMED:
        raise EngagementError(EngagementError.Code.ANSWERED)
    if not word.strip():
        raise EngagementError(EngagementError.Code.WORD_MISSING)
    engagement.state = EngagementState.DECLINED
    _note_answer(engagement, by=by, email=email, word=word)
    engagement.hours.filter(state=HoursState.OPEN).update(
        state=HoursState.DISPUTED, answer=word[:240], decided_by=by, decided_at=timezone.now()
    )
    Timer.objects.filter(engagement=engagement).delete()
    notices.engagement_was_answered(engagement)
    return engagement


def set_usual_hours(*, engagement: Engagement, hours: Decimal | None) -> None:
    """How many hours a week it usually takes."""
    engagement.usual_hours = hours
    engagement.save(update_fields=["usual_hours"])


def locked_engagement(engagement: Engagement) -> Engagement:
    """The engagement as it is now, locked until the transaction ends."""
    return (
        Engagement.objects.select_for_update(of=("self",))
        .select_related("volunteer", "organisation")
        .get(pk=engagement.pk)
    )


def _same(
    volunteer: Volunteer, organisation: Organisation, role: str, today: date
) -> Engagement | None:
    """What the person does there in this role already."""
    theirs = Engagement.objects.filter(volunteer=volunteer, organisation=organisation)
    wanted = role.strip().casefold()
    return next((one for one in theirs.running(today) if one.role.casefold() == wanted), None)


def _check_beginning(since: date, today: date) -> None:
    if since > today:
        raise EngagementError(EngagementError.Code.FUTURE)
    if since.year < today.year - LONGEST:
        raise EngagementError(EngagementError.Code.TOO_LONG_AGO)


def _check_address(volunteer: Volunteer, address: str) -> None:
    if not address:
        raise EngagementError(EngagementError.Code.NO_ADDRESS)
    own = {volunteer.email.lower()}
    if volunteer.user:
        own |= {volunteer.user.email.lower(), *confirmed_addresses(volunteer.user)}
    if address.strip().lower() in own:
        raise EngagementError(EngagementError.Code.OWN_ADDRESS)


def _note_answer(engagement: Engagement, *, by: User | None, email: str, word: str) -> None:
    engagement.confirmed_by = by
    engagement.confirmed_by_email = email
    engagement.confirmed_at = timezone.now()
    engagement.answer = word.strip()
    engagement.save()
