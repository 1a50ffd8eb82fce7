"""The forms with which one applies."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Volunteer
from accounts.volunteers import birth_dates
from core.forms import QuietGuardMixin
from opportunities.applications.admission import group_size
from opportunities.applications.age import AgeRule, age_on
from opportunities.applications.errors import ApplicationError
from opportunities.applications.places import Room
from opportunities.applications.words import choice_in_words
from opportunities.models import OpportunityPage

YES, NO = "yes", "no"
BORN_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%d %m %Y", "%Y-%m-%d"]
OLDEST = 120  # years

Code = ApplicationError.Code
# Beside which field an error of the services is told.
FIELD_OF_ERROR = {
    Code.DATE_GONE: "dates",
    Code.NO_GROUPS: "people",
    Code.GROUP_SIZE: "people",
    Code.TOO_YOUNG: "born_on",
    Code.NO_GUARDIAN: "guardian_email",
    Code.UNREACHABLE: "email",
}


def date_choices(room: Room) -> list[tuple[str, str]]:
    """The dates of an offer to tick."""
    return [(str(date.key), choice_in_words(date)) for date in room.dates.values()]


class DatesField(forms.TypedMultipleChoiceField):
    """Dates of an offer, by their keys."""

    def __init__(self, *, room: Room, **kwargs: Any) -> None:
        super().__init__(
            choices=date_choices(room),
            coerce=UUID,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Please choose at least one date."),
                "invalid_choice": Code.DATE_GONE.label,
            },
            **kwargs,
        )


class ApplicationForm(QuietGuardMixin, forms.Form):
    """Everything that an offer asks of whoever would like to help; no more than that."""

    name = forms.CharField(
        label=_("Your first and last name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please tell us your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Please check the address: it looks like name@example.org.")},
    )
    phone = forms.CharField(
        label=_("Your telephone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    people = forms.IntegerField(
        label=_("How many of you will come?"),
        min_value=1,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Please give a number; 1 if you come alone."),
            "invalid": _("Please give a whole number; 1 if you come alone."),
            "min_value": _("Please give a number; 1 if you come alone."),
        },
    )
    group_name = forms.CharField(
        label=_("Name of your group or company (optional)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    message = forms.CharField(
        label=_("A few words to the organisation (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "For example: “I have time on Tuesday afternoons and I like cooking. May I come and"
            " have a look first?”"
        ),
    )
    of_age = forms.ChoiceField(
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please answer with yes or no.")},
    )
    born_on = forms.DateField(
        label=_("Your date of birth"),
        required=False,
        input_formats=BORN_FORMATS,
        widget=forms.DateInput(attrs={"autocomplete": "bday", "inputmode": "numeric"}),
        help_text=_("Day, month and year, for example 24.12.2012."),
        error_messages={"invalid": _("Please write the date like this: 24.12.2012.")},
    )
    guardian_name = forms.CharField(
        label=_("Name of one of your parents"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_email = forms.EmailField(
        label=_("E-mail address of this parent"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("We write to them and ask whether they agree."),
        error_messages={"invalid": _("Please check the address: it looks like name@example.org.")},
    )

    def __init__(
        self,
        *args: Any,
        opportunity: OpportunityPage,
        room: Room,
        user: User | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opportunity = opportunity
        self.user = user
        self.age = AgeRule.of(opportunity)
        if room.dates:
            self.fields["dates"] = DatesField(room=room, label=_("When can you come?"))
            if len(room.dates) == 1:
                self.fields["dates"].initial = [str(key) for key in room.dates]
        if user:
            del self.fields["email"]  # the account's is known, and confirmed
            self.fields["name"].initial = user.get_full_name()
            known = Volunteer.objects.of(user).exclude(phone="").order_by("pk").first()
            self.fields["phone"].initial = known.phone if known else ""
            self.fields["phone"].label = _("Your telephone number (optional)")
        else:
            self.fields["email"].help_text = _("You get a link there that shows how things stand.")
            self.fields["phone"].help_text = _(
                "E-mail or telephone: one of the two is enough. With a telephone number only, the"
                " organisation calls you, and there is no page with the state of things."
            )
        if opportunity.suits_groups:
            smallest, largest = group_size(opportunity)
            self.fields["people"].help_text = (
                _("1 if you come alone. Groups: from %(smallest)d to %(largest)d people.")
                if opportunity.largest_group
                else _("1 if you come alone. Groups: from %(smallest)d people.")
            ) % {"smallest": smallest, "largest": largest}
        else:
            del self.fields["people"], self.fields["group_name"]
        if self.age.question:
            self.fields["of_age"].label = _("Are you at least %(age)d years old?") % {
                "age": self.age.question
            }
            if user and (born_on := next(iter(birth_dates(user).values()))):
                is_old_enough = age_on(timezone.localdate(), born_on) >= self.age.question
                self.fields["of_age"].initial = YES if is_old_enough else NO
                self.fields["born_on"].initial = "" if is_old_enough else born_on
        else:
            for name in ("of_age", "born_on"):
                del self.fields[name]
        if not self.age.consent_below:
            for name in ("guardian_name", "guardian_email"):
                del self.fields[name]

    @property
    def traps(self) -> list[BoundField]:
        """The fields that people do not see."""
        return [self["website"]]

    def clean_born_on(self) -> dt.date | None:
        born_on: dt.date | None = self.cleaned_data["born_on"]
        today = timezone.localdate()
        if born_on and not today.year - OLDEST <= born_on.year <= today.year:
            raise forms.ValidationError(_("Please check the year."))
        if born_on and born_on > today:
            raise forms.ValidationError(_("Please check the year."))
        return born_on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            not self.user
            and not {"email", "phone"} & set(self.errors)
            and not (cleaned.get("email") or cleaned.get("phone"))
        ):
            self.add_error("email", Code.UNREACHABLE.label)
        if cleaned.get("phone") and sum(sign.isdigit() for sign in cleaned["phone"]) < 5:
            self.add_error("phone", _("Please check the number: some digits are missing."))
        if cleaned.get("of_age") == NO and "born_on" not in self.errors:
            self._clean_age(cleaned)
        return cleaned

    def _clean_age(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("born_on"):
            self.add_error("born_on", _("Please give your date of birth."))
            return
        try:
            needs_consent = self.age.check(cleaned["born_on"], today=timezone.localdate())
        except ApplicationError as error:
            self.add_error("born_on", str(error))
            return
        if needs_consent:
            for name, message in (
                ("guardian_name", _("Please give the name of one of your parents.")),
                ("guardian_email", _("Please give the e-mail address of this parent.")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, message)
            email = cleaned.get("guardian_email", "")
            if email and email.lower() == cleaned.get("email", "").lower():
                self.add_error(
                    "guardian_email",
                    _("This is your own address. Please give the one of a parent."),
                )

    def add_service_error(self, error: ApplicationError) -> None:
        """Tell what a service said beside the field that it concerns."""
        field = FIELD_OF_ERROR.get(error.code)
        self.add_error(field if field in self.fields else None, str(error))

    def facts(self) -> dict[str, Any]:
        """What `services.apply` wants to know."""
        data = self.cleaned_data
        is_young = data.get("of_age") == NO
        return {
            "name": data["name"],
            "email": data.get("email", ""),
            "phone": data["phone"],
            "message": data["message"],
            "dates": data.get("dates", []),
            "people": data.get("people", 1),
            "group_name": data.get("group_name", ""),
            "born_on": data.get("born_on") if is_young else None,
            "guardian_name": data.get("guardian_name", "") if is_young else "",
            "guardian_email": data.get("guardian_email", "") if is_young else "",
        }


class ChooseDatesForm(forms.Form):
    """Other dates of the same offer."""

    def __init__(self, *args: Any, room: Room, chosen: list[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dates"] = DatesField(
            room=room, label=_("When can you come?"), initial=[str(key) for key in chosen]
        )


class WithdrawForm(forms.Form):
    """A word to the organisation, if one likes."""

    note = forms.CharField(
        label=_("A word to the organisation (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
