"""What the rule asks besides, and what the town asks later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.applications.proofs import MOST_PROOFS, ProofField
from ehrenamtskarte.enums import Pay, PayRule, Shortcut
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.rules import RuleInForce

YES, NO = "yes", "no"


class QuestionsForm(forms.Form):
    """What the town's rule asks besides; questions that it does not ask are left out."""

    shortcuts = forms.MultipleChoiceField(
        label=_("Does one of these apply to you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Then you need not show any hours. The town asks you for a proof."),
    )
    shortcut_proof = ProofField(
        label=_("Proof of it (optional)"),
        required=False,
        help_text=_(
            "A photo of the Juleica or a letter of the fire brigade, for example: PDF, JPEG or PNG,"
            " at most 5 MB. Only the town gets to see it. You can also bring it later."
        ),
    )
    pay = forms.ChoiceField(
        label=_("What do you get for it?"),
        choices=Pay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what applies.")},
    )
    goes_on = forms.ChoiceField(
        label=_("Do you mean to go on volunteering?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please answer with yes or no.")},
    )
    years_declared = forms.IntegerField(
        label=_("How many years have you volunteered in total?"),
        min_value=1,
        max_value=90,
        help_text=_("All organisations together; breaks do not matter."),
        error_messages={
            "required": _("Please give a number of years."),
            "invalid": _("Please give a whole number of years."),
            "min_value": _("Please give a number between 1 and 90."),
            "max_value": _("Please give a number between 1 and 90."),
        },
    )
    declares_on_honour = forms.BooleanField(
        label=_("I declare that these years are right, also where nobody can confirm them."),
        required=False,
        help_text=_("For years of which there are no records any more."),
    )
    note = forms.CharField(
        label=_("Is there anything else that we should know? (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, rule: RuleInForce, proofs: int = 0, **kwargs: Any) -> None:
        """`proofs`: how many of what stands for the hours are there already."""
        super().__init__(*args, **kwargs)
        self.proofs = proofs
        shortcuts: Any = self.fields["shortcuts"]
        shortcuts.choices = [(one, Shortcut(one).label) for one in rule.shortcuts]
        if not rule.shortcuts:
            del self.fields["shortcuts"], self.fields["shortcut_proof"]
        if rule.pay_rule == PayRule.ANY:
            del self.fields["pay"]
        if not rule.must_go_on:
            del self.fields["goes_on"]
        if rule.total_years is None:
            del self.fields["years_declared"]
        if rule.total_years is None or not rule.allows_self_declaration:
            del self.fields["declares_on_honour"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("shortcut_proof"):
            if not cleaned.get("shortcuts"):
                self.add_error("shortcuts", _("Please tick what your proof is for."))
            elif self.proofs >= MOST_PROOFS:
                self.add_error(
                    "shortcut_proof", _("There are enough proofs. Please remove one first.")
                )
        return cleaned

    @classmethod
    def initial_of(cls, application: CardApplication) -> dict[str, Any]:
        """What was answered before."""
        goes_on = {True: YES, False: NO, None: None}[application.goes_on]
        return {
            "shortcuts": application.shortcuts,
            "pay": application.pay,
            "goes_on": goes_on,
            "years_declared": application.years_declared,
            "declares_on_honour": application.declares_on_honour,
            "note": application.note,
        }

    def save_to(self, application: CardApplication) -> None:
        """Write the answers into the application; it is not saved. The proof is kept elsewhere."""
        for name, value in self.cleaned_data.items():
            if name != "shortcut_proof":
                setattr(application, name, value == YES if name == "goes_on" else value)


class ReplyForm(forms.Form):
    """The answer to the town's question."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write an answer.")},
    )
