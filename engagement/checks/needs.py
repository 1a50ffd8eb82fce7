"""Of whom an organisation has to see a certificate of good conduct, and why.

The organisation asks it of all its people, or an offer asks it of those who apply. What engagement
does not know, apps above say:

    @hooks.register("background_check_candidates")
    def applicants(organisation):
        yield Candidate(volunteer=…, what="Hausaufgabenhilfe")

    @hooks.register("background_check_activity")
    def is_applying():      # of a BackgroundCheck: something still goes on there
        return Exists(Application.objects.filter(volunteer=OuterRef("volunteer"), …))
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists
from wagtail import hooks

from accounts.models import Volunteer
from engagement.enums import CheckState
from engagement.models import BackgroundCheck, Engagement
from organisations.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody of whom a certificate is needed, for what they do or want to do."""

    volunteer: Volunteer
    what: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """A candidate, or somebody of whom an entry is kept, with that entry."""

    volunteer: Volunteer
    what: str
    check: BackgroundCheck | None
    is_needed: bool
    is_valid: bool

    @property
    def is_expired(self) -> bool:
        seen = self.check is not None and self.check.state == CheckState.SEEN
        return seen and not self.is_valid


def people_of(organisation: Organisation, today: date) -> list[Person]:
    """Everybody whom this concerns, by name; in as many queries as there are sources."""
    checks = {
        check.volunteer_id: check
        for check in BackgroundCheck.objects.filter(organisation=organisation).select_related(
            "volunteer", "seen_by"
        )
    }
    needed: dict[int, Candidate] = {}
    for candidate in _candidates(organisation, today):
        needed.setdefault(candidate.volunteer.pk, candidate)
    people = [_person(one, checks.get(pk), today) for pk, one in needed.items()]
    people += [_person(None, check, today) for pk, check in checks.items() if pk not in needed]
    return sorted(people, key=lambda one: (one.volunteer.name.casefold(), one.volunteer.pk))


def activities() -> list[Exists]:
    """What of a BackgroundCheck says that apps above still need it."""
    return [hook() for hook in hooks.get_hooks("background_check_activity")]


def _candidates(organisation: Organisation, today: date) -> Iterator[Candidate]:
    if organisation.needs_background_check:
        people = Engagement.objects.at_desk_of(organisation).confirmed().running(today)
        for engagement in people.select_related("volunteer"):
            yield Candidate(volunteer=engagement.volunteer, what=engagement.role)
    for hook in hooks.get_hooks("background_check_candidates"):
        yield from hook(organisation)


def _person(candidate: Candidate | None, check: BackgroundCheck | None, today: date) -> Person:
    if candidate is None and check is None:
        raise ValueError("neither needed nor kept")
    volunteer = candidate.volunteer if candidate else check.volunteer  # type: ignore[union-attr]
    return Person(
        volunteer=volunteer,
        what=candidate.what if candidate else "",
        check=check,
        is_needed=candidate is not None,
        is_valid=check is not None and counts(check, today),
    )


def counts(check: BackgroundCheck, today: date) -> bool:
    """As `has_valid_check`, of an entry that is at hand."""
    return check.state == CheckState.SEEN and check.renew_by is not None and check.renew_by >= today
