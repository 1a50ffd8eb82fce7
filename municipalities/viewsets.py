from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from municipalities.forms import FoundMunicipalityForm
from municipalities.models import Municipality
from municipalities.scoping import MunicipalityScopedViewSet


class FoundMunicipalityView(generic.CreateView):
    """Not every field of a town, only what founding one needs."""

    def get_form_class(self) -> type[FoundMunicipalityForm]:
        return FoundMunicipalityForm

    def get_panel(self) -> None:
        return None

    def save_instance(self) -> Municipality:
        return self.form.save()


class MunicipalityViewSet(MunicipalityScopedViewSet):
    """The association's towns; coordinators see and change their own one."""

    model = Municipality
    name = "municipalities"
    icon = "site"
    menu_label = _("Towns")
    menu_order = 150
    add_to_admin_menu = True
    add_view_class = FoundMunicipalityView
    list_display = [
        "name",
        Column("ags", label=_("Key (AGS)"), accessor="ags"),
        Column("desk_name", label=_("Contact desk"), accessor="desk_name"),
        Column("desk_email", label=_("E-mail"), accessor="desk_email"),
    ]
    search_fields = ["name", "ags"]
    inspect_view_enabled = False
    copy_view_enabled = False
