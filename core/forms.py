"""What keeps machines out of public forms without asking people to prove anything."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

FASTEST_PERSON = 3  # seconds between seeing a form and sending it


class QuietGuardMixin(forms.Form):
    """A field that people do not see and a time stamp that they do not notice.

    A caught machine gets the same friendly answer as everybody and nothing is kept: telling it
    would teach it.
    """

    website = forms.CharField(
        label=_("Please leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].initial = signing.dumps(int(time.time()), salt="quiet-guard")

    def is_spam(self) -> bool:
        """Whether the hidden field was filled in or the form came back too fast."""
        return self.is_trapped() or self.is_hasty()

    def is_trapped(self) -> bool:
        """Whether the field was filled in that people do not see."""
        return bool(self.cleaned_data.get("website"))

    def is_hasty(self) -> bool:
        """Whether the form came back faster than people are.

        A browser that fills in everything by itself may be so fast; where losing somebody would
        be worse than a machine, ask to send it once more.
        """
        try:
            shown_at = signing.loads(self.cleaned_data.get("shown", ""), salt="quiet-guard")
        except signing.BadSignature:
            return True
        return time.time() - shown_at < FASTEST_PERSON
