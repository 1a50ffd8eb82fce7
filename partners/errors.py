from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerError(Exception):
    """Something could not be done with a shop; `code` says why, the text is for people."""

    class Code(models.TextChoices):
        NOT_CONFIRMED = "not_confirmed", _("The e-mail of this proposal is not confirmed yet.")
        DECIDED = "decided", _("This proposal has been decided already.")
        NO_REASON = "no_reason", _("Please say why, so that the shop understands.")
        NO_TOWN_PAGE = "no_town_page", _("The town has no page below which the shop could stand.")
        ALREADY_OWNER = "already_owner", _("This person keeps the shop already.")
        LAST_OWNER = (
            "last_owner",
            _("Somebody has to keep the shop. Please invite somebody else first."),
        )
        NOT_OPEN = "not_open", _("This invitation is not open any more.")
        CHANGE_ANNOUNCED = (
            "change_announced",
            _("A change of this benefit has been announced already. Take it back first."),
        )
        TOO_SOON = (
            "too_soon",
            _("People rely on it. Please choose a later last day."),
        )
        NEVER_STARTS = (
            "never_starts",
            _("The benefit ends before this change could take effect."),
        )
        OVER = "over", pgettext_lazy("benefit", "This benefit has ended.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code
