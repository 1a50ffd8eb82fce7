import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.benefits.facts import BenefitFacts, title_for
from partners.enums import BenefitKind

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

LONGEST_TITLE = 100  # characters of a new line; longer ones swamp every list


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
        if len(title) > LONGEST_TITLE and title != self.initial.get("title"):
            self.add_error(
                "title",
                gettext("Please say it in at most %(number)d characters; the rest fits below.")
                % {"number": LONGEST_TITLE},
            )
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
