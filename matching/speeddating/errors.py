from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SpeedDatingError(Exception):
    """Something that can't be done (any more), with a reason for the coordinator."""

    class Code(TextChoices):
        LOCKED = "locked", _("The plan is locked. Please open it again first.")
        ERASED = "erased", _("The people of this event have been erased. It can only be read.")
        NOBODY = "nobody", _("Please enter at least one person and one organisation first.")
        UNPLANNED = "unplanned", _("There is no plan yet.")
        EMPTY = "empty", _("The plan has no talk. Please make it anew.")
        IMPOSSIBLE = (
            "impossible",
            _("This is not possible any more: the plan was changed. Please choose again."),
        )

    def __init__(self, code: "SpeedDatingError.Code") -> None:
        super().__init__(code.label)
        self.code = code
