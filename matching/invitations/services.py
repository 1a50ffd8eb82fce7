"""What one does with invitations; each function is one business act.

Locks are taken in one order: the offer's intake, then people's profiles by their key, then
invitations.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from matching.invitations import notices
from matching.invitations.choosing import LIMITED_FOR, Candidate, may_be_invited, who_fits
from matching.invitations.errors import InvitationError
from matching.models import Invitation, InvitationRound, MatchingProfile
from opportunities.applications import places
from opportunities.applications import services as applications
from opportunities.applications.admission import takes_people
from opportunities.desk.gate import is_accepted
from opportunities.enums import OpportunityState
from opportunities.models import Application, OpportunityPage
from organisations.records import record_of

Answer = Invitation.Answer
Code = InvitationError.Code
SPARE = 3  # so many times as many are looked at as are to be asked: others may ask them just now
ERASED_AFTER = dt.timedelta(days=365)


def invite_best(
    *, offer: OpportunityPage, number: int, by: User, now: dt.datetime | None = None
) -> int:
    """Ask the `number` people whom the offer suits best, of those who agreed; returns how many.

    Nobody is asked twice for one offer, nor more often than `INVITATIONS_A_MONTH`, and for one
    offer no more than `INVITATIONS_TO_AN_OFFER` within 30 days. Raises InvitationError
    (NOT_ACCEPTED, NOT_OPEN, ENOUGH).
    """
    now = now or timezone.now()
    check_may_invite(offer, now)
    # Before anything is locked: of thousands of people it takes a moment.
    candidates = who_fits(offer, most=number * SPARE, now=now)
    try:
        with transaction.atomic():
            asked = _invite(offer, candidates, number, by=by, now=now)
    except InvitationError:
        _note_in_vain(offer, by, now)
        raise
    if not asked:
        _note_in_vain(offer, by, now)
    return asked


def _note_in_vain(offer: OpportunityPage, by: User, now: dt.datetime) -> None:
    """Keep that was asked and nobody found, once a day, so that no day without it tells it."""
    begin = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = InvitationRound.objects.filter(opportunity=offer, created_at__gte=begin)
    if not today.filter(created_at__lt=begin + dt.timedelta(days=1)).exists():
        InvitationRound.objects.create(opportunity=offer, by=by, asked=0, created_at=now)


def check_may_invite(offer: OpportunityPage, now: dt.datetime) -> None:
    """Raises InvitationError (NOT_ACCEPTED, NOT_OPEN)."""
    if offer.organisation is None or not is_accepted(record_of(offer.organisation)):
        raise InvitationError(Code.NOT_ACCEPTED)
    is_full = offer.state(timezone.localdate(now)) == OpportunityState.FULL
    if not offer.live or is_full or not takes_people(offer, now):
        raise InvitationError(Code.NOT_OPEN)


def invitations_left(offer: OpportunityPage, now: dt.datetime) -> int:
    """How many people may still be asked for this offer now."""
    rounds = InvitationRound.objects.filter(opportunity=offer, created_at__gt=now - LIMITED_FOR)
    asked: int = rounds.aggregate(sum=Sum("asked"))["sum"] or 0
    return max(settings.INVITATIONS_TO_AN_OFFER - asked, 0)


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, facts: dict[str, Any], now: dt.datetime | None = None
) -> Application:
    """Say yes: an application with `facts` (as `applications.apply` wants them) comes of it.

    From now on the organisation knows who it is. A second yes does nothing. Raises InvitationError
    (LAPSED) and ApplicationError; then nothing has changed.
    """
    now = now or timezone.now()
    places.lock_intake(invitation.opportunity_id)
    invitation = _locked(invitation)
    if invitation.application is not None:
        return invitation.application
    if not can_be_answered(invitation, now):
        raise InvitationError(Code.LAPSED)
    offer = OpportunityPage.objects.get(pk=invitation.opportunity_id)
    application = applications.apply(
        opportunity=offer, user=invitation.profile.volunteer.user, now=now, **facts
    )
    invitation.application = application
    _note(invitation, Answer.YES, now)
    return application


@transaction.atomic
def decline_invitation(*, invitation: Invitation, now: dt.datetime | None = None) -> None:
    """Say no; nobody is told, and until the time is over a yes may follow. After a yes: nothing."""
    invitation = _locked(invitation)
    if invitation.answer == Answer.OPEN:
        _note(invitation, Answer.NO, now or timezone.now())


@transaction.atomic
def refuse_invitations(*, profile: MatchingProfile, now: dt.datetime | None = None) -> None:
    """Let no organisation ask this person again; what is not answered becomes a no."""
    MatchingProfile.objects.filter(pk=profile.pk).update(may_be_invited=False)
    Invitation.objects.filter(profile=profile, answer=Answer.OPEN).update(
        answer=Answer.NO, answered_at=now or timezone.now()
    )


def allow_invitations(*, profile: MatchingProfile) -> None:
    """Let organisations ask again."""
    MatchingProfile.objects.filter(pk=profile.pk).update(may_be_invited=True)


def can_be_answered(invitation: Invitation, now: dt.datetime) -> bool:
    """Whether a yes is still possible, as far as the invitation goes; the offer may be full."""
    return invitation.answer != Answer.YES and now < invitation.expires_at


def erase_old_invitations(now: dt.datetime) -> int:
    """Forget invitations after a year, however they were answered; returns how many."""
    deleted, _each = Invitation.objects.filter(created_at__lt=now - ERASED_AFTER).delete()
    return deleted


def _invite(
    offer: OpportunityPage, candidates: list[Candidate], number: int, *, by: User, now: dt.datetime
) -> int:
    places.lock_intake(offer.pk)
    number = min(number, invitations_left(offer, now))
    if number <= 0:
        raise InvitationError(Code.ENOUGH)
    # All at once and in one order: another organisation may want some of them in this moment.
    profiles = {
        profile.pk: profile
        for profile in MatchingProfile.objects.select_for_update(of=("self",), no_key=True)
        .select_related("volunteer__user")
        .filter(pk__in=[candidate.profile for candidate in candidates])
        .order_by("pk")
    }
    allowed = may_be_invited(profiles, offer, now)
    chosen = [one for one in candidates if one.profile in allowed][:number]
    if not chosen:
        return 0
    asked = InvitationRound.objects.create(
        opportunity=offer, by=by, asked=len(chosen), created_at=now
    )
    for candidate in chosen:
        notices.invite(
            Invitation.objects.create(
                round=asked,
                opportunity=offer,
                profile=profiles[candidate.profile],
                reason=candidate.reason,
                created_at=now,
                expires_at=now + dt.timedelta(days=settings.INVITATION_DAYS),
            )
        )
    return len(chosen)


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("profile__volunteer__user", "application")
        .get(pk=invitation.pk)
    )


def _note(invitation: Invitation, answer: Invitation.Answer, now: dt.datetime) -> None:
    invitation.answer, invitation.answered_at = answer, now
    invitation.save(update_fields=["answer", "answered_at", "application"])
