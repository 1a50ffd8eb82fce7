from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column

from ehrenamtskarte.keys.admin.views import (
    KeysView,
    KeyView,
    MakeView,
    RetireView,
    RotateView,
    WithdrawView,
)
from ehrenamtskarte.keys.encryption import is_readable
from ehrenamtskarte.keys.states import state_of
from ehrenamtskarte.models import IssuerKey
from municipalities.models import Municipality
from municipalities.scoping import MunicipalityScopedViewSet


def own_municipalities(request: Any) -> QuerySet[Municipality]:
    towns: QuerySet[Municipality] = Municipality.objects.managed_by(request.user)
    return towns


class IssuerKeyFilterSet(WagtailFilterSet):
    municipality = django_filters.ModelChoiceFilter(
        label=_("Town"), queryset=own_municipalities, empty_label=_("All")
    )

    class Meta:
        model = IssuerKey
        fields = ["municipality"]


def _day(moment: datetime | None) -> str:
    local = timezone.localtime(moment) if moment else None
    return date_format(local, "SHORT_DATETIME_FORMAT") if local else ""


def _state(key: IssuerKey) -> str:
    return str(state_of(key, timezone.now()).label)


class IssuerKeyViewSet(MunicipalityScopedViewSet):
    """The keys with which towns sign their cards."""

    model = IssuerKey
    name = "card_keys"
    icon = "key"
    menu_label = _("Keys")
    menu_order = 800
    index_view_class = KeysView
    add_view_class = MakeView
    inspect_view_class = KeyView
    inspect_view_enabled = True
    copy_view_enabled = False
    filterset_class = IssuerKeyFilterSet
    ordering = ["municipality__name", "-signs_from", "-pk"]
    list_display = [
        "kid",
        Column("municipality", label=_("Town"), accessor="municipality"),
        Column("state", label=_("State"), accessor=_state),
        BooleanColumn("readable", label=_("Can be read"), accessor=is_readable),
        Column("signs_from", label=_("Signs from"), accessor=lambda key: _day(key.signs_from)),
        Column("retired_at", label=_("Signs until"), accessor=lambda key: _day(key.retired_at)),
    ]
    form_fields = ["municipality"]

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs.
        return {
            "template_name": KeyView.template_name,
            "fields": ["kid"],
            "rotate_url_name": self.get_url_name("rotate"),
            "retire_url_name": self.get_url_name("retire"),
            "withdraw_url_name": self.get_url_name("withdraw"),
            **kwargs,
        }

    @cached_property
    def rotate_view(self) -> Callable[..., Any]:
        return self.construct_view(RotateView, fields=["kid"])

    @cached_property
    def retire_view(self) -> Callable[..., Any]:
        return self.construct_view(RetireView, fields=["kid"])

    @cached_property
    def withdraw_view(self) -> Callable[..., Any]:
        return self.construct_view(WithdrawView, fields=["kid"])

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("rotate/<int:pk>/", self.rotate_view, name="rotate"),
            path("retire/<int:pk>/", self.retire_view, name="retire"),
            path("withdraw/<int:pk>/", self.withdraw_view, name="withdraw"),
        ]
