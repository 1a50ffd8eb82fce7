"""The town's list of cases."""

import datetime as dt
from functools import cached_property
from typing import Any, Final

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views import generic

from ehrenamtskarte.applications.states import NOT_YET_SENT, UNDECIDED
from ehrenamtskarte.deciding.case import standing_judgement
from ehrenamtskarte.deciding.finding import SHORTEST, in_state, keys_of
from ehrenamtskarte.deciding.scope import CaseMixin, own_towns, scope_of
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.querysets import CardApplicationQuerySet
from municipalities.models import Municipality

MOST_COUNTED: Final = 10_000
AGES: Final = (
    (7, gettext_lazy("a week or longer")),
    (28, gettext_lazy("four weeks or longer")),
    (90, gettext_lazy("three months or longer")),
)


class CasePaginator(WagtailPaginator):
    """Counts no further than anybody turns pages."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST_COUNTED].count())


def _towns(request: Any) -> Any:
    return Municipality.objects.managed_by(request.user)


class CaseFilterSet(WagtailFilterSet):
    """Without a state, those are listed that wait for the town."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[one for one in State.choices if one[0] not in (*NOT_YET_SENT, State.READY)],
        empty_label=State.READY.label,
        method="left_to_the_list",
    )
    card_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of card"),
        choices=CardType.choices,
        empty_label=gettext_lazy("All"),
    )
    waiting = django_filters.ChoiceFilter(
        label=gettext_lazy("Waits for"),
        choices=AGES,
        method="of_age",
        empty_label=gettext_lazy("All"),
    )
    municipality = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Town"), queryset=_towns, empty_label=gettext_lazy("All")
    )

    class Meta:
        model = CardApplication
        fields = ["state", "card_type", "waiting", "municipality"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request and len(own_towns(self.request.user)) < 2:
            del self.filters["municipality"]

    def left_to_the_list(
        self, cases: CardApplicationQuerySet, name: str, state: str
    ) -> CardApplicationQuerySet:
        """What none or one means depends on whether somebody searches (`CasesView`)."""
        return cases

    def of_age(
        self, cases: CardApplicationQuerySet, name: str, days: str
    ) -> CardApplicationQuerySet:
        return cases.filter(waiting_since__lte=timezone.now() - dt.timedelta(days=int(days)))


def title_id(case: CardApplication) -> str:
    return f"case_{case.pk}_title"


def case_address(case: CardApplication) -> str:
    return reverse("card_cases:inspect", args=[case.pk])


def recommendation(case: CardApplication) -> str | Promise:
    """What the rule says, in a word."""
    judgement = standing_judgement(case)
    if judgement is None:
        return _("no rule for this day")
    number = len(judgement.not_met)
    if number:
        return ngettext("%(number)d criterion not met", "%(number)d criteria not met", number) % {
            "number": number
        }
    return judgement.recommendation.label


def bounced(case: CardApplication) -> int:
    return sum(1 for one in case.attestations.all() if one.bounced_at)


def what_the_rule_says(case: CardApplication) -> str:
    words = str(recommendation(case))
    if case.state in UNDECIDED and bounced(case):
        return format_html("{}<br>{}", words, _("A mail to an organisation came back."))
    return words


def since_when(case: CardApplication) -> str:
    if case.waiting_since is None:
        return ""
    return timesince(case.waiting_since, depth=1)


CHECKBOX: Final = BulkActionsCheckboxColumn("bulk_actions", obj_type="case")
NAME: Final = TitleColumn(
    "name",
    label=gettext_lazy("Name"),
    accessor=lambda case: f"{case.last_name}, {case.first_name}".strip(", ") or "–",
    get_url=case_address,
    get_title_id=title_id,
    classname="case-name",
)
# On a telephone there is no room for it.
MINOR: Final = "case-minor"
KIND: Final = Column(
    "card_type",
    label=gettext_lazy("Kind"),
    accessor="get_card_type_display",
    classname=MINOR,
)
TOWN: Final = Column("municipality", label=gettext_lazy("Town"), accessor="municipality")
RULE: Final = Column("rule", label=gettext_lazy("The rule says"), accessor=what_the_rule_says)
STATE: Final = Column("state", label=gettext_lazy("State"), accessor="get_state_display")
SOURCE: Final = Column(
    "source",
    label=gettext_lazy("How it came"),
    accessor="get_source_display",
    classname=MINOR,
)
SINCE: Final = Column(
    "waiting_since",
    label=gettext_lazy("Since"),
    accessor=since_when,
    sort_key="waiting_since",
    width="12%",
)


class CasesView(CaseMixin, generic.IndexView):
    """The cases of one state, those first that have waited longest; a search finds all states."""

    paginator_class = CasePaginator
    template_name = "ehrenamtskarte/deciding/cases.html"
    is_searchable = True
    default_ordering = ("waiting_since", "pk")

    @cached_property
    def columns(self) -> list[Any]:
        """Without what is the same in every row."""
        has_towns = len(own_towns(self.request.user)) > 1
        columns = [CHECKBOX, NAME, KIND]
        columns += [TOWN] if has_towns else []
        columns += [RULE, *([STATE] if self.is_searching else []), SOURCE, SINCE]
        return columns

    @cached_property
    def add_item_label(self) -> str:
        return _("Type in an application on paper")

    def are_few(self) -> bool:
        return bool(self.is_searching)

    def get_base_queryset(self) -> CardApplicationQuerySet:
        own: Any = super().get_base_queryset()
        cases: CardApplicationQuerySet = own.with_what_is_judged()
        return cases

    def filter_queryset(self, queryset: CardApplicationQuerySet) -> CardApplicationQuerySet:
        cases: CardApplicationQuerySet = super().filter_queryset(queryset)
        if not self.is_searching:
            return cases.filter(state=self._state or State.READY)
        return in_state(cases, self._state) if self._state else cases

    def order_queryset(self, queryset: CardApplicationQuerySet) -> CardApplicationQuerySet:
        # Of what is over, the newest is looked for.
        newest_first = self.ordering == "-waiting_since" or (
            not self.is_explicitly_ordered and self._state and self._state not in UNDECIDED
        )
        sign = "-" if newest_first else ""
        return queryset.order_by(f"{sign}waiting_since", f"{sign}pk")

    def search_queryset(self, queryset: CardApplicationQuerySet) -> CardApplicationQuerySet:
        if not self.is_searching:
            return queryset
        keys = keys_of(self.search_query, towns=scope_of(self.request.user))
        return queryset.filter(pk__in=keys)

    @property
    def _state(self) -> str:
        is_valid = self.filters and self.filters.is_valid()
        return str(self.filters.form.cleaned_data.get("state") or "") if is_valid else ""

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching:
            if len(self.search_query.strip()) < SHORTEST:
                return _("Please type at least two letters.")
            return _("Nobody's name and no organisation begins so.")
        if self._state or self.is_filtering:
            return _("There are none of these.")
        return _("Nothing waits for your decision. How nice!")
