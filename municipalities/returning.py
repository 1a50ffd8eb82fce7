"""What the town writes when it returns a page: ready texts, own words, or both."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import ReadyText

LONGEST_COMMENT = 4000  # characters


class ReadyTextsField(forms.ModelMultipleChoiceField):
    """Ready texts to be ticked, each shown as whoever gets it will read it."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.text)


class ReturnForm(forms.Form):
    """Asked for in Wagtail's dialog; what comes out is the one comment that both sides see."""

    ready = ReadyTextsField(
        label=_("Ready texts"), queryset=ReadyText.objects.none(), required=False
    )
    comment = forms.CharField(
        label=_("Own words"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever wrote the page reads this, in a mail and beside the form."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready: Any = self.fields["ready"]
        ready.queryset = ReadyText.objects.for_purpose(ReadyText.Purpose.OFFER_RETURNED)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = [*(text.text for text in cleaned.get("ready", ())), cleaned.get("comment", "")]
        comment = "\n\n".join(part.strip() for part in parts if part.strip())
        if not comment and not self.errors:
            self.add_error("comment", _("Please say what is to be changed."))
        # Wagtail hands everything here to the task, and through the page's editor as JSON.
        return {"comment": comment}
