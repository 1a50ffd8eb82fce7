from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from engagement.forms import DayField


class Answer(TextChoices):
    """What an organisation can say to an engagement."""

    YES = "yes", _("Yes, that is so")
    CORRECTED = "corrected", _("Yes, but something has to be put right")
    NO = "no", _("No, that is not so")


class AnswerForm(forms.Form):
    """Yes, yes with other facts, or no with a word."""

    answer = forms.ChoiceField(
        label=_("Is that so?"), choices=Answer.choices, widget=forms.RadioSelect
    )
    role = forms.CharField(
        label=_("As what?"),
        max_length=160,
        required=False,
        help_text=_("If it has to be put right"),
    )
    since = DayField(
        label=_("Since when?"), required=False, help_text=_("If it has to be put right")
    )
    word = forms.CharField(
        label=_("A word to the volunteer"),
        max_length=1000,
        required=False,
        help_text=_("Needed if you say no; the person gets it by e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Answer.NO and not cleaned.get("word", "").strip():
            self.add_error("word", _("Please say in a word why."))
        return cleaned
