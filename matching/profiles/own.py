"""What is known of somebody who keeps a profile, as the engine takes it."""

import datetime as dt
from dataclasses import replace

from django.http import QueryDict

from matching.engine.profile import Profile
from matching.models import MatchingProfile
from matching.profiles.parameters import ProfileParameters
from matching.profiles.remembered import answers_of
from matching.profiles.teaching import Taught, taught
from opportunities.catalogue import Catalogue


def parameters_of(profile: MatchingProfile) -> ProfileParameters:
    """The kept answers."""
    return ProfileParameters(QueryDict(profile.query))


def profile_of(profile: MatchingProfile, *, today: dt.date) -> Profile:
    """The kept answers; an age that was not told follows from the date of birth, if that is known.

    Whoever keeps a profile has agreed to that.
    """
    return with_known_age(parameters_of(profile).profile, profile, today=today)


def with_known_age(said: Profile, profile: MatchingProfile | None, *, today: dt.date) -> Profile:
    """`said` with the age of the profile's owner, where they did not say one."""
    born_on = profile.volunteer.born_on if profile else None
    if said.age is not None or born_on is None:
        return said
    years = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    return replace(said, age=years)


def taught_profile(profile: MatchingProfile, catalogue: Catalogue) -> Taught:
    """All that is known: the answers and what answers to suggestions have taught."""
    return taught(catalogue, profile_of(profile, today=catalogue.today), answers_of(profile))
