from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import ReadyText

OWN_WORDS = "eigene"
LONGEST_NOTE = 1000  # characters


class NoteForm(forms.Form):
    """A word to the applicant, if one likes."""

    note = forms.CharField(
        label=_("A word to them (optional)"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the e-mail and on their page."),
    )

    def note_to_send(self) -> str:
        """What the applicant is told."""
        return str(self.cleaned_data["note"])


class DeclineForm(forms.Form):
    """A kind text: a ready one or own words."""

    text = forms.ChoiceField(label=_("What shall we write?"), widget=forms.RadioSelect)
    own = forms.CharField(
        label=_("Your own words"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only needed if you have chosen “My own words” above."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = ReadyText.objects.for_purpose(ReadyText.Purpose.APPLICATION_DECLINED)
        self._texts = {str(text.pk): text.text for text in ready}
        text: Any = self.fields["text"]
        text.choices = [*self._texts.items(), (OWN_WORDS, _("My own words"))]
        text.error_messages["required"] = _("Please choose a text.")
        text.initial = next(iter(self._texts), OWN_WORDS)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("text") == OWN_WORDS and not cleaned.get("own", "").strip():
            self.add_error("own", _("Please write a few kind words, or choose a text above."))
        return cleaned

    def note_to_send(self) -> str:
        """What the applicant is told."""
        chosen = self.cleaned_data["text"]
        return str(self.cleaned_data["own"] if chosen == OWN_WORDS else self._texts[chosen])
