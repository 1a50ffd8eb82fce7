"""The one table of what may follow what in the life of an application for a card, and who may.

A draft, and what nobody has confirmed by e-mail, is erased when it is withdrawn or grows old; that
is no state. See `docs/card-applications.md` and ADR 32.
"""

from collections.abc import Mapping
from typing import Final

from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardParty

APPLICANT: Final = frozenset({CardParty.APPLICANT})
TOWN: Final = frozenset({CardParty.TOWN})
SITE: Final = frozenset({CardParty.SITE})
# Who may hand in for somebody: an organisation for its people, a town what came on paper.
HANDS_IN: Final = frozenset({CardParty.APPLICANT, CardParty.ORGANISATION, CardParty.TOWN})

TRANSITIONS: Final[Mapping[State, Mapping[State, frozenset[CardParty]]]] = {
    State.DRAFT: {
        State.UNCONFIRMED: APPLICANT,
        State.ATTESTING: HANDS_IN,
        State.READY: HANDS_IN,
    },
    State.UNCONFIRMED: {
        State.ATTESTING: APPLICANT,
        State.READY: APPLICANT,
    },
    State.ATTESTING: {
        State.READY: SITE | TOWN,  # everybody has answered; or the town waits for nobody
        State.ASKED: TOWN,
        State.APPROVED: TOWN,
        State.DECLINED: TOWN,
        State.WITHDRAWN: APPLICANT | TOWN | SITE,  # the site: nobody has answered for months
    },
    State.READY: {
        State.ATTESTING: SITE | TOWN,  # one more organisation, or another contact, is asked
        State.ASKED: TOWN,
        State.APPROVED: TOWN,
        State.DECLINED: TOWN,
        State.WITHDRAWN: APPLICANT | TOWN,
    },
    State.ASKED: {
        State.READY: APPLICANT | TOWN,
        State.ATTESTING: APPLICANT | TOWN,
        State.APPROVED: TOWN,
        State.DECLINED: TOWN,
        State.WITHDRAWN: APPLICANT | TOWN | SITE,
    },
    State.APPROVED: {
        State.ISSUED: TOWN | SITE,
        State.READY: TOWN,  # decided by mistake
        State.WITHDRAWN: APPLICANT | TOWN,
    },
    State.ISSUED: {},
    State.DECLINED: {State.READY: TOWN},
    State.WITHDRAWN: {},
}

# Before these end, nobody but the applicant knows of it.
NOT_YET_SENT: Final = (State.DRAFT, State.UNCONFIRMED)
# Here the town still has to decide.
UNDECIDED: Final = (State.ATTESTING, State.READY, State.ASKED)
DECIDED: Final = (State.APPROVED, State.ISSUED, State.DECLINED)
# Nobody may have two of these in one town for the same kind of card.
RUNNING: Final = (*UNDECIDED, State.APPROVED)


def may_follow(before: str, after: str, party: str) -> bool:
    """Whether `party` may bring an application from one state to the other."""
    return party in TRANSITIONS[State(before)].get(State(after), frozenset())


def next_states(state: str, party: str) -> list[State]:
    """Where `party` may bring an application from here, in the order of the table."""
    return [after for after, parties in TRANSITIONS[State(state)].items() if party in parties]
