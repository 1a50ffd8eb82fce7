"""What the town types in: applications on paper, and mistyped facts put right."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.applications.forms import MOST_HOURS_A_YEAR, PersonForm
from ehrenamtskarte.applications.known import MOST
from ehrenamtskarte.deciding.forms import REQUIRED
from ehrenamtskarte.deciding.services import PERSON
from ehrenamtskarte.enums import CardType, Pay, Shortcut
from ehrenamtskarte.models import Attestation
from engagement.forms import DayField
from engagement.own.forms import UsualHoursField
from municipalities.models import Municipality


class TypedPersonForm(PersonForm):
    """Personal facts as an office types them: without e-mail, if there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["phone"].label = _("Telephone")
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"
            field.error_messages["required"] = REQUIRED["required"]
            if name in PERSON and name != "born_on":
                field.help_text = ""
        self.fields["email"].help_text = _("Without one, nothing is sent to this person.")


class CorrectForm(TypedPersonForm):
    """Mistyped facts put right; the service writes them."""

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PERSON if name in self.cleaned_data}


class PaperForm(TypedPersonForm):
    """An application that came on paper."""

    municipality = forms.ModelChoiceField(
        label=_("Town"), queryset=Municipality.objects.none(), error_messages=REQUIRED
    )
    card_type = forms.TypedChoiceField(
        label=_("Kind of card"), choices=CardType.choices, coerce=int, initial=CardType.STANDARD
    )
    received_on = DayField(
        label=_("Received on"),
        help_text=_("The rule of this day counts."),
    )
    is_active_in_town = forms.BooleanField(
        label=_("Lives elsewhere and volunteers in this town"), required=False
    )
    shortcuts = forms.MultipleChoiceField(
        label=_("Stands for the hours"),
        choices=Shortcut.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pay = forms.ChoiceField(
        label=_("Pay"), choices=[("", _("not stated")), *Pay.choices], required=False
    )
    goes_on = forms.NullBooleanField(label=_("Means to go on"), required=False)
    years_declared = forms.IntegerField(
        label=_("Years of volunteering in total"), required=False, min_value=1, max_value=90
    )
    declares_on_honour = forms.BooleanField(label=_("Declares it on their honour"), required=False)
    note = forms.CharField(
        label=_("What else the paper says"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta(PersonForm.Meta):
        fields = [
            *PersonForm.Meta.fields,
            "municipality",
            "card_type",
            "is_active_in_town",
            "shortcuts",
            "pay",
            "goes_on",
            "years_declared",
            "declares_on_honour",
            "note",
        ]

    ABOUT: Final = ("municipality", "card_type", "received_on")

    def __init__(self, *args: Any, towns: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_on: Any = self.fields["goes_on"].widget
        goes_on.choices = [("unknown", _("not stated")), ("true", _("Yes")), ("false", _("No"))]
        town: Any = self.fields["municipality"]
        town.queryset = Municipality.objects.filter(pk__in=[one.pk for one in towns])
        if len(towns) == 1:
            self.initial.setdefault("municipality", towns[0])
        self.initial.setdefault("received_on", timezone.localdate())

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean_shortcuts(self) -> list[str]:
        return list(self.cleaned_data["shortcuts"])

    @property
    def about_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ABOUT]

    @property
    def person_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PERSON]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*self.ABOUT, *PERSON)]

    @property
    def facts(self) -> dict[str, Any]:
        """Fields of the application."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PaperWorkForm(forms.ModelForm):
    """One organisation on the paper."""

    since = DayField(label=_("Since"), error_messages=REQUIRED)
    hours_per_week = UsualHoursField(label=_("Hours per week"))
    hours_per_year = forms.IntegerField(
        label=_("Hours per year"), required=False, min_value=1, max_value=MOST_HOURS_A_YEAR
    )
    signed_by = forms.CharField(
        label=_("Confirmed on the paper by"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the organisation is asked by mail."),
    )
    second_signed_by = forms.CharField(label=_("Second signature"), max_length=120, required=False)

    class Meta:
        model = Attestation
        fields = [
            "organisation_name",
            "role",
            "since",
            "hours_per_week",
            "hours_per_year",
            "contact_name",
            "contact_email",
        ]
        error_messages = {"organisation_name": REQUIRED, "role": REQUIRED}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since = cleaned.get("since")
        if since and since > timezone.localdate():
            self.add_error("since", _("The beginning must not lie in the future."))
        return cleaned

    @property
    def fields_of_work(self) -> dict[str, Any]:
        names = (*self.Meta.fields, "signed_by", "second_signed_by")
        return {name: self.cleaned_data[name] for name in names}


PaperWorkFormSet = forms.formset_factory(PaperWorkForm, extra=MOST, max_num=MOST)
