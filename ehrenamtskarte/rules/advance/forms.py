from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ehrenamtskarte.enums import Pay, Shortcut
from ehrenamtskarte.rules.towns import Home, home_of
from engagement import amounts
from municipalities.models import Municipality

WEEK, YEAR = "woche", "jahr"
HOURS_OF_WEEK, HOURS_OF_YEAR = 80, 4000
OLDEST, LONGEST = 120, 90  # years
PER = [(WEEK, pgettext_lazy("hours", "a week")), (YEAR, pgettext_lazy("hours", "a year"))]


class AmountField(forms.CharField):
    """A number as people write it: `4`, `2,5`."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= len(str(HOURS_OF_YEAR)):
            return Decimal(text)
        amount = amounts.read(text)
        if amount is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return amount


class AdvanceForm(forms.Form):
    """Five questions, in the order of the page; no name, and nothing that says who it is."""

    home = forms.CharField(
        label=_("Where do you live?"),
        help_text=_("Town or postcode."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={"required": _("Please give the town or the postcode.")},
    )
    active_in = forms.MultipleChoiceField(
        label=_("In which of our towns do you volunteer?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    age = forms.IntegerField(
        label=_("How old are you?"),
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Please give your age in years."),
            "invalid": _("Please give your age in years, for example: 34."),
            "min_value": _("Please give your age in years, for example: 34."),
            "max_value": _("Please give your age in years, for example: 34."),
        },
    )
    hours = AmountField(
        label=_("How many hours do you volunteer?"),
        help_text=_("At all organisations together, for example: 4 or 2,5."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": _("Please give the hours, roughly is enough. None is 0."),
            "invalid": _("Please give the hours as a number, for example: 4 or 2,5."),
        },
    )
    per = forms.ChoiceField(
        label=_("These hours are"), choices=PER, initial=WEEK, widget=forms.RadioSelect
    )
    shortcuts = forms.MultipleChoiceField(
        label=_("Does one of these apply to you?"),
        help_text=_("Then the hours may not matter."),
        required=False,
        choices=Shortcut.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    years = AmountField(
        label=_("For how many years have you volunteered without a longer break?"),
        help_text=_("For example: 3 or 1,5. Another organisation in between is no break."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": _("Please give the years, roughly is enough. Just begun is 0."),
            "invalid": _("Please give the years as a number, for example: 3 or 1,5."),
        },
    )
    total_years = AmountField(
        label=_("And in your whole life, with breaks?"),
        help_text=_("In years, if it is more. It matters for the Jubiläums-Ehrenamtskarte."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Please give the years as a number, for example: 3 or 1,5."),
        },
    )
    pay = forms.ChoiceField(
        label=_("What do you receive for it?"),
        choices=Pay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say what you receive for it.")},
    )

    def __init__(
        self,
        *args: Any,
        towns: Sequence[Municipality],
        shortcuts: Sequence[Shortcut],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.towns = towns
        active_in: Any = self.fields["active_in"]
        active_in.choices = [(town.slug, town.name) for town in towns]
        if not towns:
            del self.fields["active_in"]
        if shortcuts:
            offered: Any = self.fields["shortcuts"]
            offered.choices = [(one.value, one.label) for one in shortcuts]
        else:
            del self.fields["shortcuts"]

    def clean_home(self) -> Home:
        home = home_of(self.cleaned_data["home"], self.towns)
        if home is None:
            raise ValidationError(
                _("We do not know this place. Please give the postcode, for example: 44532.")
            )
        return home

    def clean_years(self) -> Decimal:
        return self._sensible_years(self.cleaned_data["years"])

    def clean_total_years(self) -> Decimal | None:
        total = self.cleaned_data["total_years"]
        return total if total is None else self._sensible_years(total)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        hours, per = cleaned.get("hours"), cleaned.get("per")
        most = HOURS_OF_WEEK if per == WEEK else HOURS_OF_YEAR
        if hours is not None and per and hours > most:
            self.add_error(
                "hours",
                _("So many hours %(per)s? Please look again.") % {"per": dict(PER)[per]},
            )
        age = cleaned.get("age")
        for name in ("years", "total_years"):
            if age is not None and (cleaned.get(name) or 0) > age:
                self.add_error(name, _("That is longer than you have lived. Please look again."))
        return cleaned

    @staticmethod
    def _sensible_years(years: Decimal) -> Decimal:
        if years > LONGEST:
            raise ValidationError(_("So many years? Please look again."))
        return years
