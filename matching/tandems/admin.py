"""Tandem programmes of the own town in the administration."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from matching.admin_pages import RecordsViewSet
from matching.models import TandemProgramme
from matching.tandems import screens


class TandemProgrammeViewSet(RecordsViewSet):
    """People who accompany others, one to one."""

    model = TandemProgramme
    # `tandems` are the addresses of the two themselves.
    name = "tandems_admin"
    url_prefix = "tandems"
    icon = "user"
    menu_label = _("Tandems")
    add_view_class = screens.AddProgrammeView
    edit_view_class = screens.EditProgrammeView
    inspect_view_class = screens.ProgrammeView
    own_views = {
        "pair": (screens.PairView, ""),
        "add_person": (screens.AddPersonView, "<slug:side>/"),
        "person": (screens.PersonView, "<int:person>/"),
        "tandem": (screens.TandemView, "<int:tandem>/"),
        "letter": (screens.LetterView, "<int:tandem>/"),
    }
    ordering = ["title", "pk"]
    search_fields = ["title"]
    list_display = [
        "title",
        Column("municipality", label=_("Town"), accessor="municipality"),
    ]
