"""An application in the organisation's words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.applications.admission import group_size
from opportunities.enums import ApplicationState as State
from opportunities.enums import Party
from opportunities.models import Application, ApplicationEvent

TONES: Mapping[str, str] = {
    State.SENT: "accent",
    State.ACCEPTED: "success",
    State.WAITING: "warning",
}

HAPPENED: Mapping[str | tuple[str, str], Promise] = {
    State.CONSENT: gettext_lazy("Has applied; the parents were asked."),
    State.SENT: gettext_lazy("Has applied."),
    (State.SENT, Party.GUARDIAN): gettext_lazy("The parents have agreed; it was sent."),
    State.WAITING: gettext_lazy("Came on the waiting list."),
    State.SEEN: gettext_lazy("Seen."),
    State.IN_CONTACT: gettext_lazy("In contact."),
    State.ACCEPTED: gettext_lazy("Accepted."),
    State.DECLINED: gettext_lazy("Declined."),
    (State.DECLINED, Party.CLOCK): gettext_lazy("The offer ended before a place became free."),
    State.WITHDRAWN: gettext_lazy("Has withdrawn."),
    (State.WITHDRAWN, Party.CLOCK): gettext_lazy("Did not answer in time about a free place."),
    State.DONE: gettext_lazy("Done."),
}
PLACE_TAKEN = gettext_lazy("Took a place that became free.")
STEPPED_IN = gettext_lazy("Stepped in for somebody who could not come.")


@dataclass(frozen=True)
class Happening:
    """One line of the history: what, by whom, with which words."""

    event: ApplicationEvent
    words: str
    by: str
    note: str


def history(application: Application) -> list[Happening]:
    """What has happened so far, the newest first."""
    events = application.events.select_related("by").order_by("-created_at", "-pk")
    return [
        Happening(event, _words(event), _by(event, application), _note(event)) for event in events
    ]


def group_fit(application: Application) -> str:
    """Whether a group is as large as the offer wants it now; empty for one person alone."""
    offer = application.opportunity
    if application.people == 1 or offer is None:
        return ""
    if not offer.suits_groups:
        return _("Your offer is not meant for groups any more.")
    smallest, largest = group_size(offer)
    numbers = {"smallest": smallest, "largest": largest}
    if application.people < smallest:
        return _("Smaller than your offer wants (from %(smallest)d people).") % numbers
    if application.people > largest:
        return _("Larger than your offer wants (up to %(largest)d people).") % numbers
    if offer.largest_group:
        return _("Fits: you want %(smallest)d to %(largest)d people.") % numbers
    return _("Fits: you want groups from %(smallest)d people.") % numbers


def _words(event: ApplicationEvent) -> str:
    if event.from_state == State.WAITING and event.to_state == State.SENT:
        return str(PLACE_TAKEN)
    if event.from_state == State.UNCONFIRMED and event.to_state == State.ACCEPTED:
        return str(STEPPED_IN)
    return str(HAPPENED.get((event.to_state, event.party)) or HAPPENED[event.to_state])


def _by(event: ApplicationEvent, application: Application) -> str:
    """Members by name; the applicant is called as in the application, not as in an account."""
    if event.party in (Party.ORGANISATION, Party.TOWN) and event.by:
        return str(event.by)
    if event.party == Party.APPLICANT:
        return application.volunteer.name
    return ""


def _note(event: ApplicationEvent) -> str:
    # What was written with the first contact stands among the messages.
    return "" if event.to_state == State.IN_CONTACT else event.note
