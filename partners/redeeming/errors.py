from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.credential.verdicts import VerdictKind
from partners.enums import ConflictReason


class Refusal(TextChoices):
    """Why nothing was redeemed. The values are part of the devices' interface and never change."""

    LIMIT = "limit", _("With this card the benefit has been used as often as it may be.")
    REVOKED = "revoked", _("The card has been revoked.")
    EXPIRED = "expired", _("The card is no longer valid.")
    NOT_YET_VALID = "not_yet_valid", _("The card is not valid yet.")
    FORGED = "forged", _("The code is not genuine.")
    STALE = "stale", _("The code is too old. Please have the card shown on the phone again.")
    UNKNOWN_ISSUER = "unknown", _("The issuer of the card is not known.")
    NOT_OFFERED = "not_offered", _("The benefit is not offered to this card now.")
    CLOCK = "clock", _("The time is wrong. Please check the clock of this device.")
    UNREADABLE = "unreadable", _("This is not the code of a card.")
    UNKNOWN_NUMBER = "unknown_number", _("There is no card of this number.")
    NUMBER_OFFLINE = "number_offline", _("A card's number can be used with a network only.")
    UNKNOWN_BENEFIT = "unknown_benefit", _("This shop has no such benefit.")
    KEY_TAKEN = "key_taken", _("Something else was reported under this key.")
    MALFORMED = "malformed", _("This is not a redemption as devices report it.")
    NOT_READY = "not_ready", _("Nothing can be redeemed at the moment. Please try again later.")

    @property
    def as_conflict(self) -> ConflictReason | None:
        """As what it is kept where it was done without a network; None: it is not kept."""
        if self == Refusal.UNREADABLE:
            return ConflictReason.FORGED
        try:
            return ConflictReason(self.value)
        except ValueError:
            return None


class RedeemError(Exception):
    """A benefit can't be redeemed; the text says it to the clerk."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(str(code.label))
        self.code = code


class TakeBackError(Exception):
    """A redemption can't be taken back; the text says it to the clerk."""

    class Code(TextChoices):
        TOO_LATE = "too_late", _("It can be taken back for ten minutes only.")
        UNKNOWN = "unknown", _("This device has not reported such a redemption.")
        CONFLICT = "conflict", _("It had not been counted, so there is nothing to take back.")

    def __init__(self, code: Code) -> None:
        super().__init__(str(code.label))
        self.code = code


# Verdicts after which nothing can be redeemed. A list that is out of date is the server's own
# affair: the card is good as far as anybody knows.
REFUSALS = {
    VerdictKind.NOT_YET_VALID: Refusal.NOT_YET_VALID,
    VerdictKind.EXPIRED: Refusal.EXPIRED,
    VerdictKind.REVOKED: Refusal.REVOKED,
    VerdictKind.FORGED: Refusal.FORGED,
    VerdictKind.SCREENSHOT: Refusal.STALE,
    VerdictKind.UNKNOWN_ISSUER: Refusal.UNKNOWN_ISSUER,
    VerdictKind.CLOCK_WRONG: Refusal.CLOCK,
    VerdictKind.UNREADABLE: Refusal.UNREADABLE,
}
