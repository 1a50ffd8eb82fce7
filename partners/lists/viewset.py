from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from municipalities.scoping import MunicipalityScopedViewSet
from partners.lists.doubt_views import DoubtView
from partners.lists.views import (
    AcceptSureView,
    CategoriesView,
    ReportView,
    RunView,
    StartAgainView,
    StartView,
    UploadView,
)
from partners.models import PartnerListRun

ACTIONS = ("start", "again", "accept", "categories", "report")


class PartnerListRunViewSet(MunicipalityScopedViewSet):
    """Lists of shops of the own town: upload, preview, decide, import, report."""

    model = PartnerListRun
    name = "partner_lists"
    icon = "table"
    menu_label = _("Lists of shops")
    menu_order = 400
    add_view_class = UploadView
    inspect_view_class = RunView
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["-created_at", "-pk"]
    list_display = [
        "file_name",
        Column("partner_list", label=_("List"), accessor="partner_list"),
        Column("municipality", label=_("Town"), accessor="municipality"),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("created_at", label=_("Uploaded"), width="15%"),
    ]
    form_fields = ["partner_list", "municipality", "file"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {name: self.get_url_name(name) for name in ("inspect", "doubt", *ACTIONS)}
        common: dict[str, Any] = super().get_common_view_kwargs(
            **{"run_url_name": names["inspect"], "url_names": names, **kwargs}
        )
        return common

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs; the fields alone would tell nobody anything.
        return {"template_name": RunView.template_name, "fields": ["file_name"], **kwargs}

    @cached_property
    def own_views(self) -> dict[str, Callable[..., Any]]:
        """Those beside Wagtail's, by name."""
        classes = {
            "start": StartView,
            "again": StartAgainView,
            "accept": AcceptSureView,
            "categories": CategoriesView,
            "report": ReportView,
        }
        return {name: self.construct_view(view) for name, view in classes.items()}

    @cached_property
    def doubt_view(self) -> Callable[..., Any]:
        return self.construct_view(DoubtView, template_name=DoubtView.template_name)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *(path(f"{name}/<int:pk>/", self.own_views[name], name=name) for name in ACTIONS),
            path("doubt/<int:pk>/<int:doubt>/", self.doubt_view, name="doubt"),
        ]
