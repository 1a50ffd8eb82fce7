"""The list of a town's cards: found by number or name, filtered, exported."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from core.spreadsheets import harmless
from ehrenamtskarte.deciding.lists import CasePaginator
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.issuing.finding import found_cards
from ehrenamtskarte.issuing.numbers import prefix_of
from ehrenamtskarte.issuing.scope import OwnMixin, own, own_towns
from ehrenamtskarte.issuing.standings import Standing, standing_of, with_standing
from ehrenamtskarte.models import Card
from municipalities.models import Municipality


def own_municipalities(request: Any) -> QuerySet[Municipality]:
    towns: QuerySet[Municipality] = Municipality.objects.managed_by(request.user)
    return towns


class CardFilterSet(WagtailFilterSet):
    standing = django_filters.ChoiceFilter(
        label=_("State"), choices=Standing.choices, method="stands_so", empty_label=_("All")
    )
    card_type = django_filters.ChoiceFilter(
        label=_("Kind of card"), choices=CardType.choices, empty_label=_("All")
    )
    is_handed_over = django_filters.BooleanFilter(
        label=_("Handed over"), field_name="handed_over_on", lookup_expr="isnull", exclude=True
    )
    municipality = django_filters.ModelChoiceFilter(
        label=_("Town"), queryset=own_municipalities, empty_label=_("All")
    )

    class Meta:
        model = Card
        fields = ["standing", "card_type", "is_handed_over", "municipality"]

    def stands_so(self, cards: QuerySet[Card], name: str, value: str) -> QuerySet[Card]:
        return with_standing(cards, value, timezone.localdate())


def standing_label(card: Card) -> str:
    standing = standing_of(card, timezone.localdate())
    return str(card.get_end_display() if standing == Standing.ENDED else standing.label)


def first_day(card: Card) -> str:
    """The day itself: Wagtail's column says how long ago it was, and of what comes “just now”."""
    return date_format(card.valid_from, "SHORT_DATE_FORMAT")


def last_day(card: Card) -> str:
    until = card.valid_until
    return date_format(until, "SHORT_DATE_FORMAT") if until else gettext("for life")


COLUMNS = [
    TitleColumn("number", label=_("Number"), accessor="number", url_name="cards:inspect"),
    Column("name", label=_("Name"), accessor="name"),
    Column("card_type", label=_("Kind of card"), accessor="get_card_type_display"),
    Column("municipality", label=_("Town"), accessor="municipality"),
    Column("valid_from", label=_("Valid from"), accessor=first_day, width="12%"),
    Column("valid_until", label=_("Valid until"), accessor=last_day, width="12%"),
    Column("standing", label=_("State"), accessor=standing_label),
]


class CardsView(OwnMixin, generic.IndexView):
    page_title = _("Cards")
    paginator_class = CasePaginator
    list_export = [
        "number",
        "name",
        "get_card_type_display",
        "municipality.name",
        "valid_from",
        "valid_until",
        "issued_at",
        "printed_at",
        "handed_over_on",
        "ended_at",
        "get_end_display",
    ]
    export_headings = {
        "get_card_type_display": _("Kind of card"),
        "municipality.name": _("Town"),
        "get_end_display": _("why"),
    }
    custom_field_preprocess = {"name": {"csv": harmless, "xlsx": harmless}}

    @property
    def header_buttons(self) -> list[HeaderButton]:
        scan = HeaderButton(_("Scan a card"), url=reverse("cards:scan"), icon_name="view")
        return [scan]

    def get_base_queryset(self) -> QuerySet[Card]:
        cards = Card.objects.with_number().select_related("municipality")
        return own(self.request.user, cards, are_few=self.is_searching)

    def order_queryset(self, queryset: QuerySet[Card]) -> QuerySet[Card]:
        # The newest first; the primary key is an index for everybody's list.
        return queryset.order_by("-pk")

    def search_queryset(self, queryset: QuerySet[Card]) -> QuerySet[Card]:
        if not self.is_searching:
            return queryset
        prefixes = sorted({prefix_of(town) for town in own_towns(self.request.user)})
        return found_cards(queryset, self.search_query, prefixes=prefixes)

    def get_filename(self) -> str:
        return "ehrenamtskarten"
