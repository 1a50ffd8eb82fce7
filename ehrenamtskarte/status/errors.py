from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StatusListError(Exception):
    """Something can't be done with a status list."""

    class Code(TextChoices):
        FULL = "full", _("The list has no room for so many codes. Please try again.")
        NO_KEY = (
            "no_key",
            _("No key of this list can be read, so it can't be signed: see “card_keys check”."),
        )

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code
