from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InvitationError(Exception):
    """What can't be done with invitations; the message says it to whoever tried."""

    class Code(TextChoices):
        NOT_ACCEPTED = (
            "not_accepted",
            _("Your town is still looking at your registration. You can invite people after that."),
        )
        NOT_OPEN = "not_open", _("This offer takes nobody on at the moment.")
        ENOUGH = (
            "enough",
            _("For this offer as many people have been asked as may be within 30 days."),
        )
        LAPSED = "lapsed", _("This invitation can’t be answered any more.")

    def __init__(self, code: "InvitationError.Code") -> None:
        super().__init__(code.label)
        self.code = code
