"""How an application for a card gets from one state to the other: the only place that does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from ehrenamtskarte.applications import notices
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.facts import judgement_of
from ehrenamtskarte.applications.states import DECIDED, NOT_YET_SENT, may_follow
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEventKind, CardParty
from ehrenamtskarte.models import CardApplication, CardEvent

Code = CardApplicationError.Code

# As what a step stands in the history, by the state that it leads to.
KINDS: Final = {
    State.UNCONFIRMED: CardEventKind.STARTED,
    State.ATTESTING: CardEventKind.CHANGED,
    State.READY: CardEventKind.CHANGED,
    State.ASKED: CardEventKind.QUESTION,
    State.APPROVED: CardEventKind.APPROVED,
    State.ISSUED: CardEventKind.ISSUED,
    State.DECLINED: CardEventKind.DECLINED,
    State.WITHDRAWN: CardEventKind.WITHDRAWN,
}


@contextmanager
def locked(application: CardApplication) -> Iterator[None]:
    """Lock the application until the transaction ends, and read it anew.

    Raises CardApplicationError where it was erased meanwhile.
    """
    with transaction.atomic():
        found = CardApplication.objects.select_for_update().filter(pk=application.pk).first()
        if found is None:
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        application.refresh_from_db()
        yield


def move(
    *,
    application: CardApplication,
    to: State,
    party: CardParty,
    by: User | None = None,
    by_name: str = "",
    note: str = "",
    now: datetime | None = None,
    **about: Any,
) -> CardEvent | None:
    """Bring the application into another state, write it down, and mail whom it concerns.

    Does nothing and returns None if it is there already, so that a button may be pressed twice.
    `note` stands in the history; `about` are further fields of the event. Raises
    CardApplicationError where the table of states does not allow it.
    """
    with locked(application):
        before = State(application.state)
        if before == to:
            return None
        if not may_follow(before, to, party):
            raise CardApplicationError(Code.ILLEGAL_MOVE)
        now = now or timezone.now()
        application.state = to
        application.waiting_since = now
        if to in DECIDED and before not in DECIDED:
            application.decided_at, application.decided_by = now, by
            judgement = judgement_of(application)
            application.judgement = judgement.as_json() if judgement else None
            application.reason = note if to == State.DECLINED else ""
        elif before in DECIDED and to not in DECIDED and to != State.WITHDRAWN:
            application.decided_at = application.decided_by = application.judgement = None
            application.reason = ""
        application.save()
        event = record(
            application,
            kind_of(before, to),
            party=party,
            by=by,
            by_name=by_name,
            note=note,
            **about,
        )
        notices.tell_of_move(event, before=before)
    return event


def kind_of(before: State, to: State) -> CardEventKind:
    """As what a step stands in the history."""
    if to in (State.ATTESTING, State.READY):
        if before in NOT_YET_SENT:
            return CardEventKind.SUBMITTED
        if before == State.ASKED:
            return CardEventKind.REPLY
        if before in DECIDED:
            return CardEventKind.REOPENED
    return KINDS[to]


def record(
    application: CardApplication,
    kind: CardEventKind,
    *,
    party: CardParty,
    by: User | None = None,
    by_name: str = "",
    note: str = "",
    **about: Any,
) -> CardEvent:
    """Write down what happened."""
    return CardEvent.objects.create(
        application=application,
        kind=kind,
        party=party,
        by=by,
        by_name=by_name[: CardEvent._meta.get_field("by_name").max_length],
        note=note,
        **about,
    )
