from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.errors import CodedError


class PhoneError(CodedError):
    """A card can't be brought onto this phone; the text says it to its holder."""

    class Code(TextChoices):
        UNKNOWN_CODE = (
            "unknown_code",
            _(
                "This code is not known, has been used or is too old."
                " Please compare it with your letter, or ask your town for a new one."
            ),
        )
        NOT_YOURS = "not_yours", _("This card does not belong to your account.")
        ENDED = "ended", _("This card is no longer valid. Please ask your town.")
        BAD_KEY = "bad_key", _("Your browser has made no usable key. Please try another browser.")
        TOO_OFTEN = (
            "too_often",
            _(
                "This card has been brought onto %(limit)s phones within a year;"
                " that is as often as possible. Please ask your town."
            ),
        )
        TRIED_OFTEN = (
            "tried_often",
            _("Too many codes have been tried from here. Please wait an hour and try again."),
        )
        UNREADABLE = "unreadable", _("What was sent can't be read.")
