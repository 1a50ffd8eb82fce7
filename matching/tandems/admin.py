"""Tandem programmes of the own town in the administration."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from matching.admin_pages import RecordsViewSet
from matching.models import TandemProgramme
from matching.tandems.screens import people, programme, tandem


class TandemProgrammeViewSet(RecordsViewSet):
    """People who accompany others, one to one."""

    model = TandemProgramme
    # `tandems` are the addresses of the two themselves.
    name = "tandems_admin"
    url_prefix = "tandems"
    icon = "user"
    menu_label = _("Tandems")
    add_view_class = programme.AddProgrammeView
    edit_view_class = programme.EditProgrammeView
    delete_view_class = programme.DeleteProgrammeView
    inspect_view_class = programme.ProgrammeView
    own_views = {
        "pair": (programme.PairView, ""),
        "add_person": (people.AddPersonView, "<slug:side>/"),
        "person": (people.PersonView, "<int:person>/"),
        "tandem": (tandem.TandemView, "<int:tandem>/"),
        "letter": (tandem.LetterView, "<int:tandem>/"),
    }
    ordering = ["title", "pk"]
    search_fields = ["title"]
    list_display = [
        "title",
        Column("municipality", label=_("Town"), accessor="municipality"),
    ]
