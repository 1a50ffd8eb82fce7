from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import ReadyText
from organisations.models import Organisation


class DeclineForm(forms.Form):
    """Why a registration is declined: a ready text, an own one, or both."""

    ready = forms.ModelChoiceField(
        label=_("Ready text"), queryset=ReadyText.objects.none(), required=False
    )
    reason = forms.CharField(
        label=_("Own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The organisation reads this in its mail."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready: Any = self.fields["ready"]
        ready.queryset = ReadyText.objects.all().for_purpose(
            ReadyText.Purpose.REGISTRATION_DECLINED
        )
        ready.empty_label = _("None")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("ready") and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Please say why, so that the organisation understands."))
        return cleaned

    @property
    def whole_reason(self) -> str:
        ready = self.cleaned_data["ready"]
        parts = [ready.text if ready else "", self.cleaned_data["reason"].strip()]
        return "\n\n".join(part for part in parts if part)


class MergeForm(forms.Form):
    """Which organisation stays."""

    into = forms.ModelChoiceField(
        label=_("The organisation that stays"),
        queryset=Organisation.objects.none(),
        error_messages={"required": _("Please choose the organisation that stays.")},
    )

    def __init__(self, *args: Any, old: Organisation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = (
            Organisation.objects.all()
            .managed_by(user)
            .current()
            .exclude(pk=old.pk)
            .order_by("name", "pk")
        )
        into.empty_label = _("Please choose")
