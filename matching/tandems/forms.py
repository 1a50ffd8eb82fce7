"""What a coordinator enters for tandems."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from core.models import SpokenLanguage
from matching.admin_pages import name_real_limits
from matching.enums import CheckInAnswer, TandemRole
from matching.models import TandemPerson, TandemTopic
from matching.profiles.choices import parts_of_the_week

FEWEST_DIGITS = 5  # of a telephone number
OLDEST_CONSENT = 10  # years
LATEST_WEEK = 156  # three years: as long as trainees are accompanied


def check_weeks(text: str) -> None:
    """A tandem that is asked after 500 weeks is a slip of the finger. Raises ValidationError."""
    if any(week.strip().isdigit() and int(week) > LATEST_WEEK for week in text.split(",")):
        raise forms.ValidationError(
            _("Please give weeks up to %(latest)d: that is three years."),
            params={"latest": LATEST_WEEK},
        )


class PersonForm(forms.ModelForm):
    """Somebody on one side of a programme."""

    times = forms.MultipleChoiceField(
        label=_("When there is time"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = TandemPerson
        fields = [
            *("name", "email", "phone", "agreed_on", "topics", "languages", "times", "wishes"),
            *("avoided", "most_at_a_time", "is_resting", "note"),
        ]
        widgets = {
            "agreed_on": AdminDateInput,
            "topics": forms.CheckboxSelectMultiple,
            "languages": forms.CheckboxSelectMultiple,
            "avoided": forms.CheckboxSelectMultiple,
            "wishes": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_real_limits(self)
        self.today = today
        person = self.instance
        fields: dict[str, Any] = self.fields
        parts = parts_of_the_week()
        fields["times"].choices = [(value, option.label) for value, option in parts.items()]
        fields["times"].initial = [
            value for bit, value in enumerate(parts) if person.week >> bit & 1
        ]
        fields["topics"].queryset = TandemTopic.objects.filter(programme=person.programme)
        fields["languages"].queryset = SpokenLanguage.objects.filter(is_active=True)
        others = person.programme.people.exclude(role=person.role)
        here = Q(left_on=None)
        # Who leaves may come back; what was said about them is not lost by saving.
        fields["avoided"].queryset = others.filter(
            here | Q(pk__in=person.avoided.values("pk")) if person.pk else here
        )
        fields["avoided"].label_from_instance = lambda other: other.told_apart
        for name in ("topics", "languages", "avoided"):
            wide = " pairs__people" if name == "avoided" else ""
            fields[name].widget.attrs["class"] = f"term-choices{wide}"
            if not fields[name].queryset.exists():
                del fields[name]
        fields["times"].widget.attrs["class"] = "week-choices"
        if person.role == TandemRole.MENTEE:
            del fields["most_at_a_time"]

    def clean_agreed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["agreed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < self.today.year - OLDEST_CONSENT:
            raise forms.ValidationError(
                _("That is more than ten years ago. Please check the year, or ask again.")
            )
        return day

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and sum(sign.isdigit() for sign in phone) < FEWEST_DIGITS:
            raise forms.ValidationError(
                _("This is not a telephone number. It looks like: 02306 123456")
            )
        return phone

    def save(self, commit: bool = True) -> TandemPerson:
        chosen = set(self.cleaned_data["times"])
        self.instance.week = sum(
            1 << bit for bit, value in enumerate(parts_of_the_week()) if value in chosen
        )
        person: TandemPerson = super().save(commit)
        return person


class EndForm(forms.Form):
    """How a tandem ends."""

    on = forms.DateField(label=_("Last day"), widget=AdminDateInput)
    mentor_goes_on = forms.BooleanField(required=False)
    mentee_goes_on = forms.BooleanField(required=False)

    def __init__(self, *args: Any, mentor: str, mentee: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("{name} would like to go on with somebody else")
        self.fields["mentor_goes_on"].label = label.format(name=mentor)
        self.fields["mentee_goes_on"].label = label.format(name=mentee)


class TelephoneForm(forms.Form):
    """What one of the two has said on the telephone."""

    person = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    answer = forms.ChoiceField(
        label=_("Answer"), choices=CheckInAnswer.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, people: list[TandemPerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [(str(one.pk), one.name) for one in people]
        by_telephone = [one.pk for one in people if not one.email]
        if len(by_telephone) == 1:
            field.initial = str(by_telephone[0])
