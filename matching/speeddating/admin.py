"""Speed-datings of the own town in the administration."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from matching.admin_pages import RecordsViewSet
from matching.models import SpeedDating
from matching.speeddating import part_views, views
from matching.speeddating.forms import EventForm


def _day(event: SpeedDating) -> str:
    return date_format(event.takes_place_on, "SHORT_DATE_FORMAT")


class SpeedDatingViewSet(RecordsViewSet):
    """People and organisations meet for some minutes each."""

    model = SpeedDating
    name = "speed_datings"
    icon = "time"
    menu_label = _("Speed-dating")
    add_view_class = views.AddEventView
    edit_view_class = views.EditEventView
    inspect_view_class = views.EventView
    own_views = {
        "plan": (views.PlanView, ""),
        "people": (part_views.PeopleView, ""),
        "guest": (part_views.GuestView, "<int:guest>/"),
        "new_table": (part_views.NewTableView, ""),
        "table": (part_views.TableView, "<int:table>/"),
        "move": (views.MoveView, "<int:guest>/<int:number>/"),
        "print": (views.PrintView, "<slug:sheets>/"),
    }
    ordering = ["-takes_place_on", "-pk"]
    search_fields = ["title", "place"]
    list_display = [
        "title",
        Column("municipality", label=_("Town"), accessor="municipality"),
        # Wagtail's own column tells how long ago something was; these days are still to come.
        Column("takes_place_on", label=_("Day"), accessor=_day, width="15%"),
        Column("place", label=_("Meeting place"), accessor="place"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("municipality", heading=_("Town")),
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("takes_place_on"), FieldPanel("starts_at")]),
            FieldPanel("place", heading=_("Meeting place")),
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
        ],
        base_form_class=EventForm,
    )
