"""What the town writes when it decides."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import ReadyText
from municipalities.returning import ReadyTextsField

REQUIRED: Final = {"required": _("Please fill this in.")}
LONGEST_WORDS: Final = 2000


class WordsForm(forms.Form):
    """Ready texts, own words, or both; the applicant gets them by mail."""

    purpose: ReadyText.Purpose

    ready = ReadyTextsField(
        label=_("Ready texts"), queryset=ReadyText.objects.none(), required=False
    )
    words = forms.CharField(
        label=_("Own words"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready: Any = self.fields["ready"]
        ready.queryset = ReadyText.objects.for_purpose(self.purpose)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.text:
            self.add_error("words", _("Please choose a ready text, or write a few words."))
        elif not self.errors and len(self.text) > LONGEST_WORDS:
            self.add_error("words", _("That is too long for a mail. Please write less."))
        return cleaned

    @property
    def text(self) -> str:
        """What the applicant reads."""
        ready = [text.text for text in self.cleaned_data.get("ready", ())]
        parts = [*ready, self.cleaned_data.get("words", "")]
        return "\n\n".join(part.strip() for part in parts if part.strip())


class DeclineForm(WordsForm):
    """Why there is no card."""

    purpose = ReadyText.Purpose.CARD_DECLINED


class AskForm(WordsForm):
    """What the town wants to know."""

    purpose = ReadyText.Purpose.CARD_QUESTION


class NoteForm(forms.Form):
    """A word for the history, which the applicant does not get."""

    note = forms.CharField(
        label=_("Note for the history (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only your office reads this."),
    )


class ApproveForm(NoteForm):
    """Whoever decides otherwise than the rule says why."""

    def __init__(self, *args: Any, is_against_rule: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_against_rule:
            note = self.fields["note"]
            note.required = True
            note.label = _("Why does the town give the card nevertheless?")
            note.error_messages["required"] = _(
                "The rule is not met. Please say for the history why the card is given."
            )


class ConfirmForm(forms.Form):
    """Who has confirmed somebody's volunteering, on paper or by telephone."""

    name = forms.CharField(
        label=_("Who has confirmed it?"),
        max_length=120,
        error_messages=REQUIRED,
        help_text=_(
            "Whoever signed the paper or said so by telephone; for a proof, who issued it."
        ),
    )
    second_name = forms.CharField(
        label=_("Second person (where two have to confirm)"), max_length=120, required=False
    )


class SeenForm(forms.Form):
    """Whether the proof of what stands for the hours was seen; a button says it."""

    is_seen = forms.BooleanField(required=False)


class WithdrawForm(forms.Form):
    """An application is taken back because the applicant has asked for it."""

    note = forms.CharField(
        label=_("A word to the applicant (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the mail and is kept nowhere."),
    )
    is_wished = forms.BooleanField(
        label=_("The applicant wishes it; everything about them is erased now."),
        error_messages={"required": _("Please confirm that the applicant wishes it.")},
    )
