"""Who may confirm for an organisation: not somebody's own, if anybody else can."""

from accounts.models import User
from engagement.models import Engagement
from engagement.querysets import EngagementQuerySet, HoursQuerySet
from organisations.models import Membership, Organisation


def has_desk(organisation: Organisation) -> bool:
    """Whether somebody works at the organisation's desk; without, it is asked by mail."""
    return Membership.objects.filter(organisation=organisation).exists()


def may_confirm(user: User | None, engagement: Engagement) -> bool:
    """Whether `user`, who works at the desk, may confirm what this engagement's person says.

    None is whoever was asked by mail. One's own is for somebody else to confirm; where there is
    nobody else, it is seen in the record who did.
    """
    if user is None or engagement.volunteer.user_id != user.pk:
        return True
    return not _has_others(user, engagement.organisation_id)


def confirmable_hours(
    hours: HoursQuerySet, *, user: User, organisation: Organisation
) -> HoursQuerySet:
    """Those of `hours`, all of them the organisation's, that `user` may confirm."""
    if _has_others(user, organisation.pk):
        return hours.exclude(engagement__volunteer__user=user)
    return hours


def confirmable_engagements(
    engagements: EngagementQuerySet, *, user: User, organisation: Organisation
) -> EngagementQuerySet:
    """Those of `engagements`, all of them the organisation's, that `user` may confirm."""
    if _has_others(user, organisation.pk):
        return engagements.exclude(volunteer__user=user)
    return engagements


def _has_others(user: User, organisation: int) -> bool:
    return Membership.objects.filter(organisation=organisation).exclude(user=user).exists()
