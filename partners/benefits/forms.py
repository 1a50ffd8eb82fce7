import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.enums import Weekday
from opportunities.desk.forms.base import day_input, time_input
from partners.benefits.facts import BenefitFacts, title_for
from partners.enums import BenefitKind, LimitPeriod
from partners.models import Benefit, Partner, PartnerBranch

# Kinds of benefits as somebody at the counter says it; what an imported list left open comes last.
KINDS = [
    (BenefitKind.PERCENT, _("A percentage off the price")),
    (BenefitKind.PRICE, _("A lower price")),
    (BenefitKind.FREE_ENTRY, _("Free entry")),
    (BenefitKind.FREE_EXTRA, _("Something on top, for example a coffee")),
    (BenefitKind.RAFFLE, _("A raffle")),
    (BenefitKind.EVENT, _("An event for card holders")),
    (BenefitKind.OTHER, _("Something else")),
]
# `10 %`, `10 Prozent` in a line of words.
PERCENT = re.compile(r"(\d{1,3})\s*(?:%|prozent\b)", re.IGNORECASE)
# Both kinds of card, or one of them.
CARDS = [
    ("", _("Every Ehrenamtskarte")),
    ("standard", _("Only the Ehrenamtskarte")),
    ("jubilee", _("Only the Jubilee Ehrenamtskarte")),
]


def price_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    """An amount of euros, typed with a comma as people do."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=False,
        localize=True,
        min_value=Decimal(0),
        max_digits=7,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"}),
        error_messages={"invalid": _("Please give an amount in euros, for example 4.50.")},
    )


class BenefitBasics(forms.Form):
    """What a benefit is, with no more questions than a first one needs."""

    kind = forms.ChoiceField(
        label=_("What do card holders get?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what card holders get.")},
    )
    percent = forms.IntegerField(
        label=_("How many percent?"),
        help_text=_("Only for a percentage."),
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--short"}),
        error_messages={
            "invalid": _("Please give a percentage from 1 to 100."),
            "min_value": _("Please give a percentage from 1 to 100."),
            "max_value": _("Please give a percentage from 1 to 100."),
        },
    )
    price = price_field(_("Price with the card (€)"), _("Only for a lower price."))
    regular_price = price_field(_("Price without the card (€)"))
    title = forms.CharField(
        label=_("In one line"),
        help_text=_(
            "As people shall read it, for example: ten percent off bread and rolls. With a"
            " percentage or a price you may leave it empty."
        ),
        required=False,
        max_length=160,
    )
    terms = forms.CharField(
        label=_("Terms, if there are any"),
        help_text=_("For example: Not for tobacco. Not together with other discounts."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind is None:
            return cleaned
        if kind != BenefitKind.PERCENT:
            cleaned["percent"] = None
        elif cleaned.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", _("Please say how many percent."))
        if kind != BenefitKind.PRICE:
            cleaned["price"] = None
        elif cleaned.get("price") is None and "price" not in self.errors:
            self.add_error("price", _("Please say what it costs with the card."))
        if kind not in (BenefitKind.PRICE, BenefitKind.FREE_ENTRY):
            cleaned["regular_price"] = None
        price, regular = cleaned.get("price"), cleaned.get("regular_price")
        if price is not None and regular is not None and price >= regular:
            self.add_error("price", _("With the card it has to cost less than without."))
        title = self._written(cleaned.get("title") or "") or title_for(
            kind, percent=cleaned.get("percent"), price=price, regular_price=regular
        )
        cleaned["title"] = title
        said = {int(number) for number in PERCENT.findall(title)}
        if cleaned.get("percent") and said and cleaned["percent"] not in said:
            self.add_error("title", _("The line says another percentage than the field above."))
        if not title and not {"percent", "price", "title"} & set(self.errors):
            self.add_error("title", _("Please say in one line what card holders get."))
        return cleaned

    def _written(self, title: str) -> str:
        """The line as somebody wrote it; empty where the usual one will do."""
        return title.strip()

    @property
    def facts(self) -> BenefitFacts:
        """What was typed; only for a valid form."""
        cleaned = self.cleaned_data
        names = ("kind", "title", "terms", "percent", "price", "regular_price")
        return BenefitFacts(**{name: cleaned[name] for name in names})


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
        has_count = cleaned["limit_period"] in (
            LimitPeriod.DAY,
            LimitPeriod.MONTH,
            LimitPeriod.YEAR,
        )
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


class EndForm(forms.Form):
    """When a benefit ends."""

    last_day = forms.DateField(
        label=_("Last day"),
        widget=day_input(),
        error_messages={"required": _("Please choose the last day.")},
    )

    def __init__(self, data: Any, *, earliest: date) -> None:
        super().__init__(data, initial={"last_day": earliest})
        self.earliest = earliest

    def clean_last_day(self) -> date:
        last_day: date = self.cleaned_data["last_day"]
        if last_day < self.earliest:
            raise ValidationError(
                _("People rely on it. The earliest last day is %(day)s."),
                params={"day": f"{self.earliest:%d.%m.%Y}"},
            )
        return last_day


class TranslationForm(forms.Form):
    """A benefit in one other language; empty: it is shown in German."""

    title = forms.CharField(label=_("In one line"), required=False, max_length=160)
    terms = forms.CharField(
        label=_("Terms"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, benefit: Benefit, language: str) -> None:
        self.benefit, self.language = benefit, language
        self.name = str(dict(settings.LANGUAGES)[language])
        before = benefit.translations.filter(language=language).first()
        super().__init__(
            data,
            prefix=language,
            initial={"title": before.title, "terms": before.terms} if before else {},
        )
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("terms") and not cleaned.get("title"):
            self.add_error("title", _("Please translate the line, too."))
        return cleaned

    def keep(self) -> None:
        """Save the translation, or take it away if it was emptied."""
        rows = self.benefit.translations
        if title := self.cleaned_data["title"].strip():
            rows.update_or_create(
                language=self.language,
                defaults={"title": title, "terms": self.cleaned_data["terms"].strip()},
            )
        else:
            for row in rows.filter(language=self.language):
                row.delete()
