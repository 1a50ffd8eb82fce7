"""The shops' part of the administration's menu; each part of the app adds its own entry."""

from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from partners.admin.proposals import ProposalViewSet
from partners.admin.records import PartnerViewSet


class PartnerViewSetGroup(ViewSetGroup):
    """Everything about partner shops; others add theirs by `register_partner_viewset`."""

    # Short enough for the menu.
    menu_label = pgettext_lazy("menu", "Partners")
    menu_icon = "tag"
    menu_order = 135

    def __init__(self) -> None:
        added = (hook() for hook in hooks.get_hooks("register_partner_viewset"))
        self.items = (ProposalViewSet(), PartnerViewSet(), *added)
        super().__init__()
