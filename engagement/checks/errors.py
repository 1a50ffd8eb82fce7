from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.errors import CodedError


class CheckError(CodedError):
    """That a certificate of good conduct was seen can't be noted as given."""

    class Code(TextChoices):
        SEEN_IN_FUTURE = "seen_in_future", _("You can only note what you have seen already.")
        ISSUED_AFTER_SEEN = (
            "issued_after_seen",
            _("The certificate can't be younger than the day on which you saw it."),
        )
        RENEWED_TOO_LATE = (
            "renewed_too_late",
            _("A certificate counts for five years at most, so until %(last)s."),
        )
        OVER = "over", _("By that day it would have to be renewed already. Ask for a new one.")
        OWN = "own", _("Your own certificate is looked at by somebody else of your organisation.")
