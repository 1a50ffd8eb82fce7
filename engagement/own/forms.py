from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement import amounts
from engagement.forms import DayField
from organisations.models import Organisation


class UsualHoursField(forms.DecimalField):
    """How many hours a week; typed with a comma as one does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("How many hours a week, usually? (optional)"),
                "required": False,
                "min_value": Decimal("0.5"),
                "max_value": Decimal(80),
                "decimal_places": 1,
                "localize": True,
                "error_messages": {
                    "min_value": _("Please give between half an hour and 80 hours."),
                    "max_value": _("Please give between half an hour and 80 hours."),
                },
                **kwargs,
            }
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace(",", ".") if value else value)

    def prepare_value(self, value: Any) -> Any:
        """`5.0` as `5`, as one would have typed it."""
        return amounts.shown(value) if isinstance(value, Decimal) else value


class ClaimForm(forms.Form):
    """What one does, since when; for whom, where the organisation is not known here."""

    organisation_name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    contact_email = forms.EmailField(
        label=_("E-mail of somebody there who can confirm it"),
        help_text=_("We ask this person once, by e-mail. They need no account."),
    )
    role = forms.CharField(
        label=_("What do you do there?"), max_length=160, help_text=_("For example: treasurer")
    )
    since = DayField(label=_("Since when?"), help_text=_("About the right day will do."))
    usual_hours = UsualHoursField()
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As the organisation knows you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(
        self, *args: Any, organisation: Organisation | None, has_desk: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if organisation:
            del self.fields["organisation_name"]
            if has_desk or organisation.email:
                del self.fields["contact_email"]


class EndForm(forms.Form):
    """The last day."""

    until = DayField(label=_("Last day"))


class UsualHoursForm(forms.Form):
    usual_hours = UsualHoursField(label=_("Usual hours per week"))
