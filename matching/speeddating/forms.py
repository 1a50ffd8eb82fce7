"""What a coordinator enters for a speed-dating."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.models import Volunteer
from core.models import Term
from matching.admin_pages import name_real_limits
from matching.models import SpeedDating, SpeedDatingGuest, SpeedDatingTable
from matching.speeddating.names import in_order
from matching.speeddating.typed import complaints, read_lines
from municipalities.models import Municipality
from opportunities.enums import InterestState
from organisations.models import Organisation

MOST_FOUND = 50
OF_THE_CLOCK = ("takes_place_on", "starts_at", "rounds", "minutes", "change_minutes")
TOLD_WITHIN = dt.timedelta(days=365)


class EventForm(WagtailAdminModelForm):
    """When it is and how it runs: in days to come, and within one day."""

    def clean_takes_place_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["takes_place_on"]
        if "takes_place_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over already."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors:
            event = SpeedDating(**{name: cleaned[name] for name in OF_THE_CLOCK})
            if event.ends_on > event.takes_place_on:
                self.add_error(
                    "rounds",
                    _(
                        "So many rounds would end after midnight."
                        " Please begin earlier, or plan less."
                    ),
                )
            if "takes_place_on" in self.changed_data and _is_past(event):
                self.add_error("starts_at", _("This time is over already."))
        return cleaned


def _is_past(event: SpeedDating) -> bool:
    now = timezone.localtime()
    return (event.takes_place_on, event.starts_at) < (now.date(), now.time())


class TypedPeopleForm(forms.Form):
    """People as they stand on a list, one a line."""

    people = forms.CharField(
        label=_("Names, one in each line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Wishes may follow after a colon: “Ida Beispiel: likes reading aloud”."),
        error_messages={"required": _("Please write at least one name.")},
    )

    def clean_people(self) -> list[str]:
        lines: list[str] = self.cleaned_data["people"].splitlines()
        if wrong := list(complaints(read_lines(lines))):
            raise forms.ValidationError(wrong)
        return lines


def known_people(town: Municipality, search: str) -> Any:
    """Whom the town's desk knows: who told it something, or applied for an offer of the town.

    Without a search those who told the desk something within a year.
    """
    told = Q(
        interests__municipality=town,
        interests__state__in=(InterestState.OPEN, InterestState.ANSWERED),
    )
    if not search:
        wanted = told & Q(interests__created_at__gt=timezone.now() - TOLD_WITHIN)
    else:
        applied = Q(applications__opportunity__municipality=town)
        wanted = (told | applied) & (Q(name__icontains=search) | Q(email__icontains=search))
    keys = Volunteer.objects.filter(wanted).order_by().values("pk")
    return Volunteer.objects.filter(pk__in=keys).order_by("name", "pk")


class _Sorted(ModelChoiceIterator):
    """Choices in the order of their names."""

    def __iter__(self) -> Iterator[Any]:
        return iter(sorted(super().__iter__(), key=lambda choice: in_order(str(choice[1]))))


class _PeopleField(forms.ModelMultipleChoiceField):
    iterator = _Sorted


class KnownPeopleForm(forms.Form):
    """People whom the desk knows already."""

    volunteers: forms.ModelMultipleChoiceField = _PeopleField(
        label=_("People"),
        queryset=Volunteer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one person.")},
    )

    def __init__(self, *args: Any, event: SpeedDating, search: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = known_people(event.municipality, search)
        there = event.guests.exclude(volunteer=None).order_by().values("volunteer")
        found = known.exclude(pk__in=there).values("pk")[:MOST_FOUND]
        chosen: Any = self.fields["volunteers"]
        chosen.queryset = Volunteer.objects.filter(pk__in=found).order_by("name", "pk")


class ChosenTermsMixin:
    """Offers the entries of the association's lists that can be chosen now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_real_limits(self)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]  # of the form mixed with
        for field in fields.values():
            queryset = getattr(field, "queryset", None)
            if queryset is not None and issubclass(queryset.model, Term):
                field.queryset = queryset.filter(is_active=True)
                field.widget.attrs["class"] = "term-choices"


class GuestForm(ChosenTermsMixin, forms.ModelForm):
    """What somebody wishes for."""

    class Meta:
        model = SpeedDatingGuest
        fields = ["name", "wishes", "fields", "activities", "uses_profile"]
        widgets = {
            "wishes": forms.Textarea(attrs={"rows": 3}),
            "fields": forms.CheckboxSelectMultiple,
            "activities": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        volunteer = self.instance.volunteer
        if volunteer is None or not hasattr(volunteer, "matching_profile"):
            del self.fields["uses_profile"]


class NewTableForm(forms.ModelForm):
    """Which organisation comes, and with how many people."""

    class Meta:
        model = SpeedDatingTable
        fields = ["organisation", "places", "label"]
        error_messages = {"organisation": {"required": _("Please choose the organisation.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_real_limits(self)
        event: SpeedDating = self.instance.event
        organisations: Any = self.fields["organisation"]
        organisations.queryset = (
            Organisation.objects.with_desk()
            .filter(
                Q(municipality=event.municipality_id) | Q(page__active_in=event.municipality_id)
            )
            .exclude(speed_dating_tables__event=event)
            .distinct()
        )


class TableForm(ChosenTermsMixin, forms.ModelForm):
    """What an organisation looks for."""

    class Meta:
        model = SpeedDatingTable
        fields = ["places", "label", "wanted", "fields", "activities"]
        widgets = {
            "wanted": forms.Textarea(attrs={"rows": 4}),
            "fields": forms.CheckboxSelectMultiple,
            "activities": forms.CheckboxSelectMultiple,
        }
