from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Weekday
from opportunities.desk.forms.base import day_input, time_input
from partners.benefits.facts import BenefitFacts
from partners.benefits.forms.basics import BenefitBasics
from partners.enums import LimitPeriod
from partners.models import Partner, PartnerBranch

# With these it is said how many times.
COUNTED: Final = (LimitPeriod.DAY, LimitPeriod.MONTH, LimitPeriod.YEAR)
# Both kinds of card, or one of them.
CARDS = [
    ("", _("Every Ehrenamtskarte")),
    ("standard", _("Only the Ehrenamtskarte")),
    ("jubilee", _("Only the Jubilee Ehrenamtskarte")),
]


class BenefitForm(BenefitBasics):
    """Everything about a benefit, for its owner or the town."""

    MORE: ClassVar = (
        "cards",
        "companions",
        "branches",
        "weekdays",
        "from_time",
        "until_time",
        "valid_from",
        "valid_until",
        "limit_period",
        "limit_count",
    )

    cards = forms.ChoiceField(label=_("For which card?"), choices=CARDS, required=False)
    companions = forms.IntegerField(
        label=_("How many people who come along get it, too?"),
        required=False,
        min_value=0,
        max_value=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
    )
    branches = forms.ModelMultipleChoiceField(
        label=_("Only at certain places?"),
        help_text=_("None ticked: at all of them."),
        queryset=PartnerBranch.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which weekdays?"),
        help_text=_("None ticked: on every day."),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    from_time = forms.TimeField(label=_("From what time?"), required=False, widget=time_input())
    until_time = forms.TimeField(
        label=_("Until what time?"),
        help_text=_("An earlier time than the first one lies on the next day."),
        required=False,
        widget=time_input(),
    )
    valid_from = forms.DateField(
        label=_("First day"),
        help_text=_("Empty: at once."),
        required=False,
        widget=day_input(),
    )
    valid_until = forms.DateField(
        label=_("Last day"),
        help_text=_("Empty: until further notice."),
        required=False,
        widget=day_input(),
    )
    limit_period = forms.ChoiceField(
        label=_("How often may one card use it?"),
        choices=[
            (LimitPeriod.UNLIMITED, _("As often as one likes")),
            (LimitPeriod.ONCE, _("Once")),
            (LimitPeriod.DAY, _("A number of times a day")),
            (LimitPeriod.MONTH, _("A number of times a month")),
            (LimitPeriod.YEAR, _("A number of times a year")),
        ],
        required=False,
    )
    limit_count = forms.IntegerField(
        label=_("How many times?"),
        help_text=_("In a day, a month or a year."),
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        error_messages={
            "min_value": _("Please give a number from 1 to 100."),
            "max_value": _("Please give a number from 1 to 100."),
        },
    )
    says_the_same = forms.BooleanField(
        label=_("My new words promise the same as before, or more"),
        help_text=_(
            "Then they hold at once. Otherwise new words count as a change for the worse and hold"
            " after notice."
        ),
        required=False,
    )

    def __init__(self, data: Any, *, partner: Partner, like: BenefitFacts | None = None) -> None:
        """`like`: what the form begins with."""
        self.partner = partner
        self.usual_title = like.usual_title if like else ""
        super().__init__(data, initial=_initial(like) if like else {"limit_count": 1})
        branches: Any = self.fields["branches"]
        branches.queryset = PartnerBranch.objects.filter(page=partner.page).order_by("sort_order")
        if partner.page is None or branches.queryset.count() < 2:
            del self.fields["branches"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("limit_period") not in COUNTED and "limit_count" in self.errors:
            del self.errors["limit_count"]  # nobody is asked for it
            cleaned["limit_count"] = 1
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day must not lie before the first."))
        return cleaned

    def _written(self, title: str) -> str:
        # What went without saying before goes without saying again, with the new amount.
        written = super()._written(title)
        return "" if _plain(written) == _plain(self.usual_title) else written

    def clean_limit_period(self) -> str:
        return self.cleaned_data["limit_period"] or LimitPeriod.UNLIMITED

    @property
    def facts(self) -> BenefitFacts:
        cleaned = self.cleaned_data
        basics = super().facts
        has_count = cleaned["limit_period"] in COUNTED
        days = cleaned["weekdays"] or Weekday.values
        return BenefitFacts(
            **{
                name: getattr(basics, name)
                for name in ("kind", "title", "terms", "percent", "price", "regular_price")
            },
            for_standard=cleaned["cards"] != "jubilee",
            for_jubilee=cleaned["cards"] != "standard",
            companions=cleaned["companions"] or 0,
            branches=frozenset(branch.pk for branch in cleaned.get("branches", ())),
            weekdays=sum(1 << day for day in days),
            from_time=cleaned["from_time"],
            until_time=cleaned["until_time"],
            valid_from=cleaned["valid_from"],
            valid_until=cleaned["valid_until"],
            limit_period=cleaned["limit_period"],
            limit_count=(cleaned["limit_count"] or 1) if has_count else 1,
        )

    @property
    def has_more(self) -> bool:
        """Whether something is said or wrong among what most benefits don't need."""
        names = [name for name in self.MORE if name in self.fields]
        if any(name in self.errors for name in names):
            return True
        return any(
            self[name].value() not in (None, "", [], 0, "0", 1, "1", *_USUAL) for name in names
        )


def _plain(title: str) -> str:
    return " ".join(title.split())


_USUAL = (LimitPeriod.UNLIMITED.value, list(Weekday.values))


def _initial(facts: BenefitFacts) -> dict[str, Any]:
    names = (
        "kind",
        "title",
        "terms",
        "percent",
        "price",
        "regular_price",
        "companions",
        "from_time",
        "until_time",
        "valid_from",
        "valid_until",
        "limit_period",
        "limit_count",
    )
    return {
        **{name: getattr(facts, name) for name in names},
        "cards": "standard"
        if not facts.for_jubilee
        else "jubilee"
        if not facts.for_standard
        else "",
        "branches": list(facts.branches),
        "weekdays": [day for day in Weekday.values if facts.weekdays >> day & 1]
        if facts.weekdays != (1 << len(Weekday.values)) - 1
        else [],
    }
