from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CardRuleError(Exception):
    """What can't be done with a rule; the message says it, `field` where it belongs."""

    class Code(TextChoices):
        IN_USE = (
            "in_use",
            _(
                "People have applied by this rule. It can't be changed or deleted any more, only"
                " ended and followed by another."
            ),
        )
        ENDS_TOO_EARLY = (
            "ends_too_early",
            _("Somebody applied by this rule on %(day)s: it can end on that day at the earliest."),
        )
        REACHES_BACK = (
            "reaches_back",
            _(
                "Somebody applied on %(day)s by the rule that counted then. Please let this one"
                " begin later."
            ),
        )

    def __init__(
        self, code: "CardRuleError.Code", *, field: str | None = None, **named: Any
    ) -> None:
        super().__init__(str(code.label) % named)
        self.code = code
        self.field = field
