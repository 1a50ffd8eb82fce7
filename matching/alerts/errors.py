from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AlertError(Exception):
    """Something that can't be done with saved searches, with a reason for the person who tried."""

    class Code(TextChoices):
        TOO_MANY = (
            "too_many",
            _("You have saved very many searches already. Please end one that you don’t need."),
        )
        EMPTY = "empty", _("Please answer at least one question, so that we know what suits you.")

    def __init__(self, code: "AlertError.Code") -> None:
        super().__init__(code.label)
        self.code = code
