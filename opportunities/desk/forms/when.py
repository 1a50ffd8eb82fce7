from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.geo.postcodes import places_with
from core.models.places import validate_postcode
from opportunities.desk.forms.base import Problem, Section, StepForm, day_input, problems_of
from opportunities.desk.forms.rows import (
    DateRows,
    RowsFormSet,
    SlotRows,
    date_rows,
    fingerprint,
    slot_rows,
    write_dates,
    write_slots,
)
from opportunities.enums import TimeModel, Whereabouts
from opportunities.models import OpportunityPage
from organisations.models import Organisation

if TYPE_CHECKING:
    from accounts.models import User

FEWEST_HOURS, MOST_HOURS = 0, 80
ADDRESS = ("street", "postcode", "city")


# The time models as one asks for them.
WHEN = (
    (TimeModel.REGULAR, _("regularly, for example every Wednesday")),
    (TimeModel.ONCE, _("on single days, for example at a festival")),
    (TimeModel.PROJECT, _("for some weeks or months")),
    (TimeModel.FLEXIBLE, _("flexibly, as agreed")),
    (TimeModel.STANDBY, _("when somebody is needed at short notice")),
)


class WhenForm(StepForm):
    """Step 2: when and where."""

    sections = (
        Section(title=_("When?"), fields=("time_model", "hours_per_week")),
        Section(
            title=_("Weekly times"),
            hint=_("Only if there are fixed ones, for example Wednesdays from 15:00 to 17:00."),
            fields=(),
            rows="slots",
        ),
        Section(
            title=_("Single dates"),
            hint=_("Only if it is about certain days. People can then choose among them."),
            fields=(),
            rows="dates",
        ),
        Section(
            title=_("From when, until when?"),
            hint=_("If you leave it empty, it starts at once and goes on."),
            fields=("starts_on", "ends_on", "closes_on", "time_note"),
            folded=True,
        ),
        Section(title=_("Where?"), fields=("whereabouts", "venue", "street", "postcode", "city")),
        Section(
            title=_("More about the place"),
            fields=("locality", "public_transport", "address_hidden"),
            folded=True,
        ),
    )

    hours_per_week = forms.DecimalField(
        label=_("About how many hours a week?"),
        help_text=_("For example 2 or 1.5. If it varies, leave it empty."),
        required=False,
        localize=True,
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"}),
        error_messages={"invalid": _("Please give a number of hours, for example 2 or 1.5.")},
    )

    class Meta:
        model = OpportunityPage
        fields = [
            *("time_model", "hours_per_week", "starts_on", "ends_on", "closes_on", "time_note"),
            *("whereabouts", "venue", "street", "postcode", "city", "locality"),
            *("public_transport", "address_hidden"),
        ]
        labels = {
            "time_model": _("When is help needed?"),
            "starts_on": _("It starts on"),
            "ends_on": _("It ends on"),
            "closes_on": _("One can apply until"),
            "time_note": _("What else people should know about the time"),
            "whereabouts": _("Where does it take place?"),
            "venue": _("Name of the place"),
            "street": _("Street and number"),
            "postcode": _("Postcode"),
            "city": _("Town"),
            "locality": _("Part of town"),
            "public_transport": _("Bus or train stop"),
            "address_hidden": _("Keep the address secret"),
        }
        help_texts = {
            "time_note": _("For example: not in the school holidays"),
            "closes_on": _("After this day it is no longer in the list."),
            "venue": _("For example: Family centre Am Wasserturm"),
            "street": _("For example: Münsterstraße 12"),
            "public_transport": _("For example: Lünen main station, bus R11"),
            "address_hidden": _("Then only the town is shown: no street, no point on the map."),
        }
        widgets = {
            "time_model": forms.RadioSelect,
            "starts_on": day_input(),
            "ends_on": day_input(),
            "closes_on": day_input(),
            "whereabouts": forms.RadioSelect,
            "postcode": forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        }

    def __init__(self, *args: Any, draft: OpportunityPage, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        self.offer_choices("time_model", WHEN)
        self.offer_choices("whereabouts", Whereabouts.choices)
        self.fields["postcode"].validators.append(validate_postcode)
        data = self.data if self.is_bound else None
        self.slots: Any = SlotRows(data, prefix="slots", initial=None if data else slot_rows(draft))
        self.dates: Any = DateRows(data, prefix="dates", initial=None if data else date_rows(draft))

    def clean_hours_per_week(self) -> Any:
        hours = self.cleaned_data["hours_per_week"]
        if hours is not None and not FEWEST_HOURS < hours <= MOST_HOURS:
            raise forms.ValidationError(_("Please give between half an hour and 80 hours."))
        return hours

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The end must not come before the beginning."))
        is_on_site = data.get("whereabouts") != Whereabouts.ONLINE
        has_place = any(data.get(name) for name in ("city", "postcode", "venue"))
        if is_on_site and not has_place and not {"city", "postcode"} & set(self.errors):
            self.add_error("city", _("Please say at least in which town it is."))
        return data

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.slots.is_valid(), self.dates.is_valid()])

    @property
    def row_sets(self) -> dict[str, RowsFormSet]:
        return {"slots": self.slots, "dates": self.dates}

    def problems(self) -> list[Problem]:
        rows = [form for forms_ in self.row_sets.values() for form in forms_]
        return [*super().problems(), *(found for row in rows for found in problems_of(row))]

    def fingerprints(self) -> dict[str, str]:
        """Of the rows that this page shows, to be sent back with it."""
        if not self.is_bound:
            return {"slots": self.slots.fingerprint(), "dates": self.dates.fingerprint()}
        return {name: self.data.get(f"{name}-before", "") for name in self.row_sets}

    def fingerprints_now(self) -> dict[str, str]:
        """Of what was sent: when it is saved, the same page shows this."""
        return {
            name: fingerprint(rows.rows()) if rows.is_valid() else self.fingerprints()[name]
            for name, rows in self.row_sets.items()
        }

    def apply_to(self, page: OpportunityPage, *, organisation: Organisation, by: "User") -> None:
        before = tuple(getattr(page, name) for name in ADDRESS)
        super().apply_to(page, organisation=organisation, by=by)
        for name, write in (("slots", write_slots), ("dates", write_dates)):
            rows = self.row_sets[name]
            if rows.is_valid() and fingerprint(rows.rows()) != self.data.get(f"{name}-before"):
                write(page, rows.rows())
        if tuple(getattr(page, name) for name in ADDRESS) != before:
            find_point(page)


def find_point(page: OpportunityPage) -> None:
    """Put the page on the map: where its organisation is, if it is there, else by the postcode."""
    home = page.organisation
    page.latitude = page.longitude = None
    if home and page.street and all(getattr(home, n) == getattr(page, n) for n in ADDRESS):
        page.latitude, page.longitude = home.latitude, home.longitude
    areas = places_with(page.postcode)
    if page.latitude is None and areas:
        area = next((one for one in areas if one.place == page.city), areas[0])
        page.latitude, page.longitude = area.latitude, area.longitude
