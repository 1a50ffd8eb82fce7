import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

OLDEST = 120  # years


class SignupNamesForm(forms.Form):
    """Asks for the name at registration; allauth puts it above its own fields."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def signup(self, request: HttpRequest, user: User, **kwargs: Any) -> None:
        user.first_name = self.cleaned_data["first_name"]
        user.last_name = self.cleaned_data["last_name"]
        user.save(update_fields=["first_name", "last_name"])


class BirthDateField(forms.DateField):
    """A day in the past, typed as one writes it; empty: not told."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "required": False,
                "input_formats": ["%d.%m.%Y", "%Y-%m-%d"],
                "widget": forms.DateInput(
                    format="%d.%m.%Y",
                    attrs={"inputmode": "numeric", "maxlength": 10, "class": "input--short"},
                ),
                "error_messages": {"invalid": _("Please write the date like this: 24.12.2012.")},
                **kwargs,
            }
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        today = timezone.localdate()
        if value and not (today.year - OLDEST <= value.year and value <= today):
            raise forms.ValidationError(_("Please check the year."))


class BirthDatesForm(forms.Form):
    """The dates of birth of everybody for whom an account acts; none has to be told.

    `known` has the date of each by name, the account's own first.
    """

    def __init__(self, *args: Any, known: Mapping[str, dt.date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"born_on_{number}": name for number, name in enumerate(known)}
        for (field, name), born_on in zip(self.names.items(), known.values(), strict=True):
            is_own = field == "born_on_0"
            self.fields[field] = BirthDateField(
                label=(
                    _("Your date of birth (optional)")
                    if is_own
                    else _("Date of birth of %(name)s (optional)") % {"name": name}
                ),
                help_text=_("Day, month and year, for example 24.12.2012."),
                initial=born_on,
            )
            if is_own:
                self.fields[field].widget.attrs["autocomplete"] = "bday"

    @property
    def dates(self) -> dict[str, dt.date | None]:
        """What was given, by name; only of a valid form."""
        return {name: self.cleaned_data[field] for field, name in self.names.items()}
