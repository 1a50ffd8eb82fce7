from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.errors import CodedError


class IssueError(CodedError):
    """A card can't be made, ended or replaced as asked; the text says it to whoever tried."""

    class Code(TextChoices):
        NOT_APPROVED = "not_approved", _("This application is not approved.")
        NO_RULE = "no_rule", _("This town does not give out this card yet.")
        NAME = (
            "name",
            _("“%(name)s” can't be printed: %(why)s Please write the name differently."),
        )
        OTHER_TOWN = "other_town", _("A batch has cards of one town only.")
        NOTHING_TO_MAKE = "nothing_to_make", _("There is no approved application for this.")
        NOT_RELEASED = (
            "not_released",
            _("These cards are not released yet: their codes have to be read back first."),
        )
        ENDED = "ended", _("This card has ended already.")
        RENEWED = "renewed", _("This card is being renewed already, or has been.")
        NO_CODE = "no_code", _("This card has no valid printed code.")
        NOTHING_CHANGED = "nothing_changed", _("Please say what has changed: the name or the town.")
        IN_FUTURE = "in_future", _("Please give a day that is past, or today.")
        BUSY = "busy", _("It is still being worked on.")
