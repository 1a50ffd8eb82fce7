"""The rules in the administration, of the own town or, for the office, of all."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import AdminDateInput

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardRule
from ehrenamtskarte.querysets import CardRuleQuerySet
from ehrenamtskarte.rules.admin.panels import PANELS
from ehrenamtskarte.rules.admin.views import (
    RemoveRuleView,
    RuleInFullView,
    RulesView,
    RuleView,
    SuccessorView,
)
from ehrenamtskarte.rules.calendar import DAY
from ehrenamtskarte.rules.words import stated
from municipalities.models import Municipality
from municipalities.scoping import MunicipalityScopedViewSet

ASSOCIATION = "association"
# What the list has room for.
MOST_ASKED = (
    "hours_per_week",
    "hours_per_year",
    "prior_years",
    "total_years",
    "minimum_age",
    "validity_years",
    "signatures",
)


def own_municipalities(request: Any) -> QuerySet[Municipality]:
    towns: QuerySet[Municipality] = Municipality.objects.managed_by(request.user)
    return towns


class CardRuleFilterSet(WagtailFilterSet):
    municipality = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Town"),
        queryset=own_municipalities,
        empty_label=gettext_lazy("All"),
        null_label=gettext_lazy("whole association"),
        null_value=ASSOCIATION,
    )
    card_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of card"),
        choices=CardType.choices,
        empty_label=gettext_lazy("All"),
    )
    on = django_filters.DateFilter(
        label=gettext_lazy("Counts on"), method="counting_on", widget=AdminDateInput
    )

    class Meta:
        model = CardRule
        fields = ["municipality", "card_type"]

    def counting_on(self, rules: CardRuleQuerySet, name: str, day: date) -> CardRuleQuerySet:
        return rules.counting(day)


def _until(rule: CardRule) -> str:
    """The day before the next rule, or the end of this one."""
    followed_on: date | None = getattr(rule, "followed_on", None)
    ends = [followed_on - DAY if followed_on else None, rule.valid_until]
    last = min((day for day in ends if day), default=None)
    return date_format(last, "SHORT_DATE_FORMAT") if last else ""


def _counts(rule: CardRule) -> bool:
    today = timezone.localdate()
    followed_on: date | None = getattr(rule, "followed_on", None)
    return rule.holds(today) and (followed_on is None or followed_on > today)


def _says(rule: CardRule) -> str:
    return "; ".join(f"{line.label}: {line.text}" for line in stated(rule, MOST_ASKED))


class CardRuleViewSet(MunicipalityScopedViewSet):
    """Who gets the card: rules with a day from which on they count."""

    model = CardRule
    name = "card_rules"
    icon = "list-ol"
    menu_label = gettext_lazy("Rules")
    menu_order = 500
    index_view_class = RulesView
    copy_view_class = SuccessorView
    edit_view_class = RuleView
    delete_view_class = RemoveRuleView
    inspect_view_class = RuleInFullView
    inspect_view_enabled = True
    filterset_class = CardRuleFilterSet
    ordering = ["municipality__name", "card_type", "-valid_from"]
    list_display = [
        "__str__",
        Column("card_type", label=gettext_lazy("Kind of card"), accessor="get_card_type_display"),
        Column("until", label=gettext_lazy("Counts until"), accessor=_until),
        BooleanColumn("counts", label=gettext_lazy("Counts today"), accessor=_counts),
        BooleanColumn("is_used", label=gettext_lazy("In use")),
        Column("says", label=gettext_lazy("Says, among other things"), accessor=_says),
    ]
    edit_handler = PANELS

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs.
        return {"template_name": RuleInFullView.template_name, "fields": ["valid_from"], **kwargs}
