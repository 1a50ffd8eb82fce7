from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferError(Exception):
    """What can't be done with an offer; the message says so to whoever tried."""

    class Code(TextChoices):
        NO_PAGE = (
            "no_page",
            _("Your organisation has no page yet. Please ask your town's contact desk."),
        )
        WAITING = (
            "waiting",
            _("Your town is looking at this offer. Take it back if you want to change it."),
        )
        LOCKED = "locked", _("Your town is working on this offer. Please try again later.")
        NOT_ACCEPTED = (
            "not_accepted",
            _(
                "Your town has not accepted your organisation yet."
                " Your draft stays here until then."
            ),
        )
        INCOMPLETE = "incomplete", _("Something is still missing.")
        NOTHING_NEW = "nothing_new", _("There is nothing new to send.")
        NO_WORKFLOW = (
            "no_workflow",
            _("Nobody is there to approve your offer. Please ask your town's contact desk."),
        )
        BOOKED = (
            "booked",
            _("People have booked dates that you change. Please tick that you know it."),
        )
        NOT_WAITING = "not_waiting", _("This offer is not waiting for the town any more.")
        NOT_ONLINE = "not_online", _("This offer is not on line.")
        PAST_DAY = "past_day", _("Please choose a day that is still to come.")
        BEFORE_START = "before_start", _("The end must not come before the beginning.")
        PUBLISHED = (
            "published",
            _("This offer was on line already. It can be ended, but not thrown away."),
        )

    def __init__(self, code: "OfferError.Code") -> None:
        super().__init__(str(code.label))
        self.code = code
