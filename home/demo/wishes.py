"""Many who told what suits them, so that offers reach somebody, and who of them was invited."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.http import urlencode

from accounts.models import User, Volunteer
from home.demo import content
from home.demo.publishing import days_ago
from matching.models import Invitation, InvitationRound, MatchingProfile
from opportunities.models import OpportunityPage


def wish_for_much(people: dict[str, User]) -> None:
    """Keep the profiles of people without a login, and invite some to an offer.

    All at once and past the services: what they said and were asked is long past.
    """
    told = content.wishes()
    users = User.objects.bulk_create(
        User(
            email=f"profil{number}@demo.example",
            first_name=one.name.split()[0],
            last_name=one.name.split()[-1],
            password=make_password(None),
        )
        for number, one in enumerate(told.people, start=1)
    )
    volunteers = Volunteer.objects.bulk_create(
        Volunteer(user=user, name=one.name, email=user.email)
        for user, one in zip(users, told.people, strict=True)
    )
    profiles = MatchingProfile.objects.bulk_create(
        MatchingProfile(
            volunteer=volunteer,
            query=urlencode(one.answers, doseq=True),
            agreed_at=days_ago(one.days_ago),
            may_be_invited=one.may_be_invited,
        )
        for volunteer, one in zip(volunteers, told.people, strict=True)
    )
    by_name = {profile.volunteer.name: profile for profile in profiles}
    for invited in told.invitations:
        own = MatchingProfile.objects.get(volunteer__user=people[invited.login])
        _invite(invited, own, [by_name[name] for name in invited.others])


def _invite(told: content.Invited, own: MatchingProfile, others: list[MatchingProfile]) -> None:
    offer = OpportunityPage.objects.get(slug=told.offer)
    at = days_ago(told.days_ago)
    asked = InvitationRound.objects.create(opportunity=offer, asked=1 + len(others), created_at=at)
    Invitation.objects.bulk_create(
        _invitation(asked, profile, told, at) for profile in (own, *others)
    )


def _invitation(
    asked: InvitationRound, profile: MatchingProfile, told: content.Invited, at: dt.datetime
) -> Invitation:
    has_declined = profile.volunteer.name in told.declined
    return Invitation(
        round=asked,
        opportunity=asked.opportunity,
        profile=profile,
        reason=told.reason,
        answer=Invitation.Answer.NO if has_declined else Invitation.Answer.OPEN,
        answered_at=at + dt.timedelta(hours=5) if has_declined else None,
        created_at=at,
        expires_at=at + dt.timedelta(days=settings.INVITATION_DAYS),
    )
