from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opportunities.desk.forms.base import day_input


class EndForm(forms.Form):
    """When a benefit ends."""

    last_day = forms.DateField(
        label=_("Last day"),
        widget=day_input(),
        error_messages={"required": _("Please choose the last day.")},
    )

    def __init__(self, data: Any, *, earliest: date) -> None:
        super().__init__(data, initial={"last_day": earliest})
        self.earliest = earliest

    def clean_last_day(self) -> date:
        last_day: date = self.cleaned_data["last_day"]
        if last_day < self.earliest:
            raise ValidationError(
                _("People rely on it. The earliest last day is %(day)s."),
                params={"day": f"{self.earliest:%d.%m.%Y}"},
            )
        return last_day
