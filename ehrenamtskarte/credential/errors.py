from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CredentialError(Exception):
    """Why a code, a list or a key is not taken; nothing else escapes from this package."""

    class Code(TextChoices):
        NOT_A_CODE = "not_a_code", _("This is not the code of a card.")
        TOO_LARGE = "too_large", _("This is longer than any card's code.")
        MALFORMED = "malformed", _("The code is damaged or not of a card.")
        NOT_SUPPORTED = "not_supported", _("The code needs a newer version of the check.")
        BAD_CLAIMS = "bad_claims", _("The code says something that no card says.")
        BAD_SIGNATURE = "bad_signature", _("The signature is not genuine.")
        UNKNOWN_ISSUER = "unknown_issuer", _("Nobody whom this check knows has issued this card.")
        BOUND_ALONE = "bound_alone", _("This code was taken from the card on a phone.")
        NOT_BOUND = "not_bound", _("A printed card was made to look like one on a phone.")
        NOT_ON_LIST = "not_on_list", _("The issuer's list does not know this card.")
        BAD_LIST = "bad_list", _("This is not a list of withdrawn cards.")
        WRONG_LIST = "wrong_list", _("This list belongs to another address.")
        BAD_KEY = "bad_key", _("This is not a key that is used for cards.")
        BAD_KEY_SET = "bad_key_set", _("This is not a set of keys.")
        KEY_CLASH = (
            "key_clash",
            _("Another key has this identifier already. Please make a new one."),
        )
        NO_NAME = "no_name", _("There is no name to print on the card.")

    def __init__(self, code: "CredentialError.Code") -> None:
        super().__init__(code.label)
        self.code = code
