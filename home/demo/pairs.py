"""An evening of speed-dating and a programme of tandems in the demo, as a desk keeps them."""

import datetime as dt
import tomllib
from typing import Any

from django.utils import timezone

from core.models import SpokenLanguage
from home.demo import times
from home.demo.content import DATA
from home.demo.publishing import days_ago
from matching.enums import CheckInAnswer, TandemRole
from matching.models import (
    SpeedDating,
    SpeedDatingTable,
    Tandem,
    TandemPerson,
    TandemProgramme,
    TandemTopic,
)
from matching.profiles.choices import parts_of_the_week
from matching.speeddating import services as speeddating
from matching.tandems import due
from matching.tandems import services as tandems
from municipalities.models import Municipality
from organisations.models import OrganisationPage
from organisations.records import record_of


def bring_together() -> None:
    """Make the event with its plan, and the programme with one tandem that is going well."""
    told = tomllib.loads((DATA / "pairs.toml").read_text(encoding="utf-8"))
    _hold_event(told["event"])
    _keep_programme(told["programme"])


def _hold_event(told: dict[str, Any]) -> None:
    event = SpeedDating.objects.create(
        municipality=Municipality.objects.get(slug=told["town"]),
        title=told["title"],
        takes_place_on=times.day(told["day"], timezone.localdate()),
        starts_at=dt.time.fromisoformat(told["starts"]),
        place=told["place"],
        rounds=told["rounds"],
        note=told["note"],
    )
    speeddating.add_people(event=event, lines=told["people"])
    for table in told["tables"]:
        page = OrganisationPage.objects.get(slug=table["organisation"])
        speeddating.add_table(
            table=SpeedDatingTable(
                event=event, organisation=record_of(page), places=table.get("places", 1)
            )
        )
    speeddating.make_plan(event=event)


def _keep_programme(told: dict[str, Any]) -> None:
    programme = TandemProgramme.objects.create(
        municipality=Municipality.objects.get(slug=told["town"]),
        title=told["title"],
        about=told["about"],
        thanks=told["thanks"],
    )
    for label in told["topics"]:
        TandemTopic.objects.create(programme=programme, label=label)
    people = {
        facts["name"]: _enter(programme, role, facts)
        for role, side in ((TandemRole.MENTOR, "mentors"), (TandemRole.MENTEE, "mentees"))
        for facts in told[side]
    }
    for tandem in told["tandems"]:
        begun = days_ago(7 * tandem["weeks"], minute=0)
        paired = tandems.pair(
            mentor=people[tandem["mentor"]],
            mentee=people[tandem["mentee"]],
            today=timezone.localdate(begun),
            now=begun,
        )
        _answer(paired)


def _enter(programme: TandemProgramme, role: TandemRole, facts: dict[str, Any]) -> TandemPerson:
    person = TandemPerson.objects.create(
        programme=programme,
        role=role,
        name=facts["name"],
        email=facts.get("email", ""),
        phone=facts["phone"],
        agreed_on=timezone.localdate() - dt.timedelta(days=30),
        week=sum(
            1 << bit for bit, part in enumerate(parts_of_the_week()) if part in facts["times"]
        ),
        wishes=facts.get("wishes", ""),
        most_at_a_time=facts.get("most", 1),
    )
    person.topics.set(TandemTopic.objects.filter(programme=programme, label__in=facts["topics"]))
    person.languages.set(SpokenLanguage.objects.filter(slug__in=facts["languages"]))
    return person


def _answer(tandem: Tandem) -> None:
    """Ask both after two weeks; the mentor answers."""
    noon = dt.datetime.combine(
        tandem.day_of_week(2), dt.time(12), tzinfo=timezone.get_current_timezone()
    )
    due.ask_how_it_goes(noon)
    check_in = tandem.check_ins.get(person=tandem.mentor, week=2)
    tandems.answer(
        check_in=check_in, answer=CheckInAnswer.GOING_WELL, now=noon + dt.timedelta(hours=5)
    )
