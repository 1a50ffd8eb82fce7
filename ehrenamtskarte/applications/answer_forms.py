"""What an organisation is asked; it sees nothing but what it has to confirm."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.applications.attesting import Answer
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.forms import CHECK_ADDRESS, MOST_HOURS_A_YEAR
from ehrenamtskarte.models import Attestation
from engagement.forms import DayField
from engagement.own.forms import UsualHoursField

Code = CardApplicationError.Code
IF_WRONG = _("If it has to be put right")
# Beside which field an error of the services is told.
FIELD_OF_ERROR = {
    Code.WORD_MISSING: "word",
    Code.IN_FUTURE: "since",
    Code.NO_CORRECTION: "answer",
    Code.SAME_PERSON: "second_email",
    Code.OWN_ADDRESS: "second_email",
}


class AnswerForm(forms.Form):
    """Yes, yes with other facts, or no with a word."""

    answer = forms.ChoiceField(
        label=_("Is that so?"), choices=Answer.choices, widget=forms.RadioSelect
    )
    since = DayField(label=_("Since when?"), required=False, help_text=IF_WRONG)
    hours_per_week = UsualHoursField(label=_("How many hours a week, usually?"), help_text=IF_WRONG)
    hours_per_year = forms.IntegerField(
        label=_("Or how many hours a year?"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS_A_YEAR,
        help_text=IF_WRONG,
        error_messages={
            "min_value": _("Please give between 1 and 4,000 hours."),
            "max_value": _("Please give between 1 and 4,000 hours."),
        },
    )
    word = forms.CharField(
        label=_("A word about it"),
        max_length=500,
        required=False,
        help_text=_("Needed if you say no. The applicant and the town get to read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(
        label=_("Your name and what you are in the organisation"),
        max_length=120,
        help_text=_("For example: Vera Muster, chairwoman"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give your name.")},
    )
    second_email = forms.EmailField(
        label=_("E-mail of a second person who confirms it"),
        help_text=_("This town asks for two people. We write to this one, too."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        required=False,
        error_messages={"invalid": CHECK_ADDRESS},
    )

    def __init__(
        self, *args: Any, attestation: Attestation, asks_for_second: bool, **kwargs: Any
    ) -> None:
        initial = {
            "since": attestation.since,
            "hours_per_week": attestation.hours_per_week,
            "hours_per_year": attestation.hours_per_year,
            "name": attestation.contact_name,
            "answer": Answer.YES,
        }
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.asks_for_second = asks_for_second
        if not asks_for_second:
            del self.fields["second_email"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answer = cleaned.get("answer")
        if answer == Answer.NO and not cleaned.get("word", "").strip():
            self.add_error("word", Code.WORD_MISSING.label)
        has_second = cleaned.get("second_email") or "second_email" in self.errors
        if self.asks_for_second and answer in (Answer.YES, Answer.CORRECTED) and not has_second:
            self.add_error("second_email", _("Please give the e-mail address of a second person."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The arguments of `attesting.answer_attestation`."""
        return {**self.cleaned_data, "answer": Answer(self.cleaned_data["answer"])}

    def add_refusal(self, error: CardApplicationError) -> None:
        """Say why something can't be beside the field that it is about."""
        field = FIELD_OF_ERROR.get(error.code)
        self.add_error(field if field in self.fields else None, str(error))


class SecondForm(forms.Form):
    """The second person says yes, too, or no with a word."""

    answer = forms.ChoiceField(
        label=_("Is that so?"),
        choices=[(Answer.YES.value, Answer.YES.label), (Answer.NO.value, Answer.NO.label)],
        initial=Answer.YES,
        widget=forms.RadioSelect,
    )
    word = AnswerForm.base_fields["word"]
    name = forms.CharField(
        label=_("Your name and what you are in the organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please give your name.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Answer.NO and not cleaned.get("word", "").strip():
            self.add_error("word", Code.WORD_MISSING.label)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The arguments of `attesting.answer_as_second`."""
        given = self.cleaned_data
        return {
            "agrees": given["answer"] == Answer.YES,
            "name": given["name"],
            "word": given["word"],
        }

    def add_refusal(self, error: CardApplicationError) -> None:
        """Say why something can't be, at the top."""
        self.add_error("name" if error.code == Code.SAME_PERSON else None, str(error))
