from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationError(Exception):
    """Something could not be done with an organisation; `code` says why, the text is for people."""

    class Code(models.TextChoices):
        DECIDED = "decided", _("This registration has been decided already.")
        NOT_CONFIRMED = "not_confirmed", _("The e-mail of this registration is not confirmed yet.")
        NO_REASON = "no_reason", _("Please say why, so that the organisation understands.")
        LAST_OWNER = (
            "last_owner",
            _("Somebody has to stay responsible. Please make somebody else responsible first."),
        )
        ALREADY_MEMBER = "already_member", _("This person belongs to your team already.")
        INVITED = "invited", _("This person has been invited already.")
        NOT_OPEN = "not_open", _("This invitation is not open any more.")
        SAME = "same", _("An organisation can't be merged with itself.")
        MERGED = "merged", _("This organisation has been merged with another one already.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code
