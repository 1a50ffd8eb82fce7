"""The one table of what may follow what in an application's life, and who may do it.

An application that nobody has confirmed, or whose parents said no, is erased; that is no state.
See `docs/applying.md` and ADR 23.
"""

from collections.abc import Mapping
from typing import Final

from opportunities.enums import ApplicationState as State
from opportunities.enums import Party

HOSTS: Final = frozenset({Party.ORGANISATION, Party.TOWN})  # the town helps out where no desk is
APPLICANT: Final = frozenset({Party.APPLICANT})
GUARDIAN: Final = frozenset({Party.GUARDIAN})
CLOCK: Final = frozenset({Party.CLOCK})

TRANSITIONS: Final[Mapping[State, Mapping[State, frozenset[Party]]]] = {
    State.UNCONFIRMED: {
        State.CONSENT: APPLICANT,
        State.SENT: APPLICANT,
        State.WAITING: APPLICANT,
        # Whoever steps in has been asked by the organisation itself (`opportunities.cover`).
        State.ACCEPTED: HOSTS,
    },
    State.CONSENT: {
        State.SENT: GUARDIAN,
        State.WAITING: GUARDIAN,
        State.WITHDRAWN: APPLICANT,
    },
    State.WAITING: {
        # By taking the place that became free; for whoever has no e-mail, the organisation does it.
        State.SENT: APPLICANT | HOSTS,
        State.DECLINED: HOSTS | CLOCK,
        State.WITHDRAWN: APPLICANT | HOSTS | CLOCK,
    },
    State.SENT: {
        State.SEEN: HOSTS,
        State.IN_CONTACT: HOSTS,
        State.ACCEPTED: HOSTS,
        State.DECLINED: HOSTS,
        State.WAITING: APPLICANT,
        State.WITHDRAWN: APPLICANT,
    },
    State.SEEN: {
        State.IN_CONTACT: HOSTS,
        State.ACCEPTED: HOSTS,
        State.DECLINED: HOSTS,
        State.WAITING: APPLICANT,
        State.WITHDRAWN: APPLICANT,
    },
    State.IN_CONTACT: {
        State.ACCEPTED: HOSTS,
        State.DECLINED: HOSTS,
        State.WAITING: APPLICANT,
        State.WITHDRAWN: APPLICANT,
    },
    State.ACCEPTED: {
        State.DONE: HOSTS | CLOCK,
        State.DECLINED: HOSTS,
        State.WAITING: APPLICANT,
        State.WITHDRAWN: APPLICANT,
    },
    State.DECLINED: {},
    State.WITHDRAWN: {},
    State.DONE: {},
}

# These hold their places; nobody else does, but for a place that is offered.
HOLDING: Final = (State.SENT, State.SEEN, State.IN_CONTACT, State.ACCEPTED)
# In these both sides still have something to say.
RUNNING: Final = (State.WAITING, *HOLDING)
ENDED: Final = tuple(state for state, following in TRANSITIONS.items() if not following)
# Before these end, the organisation knows nothing of it.
NOT_YET_SENT: Final = (State.UNCONFIRMED, State.CONSENT)


def may_follow(before: str, after: str, party: str) -> bool:
    """Whether `party` may bring an application from one state to the other."""
    return party in TRANSITIONS[State(before)].get(State(after), frozenset())


def next_states(state: str, party: str) -> list[State]:
    """Where `party` may bring an application from here, in the order of the table."""
    return [after for after, parties in TRANSITIONS[State(state)].items() if party in parties]
