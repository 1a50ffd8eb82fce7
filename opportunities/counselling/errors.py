from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CounsellingError(Exception):
    """Something that can't be done (any more), with a reason for the person who tried."""

    class Code(TextChoices):
        TAKEN = "taken", _("Somebody else was quicker. Please choose another time.")
        PAST = "past", _("This time is over. Please choose another one.")
        UNREACHABLE = "unreachable", _("This person has left no e-mail. Please call them.")
        EMPTY = "empty", _("Please write something or choose at least one offer.")
        OVERLAP = "overlap", _("At this time there is an appointment already.")

    def __init__(self, code: "CounsellingError.Code") -> None:
        super().__init__(code.label)
        self.code = code
