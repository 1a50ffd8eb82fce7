"""Shops that wait for the town, on the first page of the administration."""

from collections.abc import Mapping
from typing import Any, Final

from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from partners.models import PartnerProposal

SHOWN: Final = 5


class ProposalsPanel(Component):
    """The proposals that have waited longest, and how many there are."""

    name = "partner_proposals"
    template_name = "partners/admin/waiting.html"
    order = 206

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        waiting = PartnerProposal.objects.managed_by(user).waiting()
        oldest = waiting.select_related("municipality").order_by("confirmed_at", "pk")
        return {"proposals": oldest[:SHOWN], "more": max(0, waiting.count() - SHOWN)}


def add_panel(request: Any, panels: list[Any]) -> None:
    """For the hook `construct_homepage_panels`."""
    policy = policy_registry.get_by_type(PartnerProposal)
    if policy.user_has_any_permission(request.user, ["view", "change"]):
        panels.append(ProposalsPanel())
