"""What waits for a town: the number in the menu, and the panel on the first page."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.deciding.scope import own_cases
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import Attestation, CardApplication

MOST: Final = 99  # beyond it the number says nothing more


def waiting_label(user: Any, label: str | Promise) -> str:
    """The menu's entry, with the number of cases that wait for a decision."""
    number = own_cases(user).to_be_decided()[: MOST + 1].count()
    if not number:
        return str(label)
    shown = f"{MOST}+" if number > MOST else number
    return _("%(label)s (%(number)s)") % {"label": label, "number": shown}


class CasesPanel(Component):
    """What needs me: cases to decide, cards to make, mails that came back."""

    name = "card_cases"
    template_name = "ehrenamtskarte/deciding/panel.html"
    order = 205

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        cases = own_cases(user)
        ready = cases.to_be_decided()
        approved = cases.filter(state=State.APPROVED)
        undecided = cases.filter(state__in=UNDECIDED)
        bounced = Attestation.objects.filter(
            application__in=undecided.order_by(),
            state=AttestationState.OPEN,
            bounced_at__isnull=False,
        )
        return {
            "ready": ready.order_by()[: MOST + 1].count(),
            "oldest": ready.aggregate(oldest=Min("waiting_since"))["oldest"],
            "approved": approved.order_by()[: MOST + 1].count(),
            "bounced": list(
                bounced.select_related("application").order_by("-bounced_at", "-pk")[:5]
            ),
            "address": reverse("card_cases:index"),
            "most": MOST,
        }


def add_panel(request: Any, panels: list[Any]) -> None:
    """For the hook `construct_homepage_panels`."""
    policy = policy_registry.get_by_type(CardApplication)
    if policy.user_has_any_permission(request.user, ["view", "change"]):
        panels.append(CasesPanel())
