from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ehrenamtskarte.models import IssuerKey


class CardKeyError(Exception):
    """Something can't be done with a town's key; `code` says why, the text is for people."""

    class Code(TextChoices):
        UNREADABLE = (
            "unreadable",
            _(
                "Key %(kid)s of %(town)s can't be read: it was encrypted with a key that is no"
                " longer in CARD_KEY_ENCRYPTION_KEYS. Put that key back there; or, if it is lost,"
                " make a new key for the town by “rotate”. Cards that were made before stay valid."
            ),
        )
        NO_ENCRYPTION_KEY = (
            "no_encryption_key",
            _("CARD_KEY_ENCRYPTION_KEYS is empty: keys of cards can't be kept without it."),
        )
        BAD_ENCRYPTION_KEY = (
            "bad_encryption_key",
            _(
                "CARD_KEY_ENCRYPTION_KEYS holds something that is not a key. docs/card-keys.md says"
                " how to make one."
            ),
        )
        CLASH = "clash", _("No key could be made whose number is free. Please try again.")
        UNDER_WAY = (
            "under_way",
            _("Key %(kid)s of %(town)s takes over soon already; there is nothing to rotate."),
        )
        LAST_KEY = (
            "last_key",
            _(
                "Nothing would sign the cards of %(town)s after key %(kid)s. Please rotate: it"
                " retires when the new key takes over."
            ),
        )
        RETIRED = "retired", _("Key %(kid)s of %(town)s has retired already.")
        WITHDRAWN = "withdrawn", _("Key %(kid)s of %(town)s has been withdrawn already.")
        LIVING_CARDS = (
            "living_cards",
            _(
                "Valid codes of cards carry the signature of key %(kid)s of %(town)s: nobody could"
                " check them any more. Please withdraw it only if it was stolen, and say so."
            ),
        )

    def __init__(self, code: Code, key: "IssuerKey | None" = None) -> None:
        facts = {"kid": key.kid, "town": key.municipality.name} if key else {}
        super().__init__(str(code.label) % facts)
        self.code = code
        self.key = key
