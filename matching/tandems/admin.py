"""Tandem programmes of the own town in the administration."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from matching.admin_pages import RecordsView
from matching.models import TandemProgramme
from matching.tandems import screens
from municipalities.scoping import MunicipalityScopedViewSet

# Beside Wagtail's: view and address, each below the programme's key.
OWN: Mapping[str, tuple[type, str]] = {
    "pair": (screens.PairView, ""),
    "add_person": (screens.AddPersonView, "<slug:side>/"),
    "person": (screens.PersonView, "<int:person>/"),
    "tandem": (screens.TandemView, "<int:tandem>/"),
    "letter": (screens.LetterView, "<int:tandem>/"),
}


class TandemProgrammeViewSet(MunicipalityScopedViewSet):
    """People who accompany others, one to one."""

    model = TandemProgramme
    # `tandems` are the addresses of the two themselves.
    name = "tandems_admin"
    url_prefix = "tandems"
    icon = "user"
    menu_label = _("Tandems")
    index_view_class = RecordsView
    add_view_class = screens.AddProgrammeView
    edit_view_class = screens.EditProgrammeView
    inspect_view_class = screens.ProgrammeView
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["title", "pk"]
    search_fields = ["title"]
    list_display = [
        "title",
        Column("municipality", label=_("Town"), accessor="municipality"),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {name: self.get_url_name(name) for name in ("inspect", "edit", *OWN)}
        common: dict[str, Any] = super().get_common_view_kwargs(**{"url_names": names, **kwargs})
        return common

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs; the fields alone would tell nobody anything.
        return {"template_name": screens.ProgrammeView.template_name, "fields": ["title"], **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        own = [
            path(f"{name}/<int:pk>/{route}", self.construct_view(view), name=name)
            for name, (view, route) in OWN.items()
        ]
        return [*super().get_urlpatterns(), *own]
