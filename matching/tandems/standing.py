"""How a programme stands: its people, its tandems, what waits; in a fixed number of queries."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from core.german import analyse
from matching.enums import CheckInAnswer, TandemRole
from matching.models import Tandem, TandemCheckIn, TandemPerson, TandemProgramme
from matching.tandems.wishes import Wishes

NEEDS_THE_DESK = (CheckInAnswer.PLEASE_CALL, CheckInAnswer.STOPPING)
LONG = dt.timedelta(days=60)  # somebody has waited


def wishes_of(person: TandemPerson) -> Wishes:
    """With topics, languages and avoided people at hand."""
    topics = list(person.topics.all())
    said = " ".join([person.wishes, *map(str, topics)])
    return Wishes(
        key=person.pk,
        mailbox=person.email.lower(),
        week=person.week,
        topics=frozenset(topic.pk for topic in topics),
        languages=frozenset(language.pk for language in person.languages.all()),
        words=frozenset(analyse(said)),
        avoided=frozenset(other.pk for other in person.avoided.all()),
    )


class Standing:
    """Everything the programme's screen shows."""

    def __init__(self, programme: TandemProgramme, today: dt.date) -> None:
        self.programme = programme
        self.today = today
        self.people: list[TandemPerson] = list(
            programme.people.filter(left_on=None).prefetch_related("topics", "languages", "avoided")
        )
        self.running: list[Tandem] = list(
            Tandem.objects.filter(mentor__programme=programme, ended_on=None)
            .select_related("mentor", "mentee")
            .prefetch_related("check_ins__person")
        )
        self.ended: list[Tandem] = list(
            Tandem.objects.filter(mentor__programme=programme, ended_on__isnull=False)
            .select_related("mentor", "mentee")
            .order_by("-ended_on", "-pk")
        )
        for tandem in (*self.running, *self.ended):
            tandem.mentor.programme = tandem.mentee.programme = programme

    @cached_property
    def load(self) -> Counter[int]:
        """How many tandems each mentor has, by primary key."""
        return Counter(tandem.mentor_id for tandem in self.running)

    @cached_property
    def elsewhere(self) -> Counter[str]:
        """How many tandems each address accompanies in other programmes of the town."""
        mails = [person.email for person in self.mentors if person.email]
        found = (
            Tandem.objects.filter(
                ended_on=None,
                mentor__email__in=mails,
                mentor__programme__municipality=self.programme.municipality_id,
            )
            .exclude(mentor__programme=self.programme)
            .values_list("mentor__email", flat=True)
        )
        return Counter(found)

    @cached_property
    def mentors(self) -> list[TandemPerson]:
        return [one for one in self.people if one.role == TandemRole.MENTOR]

    @cached_property
    def mentees(self) -> list[TandemPerson]:
        return [one for one in self.people if one.role == TandemRole.MENTEE]

    @cached_property
    def waiting(self) -> list[TandemPerson]:
        """Mentees who have nobody, those first who have waited longest."""
        have = {tandem.mentee_id for tandem in self.running}
        waiting = [one for one in self.mentees if one.pk not in have and not one.is_resting]
        return sorted(waiting, key=lambda one: (one.created_at, one.pk))

    def most_of(self, mentor: TandemPerson) -> int:
        return min(mentor.most_at_a_time, self.programme.most_at_a_time)

    def free_of(self, mentor: TandemPerson) -> int:
        """How many more tandems the mentor may have."""
        return 0 if mentor.is_resting else max(self.most_of(mentor) - self.load[mentor.pk], 0)

    @property
    def free(self) -> int:
        return sum(self.free_of(mentor) for mentor in self.mentors)

    @cached_property
    def overloaded(self) -> list[TandemPerson]:
        """Who has more than they or the programme allow, other programmes counted."""
        return [
            one
            for one in self.mentors
            if self.load[one.pk]
            and self.load[one.pk] + self.elsewhere[one.email] > self.most_of(one)
        ]

    @cached_property
    def long_waiting(self) -> list[TandemPerson]:
        return [one for one in self.waiting if one.created_at.date() + LONG < self.today]

    @cached_property
    def left_alone(self) -> list[TandemPerson]:
        """Who does not go on and whose tandem is gone already: the partner was erased."""
        found = {key for tandem in self.ended for key in (tandem.mentor_id, tandem.mentee_id)}
        return list(self.programme.people.exclude(left_on=None).exclude(pk__in=found))

    @cached_property
    def calls(self) -> list[tuple[Tandem, TandemPerson, int]]:
        """Whom nobody can ask by mail and whose week has come."""
        return [
            (tandem, person, week)
            for tandem in self.running
            for person, week in calls_due(tandem, self.today)
        ]

    @cached_property
    def tasks(self) -> list[TandemCheckIn]:
        """Answers that ask for the desk, the oldest first."""
        found = [check_in for tandem in self.running for check_in in open_calls(tandem)]
        return sorted(found, key=lambda one: (one.answered_at, one.pk))


def open_calls(tandem: Tandem) -> Iterable[TandemCheckIn]:
    """What the two have asked of the desk and nobody has cared for yet."""
    for check_in in tandem.check_ins.all():
        if check_in.answer in NEEDS_THE_DESK and not check_in.settled_at:
            check_in.tandem = tandem
            yield check_in


def erased_on(tandem: Tandem) -> dt.date | None:
    """The last day on which an ended tandem is there."""
    days = dt.timedelta(days=tandem.mentor.programme.kept_days)
    return tandem.ended_on + days if tandem.ended_on else None


def week_due(tandem: Tandem, person: TandemPerson, today: dt.date) -> int | None:
    """After how many weeks somebody is to be asked now; of several the last, and each once."""
    passed = [week for week in tandem.mentor.programme.weeks if tandem.day_of_week(week) <= today]
    if not passed:
        return None
    asked = [one.week for one in tandem.check_ins.all() if one.person_id == person.pk]
    return passed[-1] if max(asked, default=-1) < passed[-1] else None


def calls_due(tandem: Tandem, today: dt.date) -> Iterable[tuple[TandemPerson, int]]:
    """Whom the desk has to call, as they have no e-mail, and of which week."""
    for person in (tandem.mentor, tandem.mentee):
        week = None if person.email or tandem.ended_on else week_due(tandem, person, today)
        if week is not None:
            yield person, week


def last_answers(tandem: Tandem) -> list[tuple[TandemPerson, TandemCheckIn | None]]:
    """What each of the two has said last: one goes well with it while the other stops."""
    answered = sorted(
        (one for one in tandem.check_ins.all() if one.answered_at),
        key=lambda one: (one.answered_at, one.pk),
    )
    last = {one.person_id: one for one in answered}
    return [(person, last.get(person.pk)) for person in (tandem.mentor, tandem.mentee)]
