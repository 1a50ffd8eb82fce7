from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opportunities.desk.forms.base import Section, StepForm, number_field
from opportunities.enums import GermanLevel
from opportunities.models import OpportunityPage

OLDEST = 99
FEWEST_DIGITS = 5


class WhoForm(StepForm):
    """Step 3: whom one looks for, what one offers, whom people ask."""

    sections = (
        Section(
            title=_("Whom are you looking for?"),
            fields=("places_wanted", "minimum_age", "german_level", "requirements_note"),
        ),
        Section(
            title=_("What one should bring along"),
            hint=_("Only what is really needed: each entry makes the circle smaller."),
            fields=("requirements", "languages"),
            folded=True,
        ),
        Section(
            title=_("Groups and companies"),
            fields=("suits_groups", "smallest_group", "largest_group"),
            folded=True,
        ),
        Section(
            title=_("What do you offer?"),
            fields=(
                *("has_insurance", "reimburses_expenses", "offers_training"),
                *("gives_certificate", "counts_for_card"),
            ),
        ),
        Section(
            title=_("Accessibility"),
            fields=(
                *("is_step_free", "has_accessible_toilet", "has_hearing_loop"),
                "uses_plain_language",
            ),
            folded=True,
        ),
        Section(
            title=_("Whom can people ask?"),
            hint=_("This is shown to everybody. A first name is enough."),
            fields=("contact_name", "contact_email", "contact_phone"),
        ),
        Section(
            title=_("How applying works"),
            fields=("takes_applications", "reminder_hours", "answer_hours", "calls_for_cover"),
            folded=True,
        ),
    )

    places_wanted = number_field(
        label=_("How many people are you looking for?"),
        help_text=_("For example 2. If any number is welcome, leave it empty."),
    )
    minimum_age = number_field(
        label=_("From what age?"),
        help_text=_("For example 16. If it does not matter, leave it empty."),
    )
    smallest_group = number_field(label=_("At least so many people"))
    largest_group = number_field(label=_("At most so many people"))
    reminder_hours = number_field(
        label=_("Remind people of their date so many hours before"),
        help_text=_("Usual are 24. With 0 nobody is reminded."),
        least=0,
    )
    answer_hours = number_field(
        label=_("So many hours one has to take a place that became free"),
        help_text=_("Usual are 48. Then the next on the waiting list is asked."),
    )

    class Meta:
        model = OpportunityPage
        fields = [
            *("places_wanted", "minimum_age", "german_level", "requirements_note"),
            *("requirements", "languages"),
            *("suits_groups", "smallest_group", "largest_group"),
            *("has_insurance", "reimburses_expenses", "offers_training"),
            *("gives_certificate", "counts_for_card"),
            *("is_step_free", "has_accessible_toilet", "has_hearing_loop", "uses_plain_language"),
            *("contact_name", "contact_email", "contact_phone"),
            *("takes_applications", "reminder_hours", "answer_hours", "calls_for_cover"),
        ]
        labels = {
            "german_level": _("How much German does one need?"),
            "requirements_note": _("Whom would you like to meet?"),
            "requirements": _("What is needed?"),
            "languages": _("Which languages help?"),
            "suits_groups": _("Groups and companies may come, too"),
            "has_insurance": _("Volunteers are insured"),
            "reimburses_expenses": _("We pay expenses, for example the fare"),
            "offers_training": _("We show how it is done, or offer training"),
            "gives_certificate": _("On request there is a certificate"),
            "counts_for_card": _("It counts for the Ehrenamtskarte"),
            "is_step_free": _("One gets in without steps"),
            "has_accessible_toilet": _("There is an accessible toilet"),
            "has_hearing_loop": _("There is a hearing loop"),
            "uses_plain_language": _("We explain things in plain language"),
            "contact_name": _("Name"),
            "contact_email": _("E-mail"),
            "contact_phone": _("Telephone"),
            "takes_applications": _("People may apply here on this site"),
            "calls_for_cover": _("If somebody can't come, ask others to step in"),
        }
        help_texts = {
            "requirements_note": _("For example: somebody who likes telling stories"),
            "contact_phone": _("For example: 02306 123456"),
            "takes_applications": _("Otherwise people write to you or call."),
            "calls_for_cover": _(
                "On dates, after the waiting list: people whom you have accepted before get an"
                " e-mail, a few at a time."
            ),
        }
        widgets = {
            "requirements": forms.CheckboxSelectMultiple,
            "languages": forms.CheckboxSelectMultiple,
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, draft: OpportunityPage, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        self.offer_choices("german_level", [("", _("It does not matter")), *GermanLevel.choices])
        self.fields["contact_email"].error_messages["invalid"] = _(
            "This is not a whole e-mail address. It looks like: name@example.org"
        )

    def clean_minimum_age(self) -> int | None:
        age: int | None = self.cleaned_data["minimum_age"]
        if age is not None and age > OLDEST:
            raise forms.ValidationError(_("Please give an age below 100."))
        return age

    def clean_contact_phone(self) -> str:
        phone = " ".join(self.cleaned_data["contact_phone"].split())
        if phone and sum(sign.isdigit() for sign in phone) < FEWEST_DIGITS:
            raise forms.ValidationError(
                _("This is not a telephone number. It looks like: 02306 123456")
            )
        return phone

    def clean_reminder_hours(self) -> int:
        return self._or_usual("reminder_hours")

    def clean_answer_hours(self) -> int:
        return self._or_usual("answer_hours")

    def _or_usual(self, name: str) -> int:
        hours: int | None = self.cleaned_data[name]
        return getattr(OpportunityPage(), name) if hours is None else hours

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        smallest, largest = data.get("smallest_group"), data.get("largest_group")
        if smallest and largest and largest < smallest:
            self.add_error(
                "largest_group", _("The largest group must not be smaller than the smallest.")
            )
        return data
