from django.db import models
from django.utils.translation import gettext_lazy as _


class FoundingError(Exception):
    """A town could not be added; `code` says why, the text is for people."""

    class Code(models.TextChoices):
        UNKNOWN = "unknown", _("No municipality with this key is known: please give its name.")
        EXISTS = "exists", _("This town already belongs to the association.")
        NO_HOME = "no_home", _("There is no start page yet; set the site up first.")
        ADDRESS_TAKEN = "address_taken", _("Another page already has the town's address.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code
