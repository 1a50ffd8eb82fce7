from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from municipalities.scoping import MunicipalityScopedViewSet
from opportunities.imports.views import (
    ReportView,
    RunView,
    StartAgainView,
    StartView,
    UploadView,
)
from opportunities.models import ImportRun


class ImportRunViewSet(MunicipalityScopedViewSet):
    """Imports of the own town: upload, preview, import, report."""

    model = ImportRun
    name = "imports"
    icon = "upload"
    menu_label = _("Import")
    menu_order = 160
    add_to_admin_menu = True
    add_view_class = UploadView
    inspect_view_class = RunView
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["-created_at", "-pk"]
    list_display = [
        "file_name",
        Column("municipality", label=_("Town"), accessor="municipality"),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("started_by", label=_("Started by"), accessor="started_by"),
        DateColumn("created_at", label=_("Uploaded"), width="15%"),
    ]
    form_fields = ["municipality", "file", "collects_elsewhere"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            **{
                "run_url_name": self.get_url_name("inspect"),
                "start_url_name": self.get_url_name("start"),
                "again_url_name": self.get_url_name("again"),
                "report_url_name": self.get_url_name("report"),
                **kwargs,
            }
        )
        return common

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs; the fields alone would tell nobody anything.
        return {"template_name": RunView.template_name, "fields": ["file_name"], **kwargs}

    @cached_property
    def start_view(self) -> Callable[..., Any]:
        return self.construct_view(StartView)

    @cached_property
    def again_view(self) -> Callable[..., Any]:
        return self.construct_view(StartAgainView)

    @cached_property
    def report_view(self) -> Callable[..., Any]:
        return self.construct_view(ReportView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("start/<int:pk>/", self.start_view, name="start"),
            path("again/<int:pk>/", self.again_view, name="again"),
            path("report/<int:pk>/", self.report_view, name="report"),
        ]
