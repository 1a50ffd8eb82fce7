from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TandemError(Exception):
    """Something that can't be done (any more), with a reason for the person who tried."""

    class Code(TextChoices):
        NOT_WAITING = "not_waiting", _("{name} is not looking for anybody at the moment.")
        FULL = "full", _("{name} has no free place any more.")
        AVOIDED = "avoided", _("One of the two would rather not be with the other.")
        SAME_PERSON = (
            "same_person",
            _("Both have the same e-mail address, so they may be one and the same person."),
        )
        ENDED = "ended", _("This tandem has ended already.")
        HAS_TANDEM = "has_tandem", _("{name} has a tandem. Please end it first.")
        WRONG_DAY = "wrong_day", _("A tandem ends between its first day and today.")
        RUNNING = (
            "running",
            _("Tandems of this programme are still running. Please end them first."),
        )

    def __init__(self, code: "TandemError.Code", *, name: object = "") -> None:
        """`name` is the person whom the reason is about."""
        super().__init__(str(code.label).format(name=name))
        self.code = code
