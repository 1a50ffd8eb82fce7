"""Who applies, where they live, and which card of which town they would like."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import QuietGuardMixin
from core.geo.postcodes import places_with
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.towns import Choice, choice_for
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardApplication
from municipalities.models import Municipality

Code = CardApplicationError.Code
OLDEST = 115  # years
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
            "city": pgettext_lazy("address", "Town"),
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


def _name(text: str) -> str:
    """A name without spaces too many; it must have letters."""
    name = " ".join(text.split())
    if not any(sign.isalpha() for sign in name):
        raise ValidationError(_("Please write the name in letters."))
    return name
