"""A limit on how often one client may send public forms, and on mails to one mailbox."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.limits import client_of, is_within


def may_send(request: HttpRequest, form: forms.BaseForm, *, mailbox: str = "") -> bool:
    """Whether a valid form may be taken; if not, the form says so and keeps what was typed.

        if form.is_valid() and may_send(request, form, mailbox=form.cleaned_data["email"]):

    `mailbox` is an address that somebody typed and that a mail will go to: nobody shall fill
    somebody else's mailbox through our forms. Only what was filled in rightly counts.
    """
    # Who is signed in can be told from others and is not taken for all of a school or a town hall.
    who = f"user {request.user.pk}" if request.user.is_authenticated else client_of(request)
    limits = settings.FORM_LIMITS
    is_fine = is_within("forms", who, limits["client"]) and (
        not mailbox or is_within("mailbox", mailbox.strip().lower(), limits["mailbox"])
    )
    if not is_fine:
        form.add_error(
            None,
            _(
                "This form has been sent very often just now. What you wrote is still here:"
                " please wait a few minutes and send it again."
            ),
        )
    return is_fine
