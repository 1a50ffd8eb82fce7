from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

NUMBERS: Final = (3, 5, 10)


class InviteForm(forms.Form):
    """How many of those whom an offer suits are to be asked."""

    number = forms.TypedChoiceField(
        label=_("How many people shall be asked?"),
        choices=[(number, str(number)) for number in NUMBERS],
        coerce=int,
        initial=5,
        error_messages={
            "required": _("Please choose how many."),
            "invalid_choice": _("Please choose how many."),
        },
    )
