from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.errors import CodedError


class DeviceError(CodedError):
    """A device can't be paired, or is no (longer) one of ours; the text says it to who holds it."""

    class Code(TextChoices):
        UNKNOWN_CODE = (
            "unknown_code",
            _("This code is not known, has been used or is too old. Please ask for a new one."),
        )
        TRIED_OFTEN = (
            "tried_often",
            _("Too many codes have been tried from here. Please wait an hour and try again."),
        )
        TOO_MANY = (
            "too_many",
            _("This shop has %(limit)s devices already. Please revoke one that is not used."),
        )
        UNREADABLE = "unreadable", _("What was sent can't be read.")
        DEVICE_UNKNOWN = "device_unknown", _("This device is not paired with a shop.")
        DEVICE_REVOKED = "device_revoked", _("The shop has revoked this device.")
