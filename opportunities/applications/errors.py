from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationError(Exception):
    """What can't be done with an application; the message says it to whoever tried."""

    class Code(TextChoices):
        NOT_OPEN = "not_open", _("Nobody is taken on here at the moment.")
        DATE_GONE = "date_gone", _("One of the dates is no longer offered. Please choose again.")
        NO_GROUPS = "no_groups", _("Here each person applies for themselves.")
        GROUP_SIZE = "group_size", _("Groups of this size do not fit here.")
        TOO_YOUNG = "too_young", _("You are not old enough for this yet.")
        NO_GUARDIAN = (
            "no_guardian",
            _("Please give the name and the e-mail address of one of your parents."),
        )
        UNREACHABLE = "unreachable", _("Please give an e-mail address or a telephone number.")
        ALREADY_APPLIED = "already_applied", _("You have applied here already.")
        ILLEGAL_MOVE = "illegal_move", _("That is no longer possible with this application.")
        NO_OFFER = "no_offer", _("This place is no longer kept for you.")
        NO_CHECK = (
            "no_check",
            _("First the certificate of good conduct has to be shown and noted."),
        )

    def __init__(self, code: "ApplicationError.Code", message: Any = "") -> None:
        super().__init__(message or code.label)
        self.code = code
