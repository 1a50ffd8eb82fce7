"""Speed-datings of the own town in the administration."""

from collections.abc import Mapping
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from matching.admin_pages import RecordsView
from matching.models import SpeedDating
from matching.speeddating import part_views, views
from municipalities.scoping import MunicipalityScopedViewSet

# Beside Wagtail's: view and address, each below the event's key.
OWN: Mapping[str, tuple[type, str]] = {
    "plan": (views.PlanView, ""),
    "people": (part_views.PeopleView, ""),
    "guest": (part_views.GuestView, "<int:guest>/"),
    "new_table": (part_views.NewTableView, ""),
    "table": (part_views.TableView, "<int:table>/"),
    "move": (views.MoveView, "<int:guest>/<int:number>/"),
    "print": (views.PrintView, "<slug:sheets>/"),
}


class SpeedDatingViewSet(MunicipalityScopedViewSet):
    """People and organisations meet for some minutes each."""

    model = SpeedDating
    name = "speed_datings"
    icon = "time"
    menu_label = _("Speed-dating")
    index_view_class = RecordsView
    add_view_class = views.AddEventView
    edit_view_class = views.EditEventView
    inspect_view_class = views.EventView
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["-takes_place_on", "-pk"]
    search_fields = ["title", "place"]
    list_display = [
        "title",
        Column("municipality", label=_("Town"), accessor="municipality"),
        DateColumn("takes_place_on", label=_("Day"), width="15%"),
        Column("place", label=_("Place"), accessor="place"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("municipality"),
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("takes_place_on"), FieldPanel("starts_at")]),
            FieldPanel("place"),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("rounds"),
                            FieldPanel("minutes"),
                            FieldPanel("change_minutes"),
                        ]
                    )
                ],
                heading=_("Rounds"),
            ),
            FieldPanel("note"),
            FieldPanel("kept_days"),
        ]
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {name: self.get_url_name(name) for name in ("inspect", "edit", *OWN)}
        common: dict[str, Any] = super().get_common_view_kwargs(**{"url_names": names, **kwargs})
        return common

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # The view shows what it needs; the fields alone would tell nobody anything.
        return {"template_name": views.EventView.template_name, "fields": ["title"], **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        own = [
            path(
                f"{name}/<int:pk>/{route}",
                self.construct_view(view),
                name=name,
            )
            for name, (view, route) in OWN.items()
        ]
        return [*super().get_urlpatterns(), *own]
