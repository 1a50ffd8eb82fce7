"""People with a profile, for tests of what is made of many."""

from matching.models import MatchingProfile
from tests.factories import UserFactory, VolunteerFactory


def person(query="", *, may_be_invited=True, **facts):
    """Somebody with an account who agreed to be compared with offers; returns the profile."""
    user = UserFactory()
    volunteer = VolunteerFactory(user=user, email=user.email, **facts)
    return MatchingProfile.objects.create(
        volunteer=volunteer, query=query, may_be_invited=may_be_invited
    )


def persons(number, query="", **facts):
    return [person(query, **facts) for _one in range(number)]
