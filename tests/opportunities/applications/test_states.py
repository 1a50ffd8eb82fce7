"""The table of transitions, what it promises, and that the documentation says the same."""

from pathlib import Path

import pytest
from django.utils import timezone

from opportunities.applications import services
from opportunities.applications.errors import ApplicationError
from opportunities.applications.states import ENDED, TRANSITIONS, may_follow, next_states
from opportunities.enums import ApplicationState, Party
from opportunities.models import ApplicationEvent
from tests.factories import ApplicationFactory, UserFactory

DOCUMENT = Path(__file__).parents[3] / "docs" / "applying.md"


def test_every_state_has_its_row_and_can_be_reached():
    assert set(TRANSITIONS) == set(ApplicationState)
    reached = {after for row in TRANSITIONS.values() for after in row}
    assert reached == set(ApplicationState) - {ApplicationState.UNCONFIRMED}
    assert set(ENDED) == {
        ApplicationState.DECLINED,
        ApplicationState.WITHDRAWN,
        ApplicationState.DONE,
    }


def test_the_documentation_has_the_same_table():
    lines = [
        f"| `{before}` | `{after}` | {', '.join(sorted(parties))} |"
        for before, row in TRANSITIONS.items()
        for after, parties in row.items()
    ]
    text = DOCUMENT.read_text(encoding="utf-8")
    table = text.split("| from | to | who may |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    assert table == lines


def test_nobody_decides_for_the_other_side():
    assert may_follow("sent", "accepted", Party.ORGANISATION)
    assert not may_follow("sent", "accepted", Party.APPLICANT)
    assert not may_follow("waiting", "accepted", Party.ORGANISATION)
    assert next_states("consent", Party.GUARDIAN) == ["sent", "waiting"]


@pytest.mark.parametrize("before", list(ApplicationState))
def test_what_is_not_in_the_table_is_impossible_and_changes_nothing(offer, before):
    application = ApplicationFactory(opportunity=offer, state=before)
    for after in ApplicationState:
        for party in Party:
            if after == before or may_follow(before, after, party):
                continue
            with pytest.raises(ApplicationError) as caught:
                services.move_application(application=application, to=after, party=party)
            assert caught.value.code == ApplicationError.Code.ILLEGAL_MOVE
    application.refresh_from_db()
    assert application.state == before
    assert not ApplicationEvent.objects.exists()


def test_a_step_says_who_and_when_and_a_second_time_does_nothing(offer):
    application = ApplicationFactory(opportunity=offer)
    clerk = UserFactory()
    before = timezone.now()
    for _click in range(2):
        services.move_application(
            application=application,
            to=ApplicationState.DECLINED,
            party=Party.ORGANISATION,
            by=clerk,
            note="Leider schon besetzt.",
        )
    event = ApplicationEvent.objects.get()
    assert (event.from_state, event.to_state) == ("sent", "declined")
    assert (event.party, event.by, event.note) == (
        "organisation",
        clerk,
        "Leider schon besetzt.",
    )
    assert event.created_at >= before
