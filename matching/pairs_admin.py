"""The entry in the administration's menu under which coordinators bring people together."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from matching.speeddating.admin import SpeedDatingViewSet
from matching.tandems.admin import TandemProgrammeViewSet


class PairsViewSetGroup(ViewSetGroup):
    menu_label = _("Bring people together")
    menu_icon = "group"
    menu_order = 116
    items = (SpeedDatingViewSet(), TandemProgrammeViewSet())
