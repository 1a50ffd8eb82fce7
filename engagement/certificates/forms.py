from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement import amounts
from engagement.certificates.errors import CertificateError
from engagement.certificates.services import Content
from engagement.forms import DayField
from engagement.models import Certificate, Competence

Code = CertificateError.Code

# At which field of a form an error is said; elsewhere at its top.
FIELDS = {
    Code.BEFORE_START: "starts_on",
    Code.AFTER_END: "ends_on",
    Code.FUTURE: "ends_on",
    Code.ENDS_BEFORE_START: "ends_on",
    Code.NO_SIGNATURE: "name",
    Code.WORD_MISSING: "word",
}


def add_refusal(form: forms.BaseForm, error: CertificateError) -> None:
    """Say why something can't be beside the field that it is about."""
    field = FIELDS.get(error.code)  # type: ignore[call-overload]  # codes of one kind only
    form.add_error(field if field in form.fields else None, str(error))


class SumOfHoursField(forms.DecimalField):
    """Hours of a whole period, typed with a comma as one does; empty: none are told."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "required": False,
                "min_value": Decimal("0.25"),
                "max_value": Decimal(99_999),
                "decimal_places": 2,
                "error_messages": {
                    "invalid": _("Please give hours like 120 or 42,5."),
                    "min_value": _("Please give at least a quarter of an hour, or nothing."),
                },
                **kwargs,
            }
        )

    def prepare_value(self, value: Any) -> Any:
        return amounts.shown(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": 12}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(str(value).replace(",", ".") if value else None)
        except InvalidOperation:
            return None


class RequestForm(forms.Form):
    """What a volunteer would like to have certified."""

    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
    with_hours = forms.BooleanField(
        label=_("My confirmed hours shall stand in it"), required=False, initial=True
    )
    tasks = forms.CharField(
        label=_("What did you do? (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A proposal for the organisation, one task in each line."),
    )


class ContentForm(forms.Form):
    """What the organisation writes into a certificate."""

    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
    role = forms.CharField(label=_("As what?"), max_length=160)
    hours = SumOfHoursField(label=_("Hours (optional)"))
    tasks = forms.CharField(
        label=_("Tasks"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One task in each line, for example: Planning and running the reading hour"),
    )
    competences = forms.ModelMultipleChoiceField(
        Competence.objects.none(),
        label=_("What has the person shown or learned?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Four to six say more than many."),
    )
    thanks = forms.CharField(
        label=_("Words of thanks (optional)"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, certificate: Certificate, confirmed: Decimal, **kwargs: Any
    ) -> None:
        chosen = list(certificate.competences.all())
        kwargs["initial"] = {
            name: getattr(certificate, name)
            for name in ("starts_on", "ends_on", "role", "hours", "tasks", "thanks")
        } | {"competences": chosen}
        super().__init__(*args, **kwargs)
        competences: Any = self.fields["competences"]
        active = Competence.objects.filter(is_active=True)
        competences.queryset = active | Competence.objects.filter(pk__in=[one.pk for one in chosen])
        competences.label_from_instance = _named
        self.fields["hours"].help_text = _(
            "Confirmed in this period: %(hours)s. Leave it empty if nothing shall be said of hours."
        ) % {"hours": amounts.shown(confirmed)}

    @property
    def content(self) -> Content:
        given = self.cleaned_data
        return Content(**{**given, "competences": list(given["competences"])})


class SigningForm(forms.Form):
    """Who signs."""

    name = forms.CharField(
        label=_("Name of who signs"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    role = forms.CharField(
        label=_("As what?"), max_length=120, help_text=_("For example: chairwoman")
    )


class ReasonForm(forms.Form):
    """Why a certificate is withdrawn or not written."""

    word = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The volunteer reads this, nobody else."),
    )


class NumberForm(forms.Form):
    """The number of a certificate, typed from paper."""

    nummer = forms.CharField(
        label=_("Number of the certificate"),
        max_length=60,
        help_text=_("For example: EN-2026-7KQ4-M2XR-9TBC. Capitals or not, with hyphens or not."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def _named(competence: Competence) -> str:
    return f"{competence.label}: {competence.clause}" if competence.sentence else competence.label
