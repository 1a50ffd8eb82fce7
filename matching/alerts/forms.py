from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import QuietGuardMixin
from matching.enums import AlertRhythm


class SaveForm(QuietGuardMixin, forms.Form):
    """How often one wants to be told, and where."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we write?"),
        choices=AlertRhythm.choices,
        initial=AlertRhythm.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how often.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Please give your e-mail address, so that we can write to you."),
            "invalid": _("Please check the address: it looks like name@example.org."),
        },
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user:
            # The account's address is known, and confirmed; and it is no machine.
            for name in ("email", "website", "shown"):
                del self.fields[name]
        else:
            # Without an account nobody could find it again.
            rhythms: Any = self.fields["rhythm"]
            rhythms.choices = [one for one in rhythms.choices if one[0] != AlertRhythm.NEVER]
