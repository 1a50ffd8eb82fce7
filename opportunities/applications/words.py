"""What applicants are told of their application: how it stands, what has happened, what is next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opportunities.applications.places import Date
from opportunities.applications.states import NOT_YET_SENT
from opportunities.enums import ApplicationState as State
from opportunities.enums import BookingState, Party
from opportunities.models import Application, ApplicationEvent, Booking
from opportunities.timewords import date_in_words


class Standing(NamedTuple):
    """A state in words: a heading, what comes next, and its tone (as of alerts)."""

    title: Promise
    next: Promise
    tone: str = "info"


STANDINGS: Mapping[str, Standing] = {
    State.UNCONFIRMED: Standing(
        gettext_lazy("Only one step is left"),
        gettext_lazy("Please confirm that it was you. Only then the organisation gets to know."),
        "warning",
    ),
    State.CONSENT: Standing(
        gettext_lazy("Your parents are being asked"),
        gettext_lazy(
            "We have written to them. As soon as they agree, we send everything to the"
            " organisation and tell you."
        ),
    ),
    State.SENT: Standing(
        gettext_lazy("Your offer of help has arrived"),
        gettext_lazy("The organisation will look at it and get in touch with you."),
        "success",
    ),
    State.SEEN: Standing(
        gettext_lazy("The organisation has seen that you would like to help"),
        gettext_lazy("It will get in touch with you."),
        "success",
    ),
    State.IN_CONTACT: Standing(
        gettext_lazy("You are in contact with the organisation"),
        gettext_lazy("Find out together whether it suits both of you."),
        "success",
    ),
    State.ACCEPTED: Standing(
        gettext_lazy("You are in: the organisation counts on you"),
        gettext_lazy("If you can't come after all, please say so here as early as you can."),
        "success",
    ),
    State.DECLINED: Standing(
        gettext_lazy("It did not work out this time"),
        gettext_lazy("Thank you for wanting to help. Somebody else needs you: have a look."),
    ),
    State.WITHDRAWN: Standing(
        gettext_lazy("You are no longer down for this"),
        gettext_lazy("Your place has gone to somebody else. You can apply again at any time."),
    ),
    State.WAITING: Standing(
        gettext_lazy("You are on the waiting list"),
        gettext_lazy("As soon as a place is free for you, we ask you whether you take it."),
    ),
    State.DONE: Standing(
        gettext_lazy("It is done. Thank you for helping!"),
        gettext_lazy("If you liked it, there is more to do."),
        "success",
    ),
}

PLACE_OFFERED = Standing(
    gettext_lazy("A place is free for you"),
    gettext_lazy("Please say whether you take it."),
    "warning",
)

# What has happened, by the state that it led to; where it depends on who did it, both.
HAPPENED: Mapping[str | tuple[str, str], Promise] = {
    State.CONSENT: gettext_lazy("You have confirmed; your parents were asked."),
    State.SENT: gettext_lazy("You have applied."),
    (State.SENT, Party.GUARDIAN): gettext_lazy("Your parents have agreed; it was sent."),
    State.WAITING: gettext_lazy("You came on the waiting list."),
    (State.WAITING, Party.GUARDIAN): gettext_lazy(
        "Your parents have agreed; you came on the waiting list."
    ),
    State.SEEN: gettext_lazy("The organisation has seen it."),
    State.IN_CONTACT: gettext_lazy("The organisation got in touch with you."),
    State.ACCEPTED: gettext_lazy("The organisation counts on you."),
    State.DECLINED: gettext_lazy("The organisation declined."),
    (State.DECLINED, Party.CLOCK): gettext_lazy("The offer ended before a place became free."),
    State.WITHDRAWN: gettext_lazy("You have withdrawn."),
    (State.WITHDRAWN, Party.CLOCK): gettext_lazy(
        "A place was kept for you; no answer came in time."
    ),
    State.DONE: gettext_lazy("It is done."),
}
TAKEN_FROM_THE_LIST = gettext_lazy("A place became free, and you took it.")
STEPPED_IN = gettext_lazy("You stepped in for somebody who could not come.")


@dataclass(frozen=True)
class Happening:
    """One line of the history."""

    event: ApplicationEvent
    words: str


def history(application: Application) -> list[Happening]:
    """What has happened so far, the newest first."""
    events = application.events.order_by("-created_at", "-pk")
    return [Happening(event, event_in_words(event)) for event in events]


def event_in_words(event: ApplicationEvent) -> str:
    """A step as the applicant is told of it."""
    if event.from_state == State.WAITING and event.to_state == State.SENT:
        return str(TAKEN_FROM_THE_LIST)
    if event.from_state == State.UNCONFIRMED and event.to_state == State.ACCEPTED:
        return str(STEPPED_IN)
    words = HAPPENED.get((event.to_state, event.party)) or HAPPENED[event.to_state]
    return str(words)


def booking_in_words(booking: Booking) -> str:
    """Day and time of a booked date."""
    return _date(booking)


def state_of_booking(booking: Booking) -> str:
    """How a booked date stands, where that needs to be said."""
    if booking.application.state in NOT_YET_SENT:
        return ""  # no date is held yet, and whether one waits is seen when it is sent
    words = {
        BookingState.WAITING: _("waiting list"),
        BookingState.OFFERED: _("a place is kept for you"),
        BookingState.GIVEN_BACK: _("given back"),
        BookingState.LAPSED: _("went to somebody else"),
    }
    return words.get(BookingState(booking.state), "")


def choice_in_words(date: Date) -> str:
    """A date that one can choose, with the places that are left."""
    words = _date(date)
    if date.left is None:
        return words
    if date.left == 0:
        return _("%(date)s (full: waiting list)") % {"date": words}
    left = ngettext(
        "%(date)s (%(number)d place left)", "%(date)s (%(number)d places left)", date.left
    )
    return left % {"date": words, "number": date.left}


def _date(date: Date | Booking) -> str:
    if date.takes_place_on is None:  # the whole of an offer
        return ""
    return date_in_words(date.takes_place_on, date.starts_at, date.ends_at)
