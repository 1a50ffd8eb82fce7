from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.errors import CodedError


class CertificateError(CodedError):
    """A certificate can't be asked for, changed, signed or withdrawn as asked."""

    class Code(TextChoices):
        NOT_CONFIRMED = (
            "not_confirmed",
            _("The organisation has not confirmed this engagement yet."),
        )
        NO_DESK = (
            "no_desk",
            _("Nobody of this organisation works here who could sign a certificate."),
        )
        IN_WORK = "in_work", _("There is a certificate for this engagement already in work.")
        BEFORE_START = "before_start", _("The engagement began only on %(since)s.")
        AFTER_END = "after_end", _("The engagement ended on %(until)s.")
        FUTURE = (
            "future",
            _("A certificate tells of what was; please give no later day than today."),
        )
        ENDS_BEFORE_START = (
            "ends_before_start",
            _("The end must not come before the beginning."),
        )
        SIGNED = "signed", _("A signed certificate is never changed. You can withdraw it instead.")
        NOT_SIGNED = "not_signed", _("This certificate has not been signed.")
        WITHDRAWN = "withdrawn", _("This certificate has been withdrawn already.")
        NO_SIGNATURE = "no_signature", _("Please say who signs, and as what.")
        WORD_MISSING = "word_missing", _("Please say in a word why.")
        OWN = "own", _("Your own certificate is signed by somebody else of your organisation.")
