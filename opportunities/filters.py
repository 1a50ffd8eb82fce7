from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ForgivingFilterSet
from core.models import EngagementField
from municipalities.models import Municipality


class OpportunityFilterSet(ForgivingFilterSet):
    label = _("Filter opportunities")

    ort = django_filters.ModelChoiceFilter(
        label=_("Town"),
        empty_label=_("All towns"),
        queryset=Municipality.objects.all(),
        to_field_name="slug",
        method="in_municipality",
    )
    bereich = django_filters.ModelChoiceFilter(
        label=_("Field of engagement"),
        empty_label=_("All fields"),
        queryset=EngagementField.objects.active(),
        to_field_name="slug",
        field_name="engagement_fields",
    )

    def in_municipality(self, queryset: Any, name: str, value: Municipality) -> Any:
        return queryset.in_municipality(value)
