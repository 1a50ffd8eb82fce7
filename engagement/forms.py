"""Fields and widgets that forms about hours share, on the volunteer's and the other side."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagement import amounts
from engagement.errors import EngagementError, HoursError

MOST_HOURS = Decimal(24)

# At which field of a form an error is said, the first that there is; elsewhere at its top.
FIELDS = {
    "future": ("worked_on", "since"),
    "before_start": ("worked_on",),
    "after_end": ("worked_on",),
    "no_time": ("hours",),
    "day_full": ("hours",),
    "below_zero": ("hours",),
    "no_difference": ("hours",),
    "too_long": ("bis",),
    "too_long_ago": ("since",),
    "already_there": ("role",),
    "no_address": ("contact_email",),
    "own_address": ("contact_email",),
    "ends_before_start": ("until", "since"),
    "ends_in_future": ("until",),
    "hours_later": ("until",),
    "word_missing": ("word",),
}


class DayField(forms.DateField):
    """A day: the browser's own calendar, or typed as one writes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
                "input_formats": ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"],
                "error_messages": {"invalid": _("Please give a day like 24.12.2026.")},
                **kwargs,
            }
        )

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and not 1900 <= day.year <= 2200:
            raise ValidationError(_("Please check the year."))
        return day


class HoursField(forms.Field):
    """Hours as people write them: 2, 2,5, 2:30 or 90 min."""

    widget = forms.TextInput

    def __init__(self, *, may_be_none: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_be_none = may_be_none

    def prepare_value(self, value: Any) -> Any:
        return amounts.shown(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": 12}

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        hours = amounts.read(str(value)[:40])
        if hours is None:
            raise ValidationError(_("Please give hours like 2, 2,5 or 2:30."))
        if hours > MOST_HOURS:
            raise ValidationError(_("A day has 24 hours at most."))
        if hours == 0 and not self.may_be_none:
            raise ValidationError(_("Please give more than no time at all."))
        return hours


def add_refusal(form: forms.BaseForm, error: EngagementError | HoursError) -> None:
    """Say why something can't be beside the field that it is about."""
    fields = (field for field in FIELDS.get(error.code.value, ()) if field in form.fields)
    form.add_error(next(fields, None), str(error))


class WordForm(forms.Form):
    """A word of the organisation."""

    word = forms.CharField(
        label=_("What should be different?"),
        max_length=240,
        help_text=_("Short and friendly: the person gets it by e-mail."),
        error_messages={"required": _("Please say in a word what should be different.")},
    )
