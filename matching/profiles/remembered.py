"""What is remembered of a person: in the own profile, if they agreed to one, else in the session.

Answers themselves stand in the address. Only what somebody sends by a button is kept, so nobody
who just looks gets a cookie.
"""

from typing import NamedTuple, Protocol

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts.models import User
from matching.enums import NoFit
from matching.models import Feedback, MatchingProfile
from matching.profiles import services

SESSION_KEY = "passt"
MOST = 60  # answers "does not fit" of one session; more than anybody would give


class NoFitAnswer(NamedTuple):
    """That the offer with this key does not fit, and why."""

    key: int
    reason: NoFit


class NoFits(Protocol):
    """Where such answers are kept, the newest last."""

    def all(self) -> list[NoFitAnswer]: ...

    def add(self, answer: NoFitAnswer) -> None: ...

    def remove(self, key: int) -> None: ...

    def clear(self) -> None: ...


class InSession:
    """Until the session ends."""

    def __init__(self, session: SessionBase) -> None:
        self._session = session

    def _kept(self) -> dict[str, str]:
        kept = self._session.get(SESSION_KEY)
        return dict(kept) if isinstance(kept, dict) else {}

    def all(self) -> list[NoFitAnswer]:
        return [
            NoFitAnswer(int(key), NoFit(reason))
            for key, reason in self._kept().items()
            if key.isdigit() and reason in NoFit.values
        ]

    def add(self, answer: NoFitAnswer) -> None:
        kept = self._kept()
        kept.pop(str(answer.key), None)
        kept[str(answer.key)] = answer.reason.value
        self._session[SESSION_KEY] = dict(list(kept.items())[-MOST:])

    def remove(self, key: int) -> None:
        kept = self._kept()
        if kept.pop(str(key), None) is not None:
            self._session[SESSION_KEY] = kept

    def clear(self) -> None:
        self._session.pop(SESSION_KEY, None)


class InProfile:
    """As `Feedback`, until the person takes it back or erases the profile."""

    def __init__(self, profile: MatchingProfile) -> None:
        self._profile = profile

    def all(self) -> list[NoFitAnswer]:
        return answers_of(self._profile)

    def add(self, answer: NoFitAnswer) -> None:
        services.note_no_fit(profile=self._profile, offer=answer.key, reason=answer.reason)

    def remove(self, key: int) -> None:
        services.take_back_no_fit(profile=self._profile, offer=key)

    def clear(self) -> None:
        services.take_back_no_fit(profile=self._profile)


def answers_of(profile: MatchingProfile) -> list[NoFitAnswer]:
    """What the profile's owner said does not fit."""
    given = Feedback.objects.filter(profile=profile).order_by("given_at", "pk")
    return [
        NoFitAnswer(key, NoFit(reason))
        for key, reason in given.values_list("opportunity_id", "reason")
    ]


def own_profile(request: HttpRequest) -> MatchingProfile | None:
    """The profile of whoever is signed in, if they keep one."""
    user = request.user
    if not isinstance(user, User):
        return None
    found = MatchingProfile.objects.filter(volunteer__user=user).select_related("volunteer")
    return found.order_by("pk").first()


def no_fits(request: HttpRequest, profile: MatchingProfile | None) -> NoFits:
    """Where this visitor's answers are kept."""
    return InProfile(profile) if profile else InSession(request.session)
