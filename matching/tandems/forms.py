"""What a coordinator enters for tandems."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from core.models import SpokenLanguage
from matching.admin_pages import name_real_limits
from matching.enums import TandemRole
from matching.models import TandemPerson, TandemTopic
from matching.profiles.choices import parts_of_the_week


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
        others = person.programme.people.filter(left_on=None).exclude(role=person.role)
        fields["avoided"].queryset = others
        fields["avoided"].label_from_instance = lambda other: other.told_apart
        for name in ("topics", "languages", "avoided"):
            fields[name].widget.attrs["class"] = "term-choices"
            if not fields[name].queryset.exists():
                del fields[name]
        fields["times"].widget.attrs["class"] = "week-choices"
        if person.role == TandemRole.MENTEE:
            del fields["most_at_a_time"]

    def clean_agreed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["agreed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day

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
