"""Keeping, changing and erasing what somebody agreed to have kept."""

from collections.abc import Iterable

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from accounts.volunteers import volunteer_for
from matching.enums import NoFit
from matching.models import Feedback, MatchingProfile
from matching.profiles.parameters import ProfileParameters
from opportunities.models import OpportunityPage


@transaction.atomic
def keep_profile(*, user: User, query: str) -> MatchingProfile:
    """Keep the answers of somebody who has agreed to it; who has a profile changes it.

    The agreement itself is dated: when it was given first, not when answers changed.
    """
    own = MatchingProfile.objects.select_for_update().filter(volunteer__user=user)
    profile = own.order_by("pk").first()
    if profile is None:
        volunteer = volunteer_for(
            name=user.get_full_name() or user.email, email=user.email, user=user
        )
        profile, _is_new = MatchingProfile.objects.get_or_create(volunteer=volunteer)
    profile.query = ProfileParameters(QueryDict(query)).query
    profile.save(update_fields=["query", "updated_at"])
    return profile


def erase_profile(*, profile: MatchingProfile) -> None:
    """Take the agreement back: the answers and all that hangs on them are gone."""
    profile.delete()


def set_may_be_invited(*, profile: MatchingProfile, may_be_invited: bool) -> None:
    """Whether organisations may have this person asked; only the person decides that."""
    profile.may_be_invited = may_be_invited
    profile.save(update_fields=["may_be_invited", "updated_at"])


def note_no_fit(*, profile: MatchingProfile, offer: int, reason: NoFit) -> None:
    """Note that the offer with this key does not fit; saying it again changes the reason."""
    if OpportunityPage.objects.filter(pk=offer).exists():
        Feedback.objects.update_or_create(
            profile=profile,
            opportunity_id=offer,
            defaults={"reason": reason, "given_at": timezone.now()},
        )


@transaction.atomic
def note_all(*, profile: MatchingProfile, answers: Iterable[tuple[int, NoFit]]) -> None:
    """Take over what was said before there was a profile."""
    for offer, reason in answers:
        note_no_fit(profile=profile, offer=offer, reason=reason)


def take_back_no_fit(*, profile: MatchingProfile, offer: int | None = None) -> None:
    """Let an offer fit again; without one, all of them."""
    given = Feedback.objects.filter(profile=profile)
    if offer is not None:
        given = given.filter(opportunity=offer)
    given.delete()
