from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.errors import CodedError


class WalletError(CodedError):
    """A pass can't be made; the text says it to the card's holder."""

    class Code(TextChoices):
        NOT_OFFERED = "not_offered", _("Passes for this wallet are not offered.")
        ENDED = "card_ended", _("This card is no longer valid, so there is no pass for it.")
        TOO_OFTEN = (
            "too_often",
            _(
                "%(limit)s passes have been made for this card within a year;"
                " that is as often as possible. Please ask your town."
            ),
        )


class WalletSetupError(CodedError):
    """A wallet is not set up right; the text says it to whoever runs the site, as all of
    `manage.py check` in English.
    """

    class Code(TextChoices):
        INCOMPLETE = "incomplete", "%(missing)s is missing; %(wallet)s needs all of its settings."
        NO_FILE = "no_file", "%(setting)s names a file that can't be read: %(path)s (%(why)s)."
        NO_CERTIFICATE = (
            "no_certificate",
            "%(setting)s (%(path)s) holds no certificate, neither as PEM nor as DER.",
        )
        NO_KEY = "no_key", "%(setting)s (%(path)s) holds no private key as PEM."
        PASSWORD = (
            "password",
            "APPLE_WALLET_KEY_PASSWORD does not open the key in %(path)s.",
        )
        PASSWORD_MISSING = (
            "password_missing",
            "The key in %(path)s is encrypted: please set APPLE_WALLET_KEY_PASSWORD.",
        )
        WRONG_KEY = "wrong_key", "The key in %(path)s does not belong to the pass certificate."
        NO_PASS_TYPE = (
            "no_pass_type",
            "The certificate in %(path)s is none of a pass type: its subject has no UID that begins"
            " with “pass.”, or no team (OU).",
        )
        WRONG_INTERMEDIATE = (
            "wrong_intermediate",
            "The certificate in APPLE_WALLET_INTERMEDIATE has not issued the pass certificate."
            " Apple names the right one (WWDR, generation) in the pass certificate's issuer:"
            " %(issuer)s.",
        )
        EXPIRED = "expired", "The certificate in %(setting)s expired on %(day)s."
        NOT_YET = "not_yet", "The certificate in %(setting)s is valid only from %(day)s."
        NO_ACCOUNT = (
            "no_account",
            "GOOGLE_WALLET_KEY (%(path)s) is not the JSON key of a service account:"
            " it needs client_email and an RSA private_key.",
        )
        NO_ISSUER = "no_issuer", "GOOGLE_WALLET_ISSUER is a number, as Google's console shows it."
