from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """allauth with our own words: whole sentences that say what to do, and "Sie" in German."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is locked. Please write to us if that is wrong."),
        "cannot_remove_primary_email": _(
            "This is your main address. Please choose another one before you remove it."
        ),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": _(
            "E-mail and password do not fit together. Please check both, or ask for a code."
        ),
        "email_taken": _("There is already an account with this e-mail."),
        "enter_current_password": _("Please enter your current password."),
        "incorrect_code": _("This code is not right. Please compare it with the e-mail."),
        "incorrect_password": _("This password is not right."),
        "invalid_or_expired_key": _("This link is not valid any more. Please ask for a new one."),
        "invalid_login": _("That did not work. Please try again."),
        "invalid_password_reset": _("This link is not valid any more. Please ask for a new one."),
        "max_email_addresses": _("An account can have %d addresses at most."),
        "too_many_login_attempts": _("Too many attempts. Please try again in a few minutes."),
        "unknown_email": _("There is no account with this e-mail."),
        "unverified_primary_email": _("Please confirm your main address first."),
        "select_only_one": _("Please choose only one."),
        "same_as_current": _("Please choose another one than the current."),
        "rate_limited": _("Too many attempts. Please try again in a few minutes."),
    }
