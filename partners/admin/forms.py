from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import ReadyText
from municipalities.returning import ReadyTextsField

LONGEST_REASON = 2000  # characters, ready texts included


class DeclineForm(forms.Form):
    """Why a shop can't take part: ready texts, own words, or both."""

    ready = ReadyTextsField(
        label=_("Ready texts"), queryset=ReadyText.objects.none(), required=False
    )
    words = forms.CharField(
        label=_("Own words"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The shop reads this in its mail."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready: Any = self.fields["ready"]
        ready.queryset = ReadyText.objects.all().for_purpose(ReadyText.Purpose.PARTNER_DECLINED)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.reason:
            self.add_error("words", _("Please say why, so that the shop understands."))
        elif len(self.reason) > LONGEST_REASON:
            self.add_error("words", _("That is too long for a mail. Please write less."))
        return cleaned

    @property
    def reason(self) -> str:
        parts = [text.text for text in self.cleaned_data.get("ready", ())]
        parts.append(self.cleaned_data.get("words", ""))
        return "\n\n".join(part.strip() for part in parts if part.strip())


class AcceptForm(forms.Form):
    """Asked where a known shop is taken over, whose benefits may be known already."""

    with_benefit = forms.BooleanField(label=_("Add the proposed benefit to it"), required=False)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the owner"))


class EndForm(forms.Form):
    """Why and that a shop takes part no longer."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stands in the shop's history, and in the mail to its owners."),
        max_length=200,
        error_messages={"required": _("Please say why, so that the shop understands.")},
    )
