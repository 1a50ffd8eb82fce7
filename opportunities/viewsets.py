from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from core.admin_listings import (
    BULK_COLUMN,
    STATUS_COLUMN,
    TITLE_COLUMN,
    UPDATED_COLUMN,
    FlatPageViewSet,
    parent_column,
)
from core.models import EngagementField
from opportunities.enums import TimeModel
from opportunities.models import OpportunityPage
from organisations.viewsets import own_municipalities


class OpportunityAdminFilterSet(WagtailFilterSet):
    municipality = django_filters.ModelChoiceFilter(
        label=_("Town"), queryset=own_municipalities, empty_label=_("All")
    )
    time_model = django_filters.ChoiceFilter(
        label=_("Time model"), choices=TimeModel.choices, empty_label=_("All")
    )
    engagement_fields = django_filters.ModelChoiceFilter(
        label=_("Field of engagement"),
        queryset=EngagementField.objects.all(),
        empty_label=_("All"),
    )
    running = django_filters.ChoiceFilter(
        label=_("Still open"),
        choices=[("yes", _("Open")), ("no", _("Expired"))],
        empty_label=_("All"),
        method="filter_running",
    )
    live = django_filters.BooleanFilter(label=_("Published"))

    class Meta:
        model = OpportunityPage
        fields = ["municipality", "time_model", "engagement_fields", "running", "live"]

    def filter_running(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "yes":
            return queryset.exclude(open_until__lt=timezone.localdate())
        return queryset.filter(open_until__lt=timezone.localdate())


class OpportunityViewSet(FlatPageViewSet):
    model = OpportunityPage
    name = "opportunities"
    url_namespace = "opportunities_admin"  # the plain name is the public addresses'
    icon = "pick"
    menu_label = _("Opportunities")
    menu_order = 100
    columns = [
        BULK_COLUMN,
        TITLE_COLUMN,
        parent_column(_("Organisation")),
        Column("time_model", label=_("Time model"), accessor="get_time_model_display"),
        DateColumn("open_until", label=_("Open until"), sort_key="open_until", width="12%"),
        UPDATED_COLUMN,
        STATUS_COLUMN,
    ]
    filterset_class = OpportunityAdminFilterSet
