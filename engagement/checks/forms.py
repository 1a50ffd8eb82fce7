from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.checks.errors import CheckError
from engagement.forms import DayField

Code = CheckError.Code

# At which field of the form an error is said; elsewhere at its top.
FIELDS = {
    Code.SEEN_IN_FUTURE: "seen_on",
    Code.ISSUED_AFTER_SEEN: "issued_on",
    Code.RENEWED_TOO_LATE: "renew_by",
    Code.OVER: "renew_by",
}


class InspectionForm(forms.Form):
    """That a certificate was seen. There is no field for what stands in it, nor for anything else.

    Whoever has seen an entry in it does not note that here: they simply do not take the person on.
    """

    issued_on = DayField(
        label=_("Date of the certificate"),
        help_text=_("It should not be older than three months when you see it."),
    )
    seen_on = DayField(label=_("Seen on"))
    renew_by = DayField(
        label=_("To be renewed by (optional)"),
        required=False,
        help_text=_("Left empty: five years after the date of the certificate."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"seen_on": timezone.localdate()}, **kwargs})


def add_refusal(form: forms.BaseForm, error: CheckError) -> None:
    """Say why something can't be beside the field that it is about."""
    field = FIELDS.get(error.code)  # type: ignore[call-overload]  # codes of one kind only
    form.add_error(field, str(error))
