"""Who could go with whom: a stable pairing of those who wait, for the desk to decide on."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.engine.profile import WEEK_PARTS
from matching.models import TandemPerson
from matching.profiles.choices import parts_of_the_week
from matching.tandems.stable import pair_stably
from matching.tandems.standing import Standing, wishes_of
from matching.tandems.wishes import Wishes, common, fit, is_possible
from matching.tandems.wording import both_speak


@dataclass(frozen=True)
class Candidate:
    """A mentor whom a mentee could have, with what each finds in the other."""

    mentee: TandemPerson
    mentor: TandemPerson
    for_mentee: int | None  # percent of what the mentee has said; None: nothing
    for_mentor: int | None
    reason: str  # what they have in common, in words

    @property
    def in_words(self) -> str:
        """How well it fits, for the mentee and for the mentor."""
        found = (self.mentee, self.for_mentee), (self.mentor, self.for_mentor)
        return ", ".join(
            _("nothing said for {name}").format(name=person)
            if percent is None
            else _("{percent} for {name}").format(percent=f"{percent} %", name=person)
            for person, percent in found
        )


@dataclass(frozen=True)
class Suggestion:
    """A mentee who waits, all who are possible, the best first, and who is suggested."""

    mentee: TandemPerson
    candidates: list[Candidate]
    suggested: Candidate | None

    @property
    def others(self) -> list[Candidate]:
        """Whom the desk may choose instead."""
        return [one for one in self.candidates if one != self.suggested]


def suggestions(standing: Standing) -> list[Suggestion]:
    """One for each mentee who waits; of mentors only those with a free place."""
    free = {one: standing.free_of(one) for one in standing.mentors if standing.free_of(one)}
    mentors = {one.pk: wishes_of(one) for one in free}
    mentees = {one.pk: wishes_of(one) for one in standing.waiting}
    liked_by_mentees = {key: _in_order(wishes, mentors.values()) for key, wishes in mentees.items()}
    pairs = pair_stably(
        liked_by_mentees,
        {key: _in_order(wishes, mentees.values()) for key, wishes in mentors.items()},
        {one.pk: places for one, places in free.items()},
    )
    people = {one.pk: one for one in free}
    found = []
    for mentee in standing.waiting:
        wishes = mentees[mentee.pk]
        candidates = [
            _candidate(mentee, wishes, people[key], mentors[key])
            for key in liked_by_mentees[mentee.pk]
        ]
        chosen = pairs.get(mentee.pk)
        suggested = next((one for one in candidates if one.mentor.pk == chosen), None)
        found.append(Suggestion(mentee, candidates, suggested))
    return found


def _in_order(of: Wishes, others: Iterable[Wishes]) -> list[int]:
    """Whom somebody would have, the best first; who is alike is drawn, always the same."""
    possible = [other for other in others if is_possible(of, other)]
    possible.sort(key=lambda other: (-fit(of, other), _drawn(of.key, other.key)))
    return [other.key for other in possible]


def _drawn(one: int, other: int) -> tuple[int, int]:
    return zlib.crc32(f"{min(one, other)}:{max(one, other)}".encode()), other


def _candidate(
    mentee: TandemPerson, wanted: Wishes, mentor: TandemPerson, offered: Wishes
) -> Candidate:
    return Candidate(
        mentee=mentee,
        mentor=mentor,
        for_mentee=_percent(wanted, offered),
        for_mentor=_percent(offered, wanted),
        reason=_reason(mentee, wanted, offered),
    )


def _percent(of: Wishes, to: Wishes) -> int | None:
    return round(100 * fit(of, to)) if of.says_something else None


def _reason(mentee: TandemPerson, wanted: Wishes, offered: Wishes) -> str:
    shared = common(wanted, offered)
    parts = [str(topic) for topic in mentee.topics.all() if topic.pk in shared.topics]
    parts.append(both_speak(one for one in mentee.languages.all() if one.pk in shared.languages))
    parts += times_in_words(shared.week)
    return ", ".join(filter(None, parts)) or _("nothing named in common")


def times_in_words(week: int) -> list[str]:
    """The parts of the week, Monday first, as `Dienstag nachmittags`."""
    labels = [option.label for option in parts_of_the_week().values()]
    return [str(labels[bit]) for bit in range(WEEK_PARTS) if week >> bit & 1]
