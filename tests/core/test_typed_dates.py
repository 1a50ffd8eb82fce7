"""Days and times in the administration: shown as people here write them, and read again."""

import datetime as dt

import pytest
from django import forms
from django.utils import timezone, translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

MOMENT = dt.datetime(2026, 12, 5, 17, 30)


class WhenForm(forms.Form):
    day = forms.DateField(widget=AdminDateInput)
    time = forms.TimeField(widget=AdminTimeInput)
    moment = forms.DateTimeField(widget=AdminDateTimeInput)


SHOWN = {"day": "05.12.2026", "time": "17:30", "moment": "05.12.2026 17:30"}
READ = {
    "day": MOMENT.date(),
    "time": MOMENT.time(),
    "moment": MOMENT.replace(tzinfo=timezone.get_default_timezone()),
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_shown_is_read_in_each_language_of_the_administration(language):
    with translation.override(language):
        shown = WhenForm(initial=READ)
        for name, text in SHOWN.items():
            assert f'value="{text}"' in str(shown[name])
        typed = WhenForm(SHOWN)
        assert typed.is_valid()
        assert typed.cleaned_data == READ


@pytest.mark.parametrize("typed", ["5.12.2026", "5.12.26", "2026-12-05"])
def test_days_may_be_written_shortly(typed):
    assert forms.DateField().clean(typed) == MOMENT.date()


@pytest.mark.parametrize("typed", ["17:30", "17.30", "17:30 Uhr", "17.30 Uhr"])
def test_times_may_be_written_in_german(typed):
    assert forms.TimeField().clean(typed) == MOMENT.time()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (forms.DateField, "5. Dezember 2026"),
        (forms.DateField, "31.11.2026"),
        (forms.TimeField, "25:00"),
        (forms.TimeField, "abends"),
    ],
)
def test_what_can_not_be_read_is_said(field, typed):
    with pytest.raises(forms.ValidationError):
        field().clean(typed)
