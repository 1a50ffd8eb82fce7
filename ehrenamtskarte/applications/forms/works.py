"""What somebody does at an organisation, and who can confirm it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.forms.person import CHECK_ADDRESS
from ehrenamtskarte.applications.proofs import MOST_PROOFS, ProofField
from ehrenamtskarte.models import Attestation
from ehrenamtskarte.rules import RuleInForce
from engagement.forms import DayField
from engagement.own.forms import UsualHoursField
from organisations.models import Organisation

MOST_HOURS_A_YEAR = 4000

Code = CardApplicationError.Code


class WorkForm(forms.ModelForm):
    """What somebody does at one organisation, and who can confirm it."""

    since = DayField(
        label=_("Since when?"),
        help_text=_("About the right day will do."),
        error_messages={
            "required": _("Please say since when, roughly is enough."),
            "invalid": _("Please give a day like 24.12.2026."),
        },
    )
    until = DayField(
        label=_("Until when? (empty: it goes on)"),
        required=False,
    )
    hours_per_week = UsualHoursField(
        label=_("How many hours a week, usually?"),
        help_text=_("With what belongs to it, such as ways and preparation."),
    )
    hours_per_year = forms.IntegerField(
        label=_("Or how many hours a year?"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS_A_YEAR,
        help_text=_("If it is not the same each week."),
        error_messages={
            "min_value": _("Please give between 1 and 4,000 hours."),
            "max_value": _("Please give between 1 and 4,000 hours."),
        },
    )
    proof = ProofField(
        label=_("Proof instead (optional)"),
        required=False,
        help_text=_(
            "If nobody can be asked: a certificate or a letter as PDF, JPEG or PNG, at most 5 MB."
            " Only the town gets to see it."
        ),
    )

    class Meta:
        model = Attestation
        fields = [
            "organisation_name",
            "role",
            "since",
            "until",
            "hours_per_week",
            "hours_per_year",
            "contact_name",
            "contact_email",
        ]
        labels = {
            "organisation_name": _("Name of the organisation"),
            "role": _("What do you do there?"),
            "contact_name": _("Who can confirm it?"),
            "contact_email": _("Their e-mail address"),
        }
        help_texts = {
            "role": _("For example: treasurer"),
            "contact_name": _("Somebody on the board, for example. Not you yourself."),
            "contact_email": _(
                "We write to this person, and tell nothing but what there is to confirm here."
            ),
        }
        error_messages = {
            "organisation_name": {"required": _("Please say what the organisation is called.")},
            "role": {"required": _("Please say in a word what you do there.")},
            "contact_email": {"invalid": CHECK_ADDRESS},
        }
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "off"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "off"}),
        }

    def __init__(
        self,
        *args: Any,
        organisation: Organisation | None,
        needs_contact: bool,
        rule: RuleInForce | None,
        own_addresses: frozenset[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needs_contact = needs_contact
        self.own_addresses = own_addresses
        self.needs_hours = rule is None or rule.asks_for_hours
        if organisation:
            del self.fields["organisation_name"]
        if not needs_contact:
            del self.fields["contact_name"]
            del self.fields["contact_email"]
        if self.needs_hours:
            del self.fields["until"]
        else:
            self.fields["hours_per_week"].label = _("How many hours a week, usually? (optional)")
            del self.fields["hours_per_year"]
        if self.instance.pk and self.instance.proofs.exists():
            self.fields["proof"].help_text = _("You have uploaded one already.")

    def clean_since(self) -> dt.date:
        since: dt.date = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise ValidationError(Code.IN_FUTURE.label)
        return since

    def clean_contact_email(self) -> str:
        email: str = self.cleaned_data["contact_email"].lower()
        if email and email in self.own_addresses:
            raise ValidationError(Code.OWN_ADDRESS.label)
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_hours = cleaned.get("hours_per_week") or cleaned.get("hours_per_year")
        is_wrong = {"hours_per_week", "hours_per_year"} & set(self.errors)
        if self.needs_hours and not has_hours and not is_wrong:
            self.add_error("hours_per_week", _("Please give the hours a week or a year."))
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end must not come before the beginning."))
        count = self.instance.proofs.count() if self.instance.pk else 0
        if cleaned.get("proof") and count >= MOST_PROOFS:
            self.add_error("proof", _("There are enough proofs. Please remove one first."))
        has_proof = cleaned.get("proof") or count
        has_contact = cleaned.get("contact_email") or "contact_email" in self.errors
        if self.needs_contact and not has_contact and not has_proof and "proof" not in self.errors:
            self.add_error("contact_email", Code.NOBODY_TO_ASK.label)
        return cleaned


class ContactForm(forms.Form):
    """Somebody else whom we can ask."""

    name = forms.CharField(
        label=_("Who can confirm it?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please give a name.")},
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please give an e-mail address."), "invalid": CHECK_ADDRESS},
    )


class ProofForm(forms.Form):
    """A paper instead of an answer."""

    proof = ProofField(
        label=_("Proof"),
        help_text=_("PDF, JPEG or PNG, at most 5 MB. Only the town gets to see it."),
        error_messages={"required": _("Please choose a file.")},
    )
