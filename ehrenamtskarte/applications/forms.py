"""The steps of an application as forms; each saves what it asks for and nothing else."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import QuietGuardMixin
from core.geo.postcodes import places_with
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.proofs import MOST_PROOFS, ProofField
from ehrenamtskarte.applications.towns import Choice, choice_for
from ehrenamtskarte.enums import CardType, Pay, PayRule, Shortcut
from ehrenamtskarte.models import Attestation, CardApplication
from ehrenamtskarte.rules import RuleInForce
from engagement.forms import DayField
from engagement.own.forms import UsualHoursField
from municipalities.models import Municipality
from organisations.models import Organisation

YES, NO = "yes", "no"
OLDEST = 115  # years
MOST_HOURS_A_YEAR = 4000

Code = CardApplicationError.Code
CHECK_ADDRESS = _("Please check the address: it looks like name@example.org.")


class BirthField(forms.DateField):
    """A date of birth, typed as one writes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Date of birth"),
                "input_formats": ["%d.%m.%Y", "%d.%m.%y", "%d %m %Y", "%Y-%m-%d"],
                "widget": forms.DateInput(
                    format="%d.%m.%Y", attrs={"autocomplete": "bday", "inputmode": "numeric"}
                ),
                "help_text": _("Day, month and year, for example 24.12.1987."),
                "error_messages": {
                    "invalid": _("Please write the date like this: 24.12.1987."),
                    "required": _("Please give your date of birth."),
                },
                **kwargs,
            }
        )

    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        today = timezone.localdate()
        if day and day > today and isinstance(value, str) and len(value.split(".")[-1]) == 2:
            day = day.replace(year=day.year - 100)  # 24.12.48 is long ago
        if day and not today.year - OLDEST <= day.year <= today.year:
            raise ValidationError(_("Please check the year."))
        if day and day > today:
            raise ValidationError(_("A date of birth lies in the past."))
        return day


class PostcodeField(forms.CharField):
    """A German postcode that exists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Postcode"),
                "max_length": 5,
                "widget": forms.TextInput(
                    attrs={"autocomplete": "postal-code", "inputmode": "numeric"}
                ),
                "error_messages": {
                    "required": _("Please give your postcode."),
                    "max_length": _("A postcode has five digits."),
                },
                **kwargs,
            }
        )

    def clean(self, value: Any) -> str:
        postcode: str = super().clean("".join(str(value or "").split()))
        if postcode and not places_with(postcode):
            raise ValidationError(_("We do not know this postcode. Please check the five digits."))
        return postcode


class PersonForm(forms.ModelForm):
    """Who applies, and where they live."""

    born_on = BirthField()
    postcode = PostcodeField()

    class Meta:
        model = CardApplication
        fields = [
            "first_name",
            "last_name",
            "born_on",
            "street",
            "postcode",
            "city",
            "email",
            "phone",
        ]
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "street": _("Street and number"),
            "city": _("Town"),
            "email": _("E-mail"),
            "phone": _("Telephone (optional)"),
        }
        help_texts = {
            "first_name": _("As in your identity card: it is compared with it at the till."),
            "email": _("Here we send you the link with which you go on and see how things stand."),
        }
        error_messages = {
            "first_name": {"required": _("Please give your first name.")},
            "last_name": {"required": _("Please give your last name.")},
            "street": {"required": _("Please give street and number.")},
            "city": {"required": _("Please give the town.")},
            "email": {"required": _("Please give your e-mail address."), "invalid": CHECK_ADDRESS},
        }
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "street": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        }

    def __init__(self, *args: Any, has_account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "street", "city", "email"):
            self.fields[name].required = True
        if has_account:
            del self.fields["email"]  # the account's is known, and confirmed

    def clean_first_name(self) -> str:
        return _name(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        return _name(self.cleaned_data["last_name"])

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class NewPersonForm(QuietGuardMixin, PersonForm):
    """The first step for somebody without an account."""


class TownForm(forms.Form):
    """Which card, of which town."""

    card_type = forms.TypedChoiceField(
        label=_("Which card would you like to have?"),
        choices=[
            (
                CardType.STANDARD.value,
                _("Ehrenamtskarte: for whoever volunteers several hours a week"),
            ),
            (
                CardType.JUBILEE.value,
                _("Jubilee Ehrenamtskarte: for 25 years of volunteering and more, valid for life"),
            ),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    town = forms.ModelChoiceField(
        label=_("Which town do you apply to?"),
        queryset=Municipality.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Please choose a town.")},
    )

    def __init__(self, *args: Any, postcode: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.postcode = postcode
        self.choice: Choice = choice_for(postcode)
        towns = self.choice.towns
        town: Any = self.fields["town"]
        if self.choice.only or not towns:
            del self.fields["town"]
            return
        town.queryset = Municipality.objects.filter(pk__in=[one.pk for one in towns])
        if not self.choice.at_home:
            town.label = _("In which town do you volunteer?")
            town.help_text = _(
                "You live outside of our towns. These give their card also to people who volunteer"
                " there."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.choice.towns:
            raise ValidationError(
                _("Your postcode belongs to none of our towns. Please ask the town you live in.")
            )
        card_type = cleaned.get("card_type")
        town = cleaned.get("town") or self.choice.only
        if card_type is not None and town:
            allowed = choice_for(self.postcode, card_type=CardType(card_type))
            if town not in allowed.towns:
                self.add_error("card_type", str(Code.NO_RULE.label))
        return cleaned

    @property
    def chosen_town(self) -> Municipality:
        """The town that follows from the postcode, or was chosen."""
        town: Any = self.cleaned_data.get("town") or self.choice.only
        chosen: Municipality = town
        return chosen


class WorkForm(forms.ModelForm):
    """What somebody does at one organisation, and who can confirm it."""

    since = DayField(label=_("Since when?"), help_text=_("About the right day will do."))
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


class QuestionsForm(forms.Form):
    """What the town's rule asks besides; questions that it does not ask are left out."""

    shortcuts = forms.MultipleChoiceField(
        label=_("Does one of these apply to you?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Then you need not show any hours. The town asks you for a proof."),
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

    def __init__(self, *args: Any, rule: RuleInForce, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shortcuts: Any = self.fields["shortcuts"]
        shortcuts.choices = [(one, Shortcut(one).label) for one in rule.shortcuts]
        if not rule.shortcuts:
            del self.fields["shortcuts"]
        if rule.pay_rule == PayRule.ANY:
            del self.fields["pay"]
        if not rule.must_go_on:
            del self.fields["goes_on"]
        if rule.total_years is None:
            del self.fields["years_declared"]
        if rule.total_years is None or not rule.allows_self_declaration:
            del self.fields["declares_on_honour"]

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
        """Write the answers into the application; it is not saved."""
        for name, value in self.cleaned_data.items():
            setattr(application, name, value == YES if name == "goes_on" else value)


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


class ReplyForm(forms.Form):
    """The answer to the town's question."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write an answer.")},
    )


def _name(text: str) -> str:
    """A name without spaces too many; it must have letters."""
    name = " ".join(text.split())
    if not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Please write the name in letters."))
    return name
