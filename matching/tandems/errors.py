from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TandemError(Exception):
    """Something that can't be done (any more), with a reason for the person who tried."""

    class Code(TextChoices):
        NOT_WAITING = "not_waiting", _("This person is not looking for anybody at the moment.")
        FULL = "full", _("This mentor has no free place any more.")
        AVOIDED = "avoided", _("One of the two would rather not be with the other.")
        SAME_PERSON = (
            "same_person",
            _("Both have the same e-mail address, so they may be one and the same person."),
        )
        ENDED = "ended", _("This tandem has ended already.")
        HAS_TANDEM = "has_tandem", _("This person has a tandem. Please end it first.")
        WRONG_DAY = "wrong_day", _("A tandem ends between its first day and today.")

    def __init__(self, code: "TandemError.Code") -> None:
        super().__init__(code.label)
        self.code = code
