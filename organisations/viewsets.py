from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from core.admin_listings import (
    BULK_COLUMN,
    STATUS_COLUMN,
    TITLE_COLUMN,
    UPDATED_COLUMN,
    FlatPageViewSet,
    parent_column,
)
from core.models import EngagementField
from municipalities.models import Municipality
from organisations.models import OrganisationPage


def own_municipalities(request: Any) -> QuerySet[Municipality]:
    """The towns a filter offers: those whose pages the user may see anyway."""
    return Municipality.objects.worked_for_by(request.user)


class OrganisationAdminFilterSet(WagtailFilterSet):
    municipality = django_filters.ModelChoiceFilter(
        label=_("Town"), queryset=own_municipalities, empty_label=_("All")
    )
    sectors = django_filters.ModelChoiceFilter(
        label=_("Field of engagement"),
        queryset=EngagementField.objects.all(),
        empty_label=_("All"),
    )
    live = django_filters.BooleanFilter(label=_("Published"))

    class Meta:
        model = OrganisationPage
        fields = ["municipality", "kind", "sectors", "live"]


class OrganisationViewSet(FlatPageViewSet):
    model = OrganisationPage
    name = "organisations"
    url_namespace = "organisations_admin"  # the plain name is the public addresses'
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 110
    columns = [
        BULK_COLUMN,
        TITLE_COLUMN,
        parent_column(_("Town")),
        Column("kind", label=_("Kind"), accessor="kind"),
        UPDATED_COLUMN,
        STATUS_COLUMN,
    ]
    filterset_class = OrganisationAdminFilterSet
