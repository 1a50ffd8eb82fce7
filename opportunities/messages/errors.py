from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageError(Exception):
    """Why a message is not taken; the message says it to whoever wrote it."""

    class Code(TextChoices):
        CLOSED = "closed", _("Nobody can write here any more: this application has ended.")
        NO_FILES = "no_files", _("No files can be sent along here.")
        TOO_MANY = (
            "too_many",
            _("That were many messages in a short time. Please wait a little and send it again."),
        )

    def __init__(self, code: "MessageError.Code") -> None:
        super().__init__(code.label)
        self.code = code
