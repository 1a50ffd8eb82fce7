from django import forms
from django.utils.translation import gettext_lazy as _


class OwnerInvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail of the person"),
        help_text=_("We send a link there. It works for 14 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Please give the e-mail of the person you invite."),
            "invalid": _("This is not a whole e-mail address. It looks like: name@example.org"),
        },
    )
