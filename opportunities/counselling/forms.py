import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from accounts.models import User
from core.forms import QuietGuardMixin
from municipalities.models import Municipality
from opportunities.models import CounsellingSlot, OpportunityPage


class InterestForm(QuietGuardMixin, forms.Form):
    """ "I want to help, but don't know where"."""

    municipality = forms.ModelChoiceField(
        label=_("In which town?"),
        queryset=Municipality.objects.none(),
        to_field_name="slug",
        empty_label=_("Please choose"),
        help_text=_("The volunteering desk of this town answers you."),
        error_messages={
            "required": _("Please choose the town."),
            "invalid_choice": _("Please choose the town."),
        },
    )
    name = forms.CharField(
        label=_("Your first and last name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please tell us your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The desk answers you there."),
        error_messages={
            "required": _("Please give your e-mail address, so that the desk can answer you."),
            "invalid": _("Please check the address: it looks like name@example.org."),
        },
    )
    phone = forms.CharField(
        label=_("Your telephone number (optional)"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    wishes = forms.CharField(
        label=_("What would you like, what can you do, when do you have time? (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "For example: “I like being with older people, I am good at crafts and I have time on"
            " Thursdays.”"
        ),
    )
    wants_counselling = forms.BooleanField(
        label=_("I would rather talk about it: please offer me an appointment."), required=False
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns: Any = self.fields["municipality"]
        towns.queryset = Municipality.objects.filter(page__live=True).order_by("name", "pk")
        if user:
            del self.fields["email"]  # the account's is known, and confirmed
            self.fields["name"].initial = user.get_full_name()


class AnswerForm(forms.Form):
    """What the desk writes back, with offers to choose from."""

    text = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The greeting, the chosen offers and your desk's address are added."),
    )
    offers: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Offers that may fit"),
        queryset=OpportunityPage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, keys: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offers: Any = self.fields["offers"]
        offers.queryset = (
            OpportunityPage.objects.open()
            .public()
            .filter(pk__in=keys)
            .select_related("organisation")
            .order_by("title", "pk")
        )
        offers.label_from_instance = _offer_in_words
        if not keys:
            del self.fields["offers"]


class OfferSlotsForm(forms.ModelForm):
    """Appointments of one day, one after the other."""

    day = forms.DateField(
        label=_("Day"),
        widget=AdminDateInput,
        error_messages={"required": _("Please choose a day.")},
    )
    begin = forms.TimeField(
        label=_("From"), widget=AdminTimeInput, help_text=_("For example 14:00.")
    )
    end = forms.TimeField(
        label=_("Until"),
        widget=AdminTimeInput,
        help_text=_("As many as fit in between are offered."),
    )

    class Meta:
        model = CounsellingSlot
        fields = ["municipality", "minutes", "place"]

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Please choose another one."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begin, end, minutes = (cleaned.get(name) for name in ("begin", "end", "minutes"))
        if begin and end and minutes:
            length = _minutes(end) - _minutes(begin)
            if length <= 0:
                self.add_error("end", _("The end must come after the beginning."))
            elif length < minutes:
                self.add_error("end", _("Not even one appointment fits in between."))
        return cleaned


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _offer_in_words(offer: OpportunityPage) -> str:
    where = offer.public_place.short
    return ", ".join(str(part) for part in (offer.title, offer.organisation, where) if part)
