"""What stands in the navigation of a shop's desk, and on its first page.

A part is one line in `PARTS`: the name of its view (which takes `partner` alone), so that nothing
is imported here. Pieces of the first page are registered as with every frame (`core.sections`):

    @hooks.register("partner_desk_sections")
    def figures(partner, request):
        return Section(template="…", context={…}, order=200)

What needs the owner now:

    @hooks.register("partner_desk_tasks")
    def conflicts(partner):
        yield DeskTask(label=_("redemptions to look at"), url=…, count=3)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from partners.models import Partner


@dataclass(frozen=True, kw_only=True)
class DeskPart:
    """An entry of the desk's navigation; `icon` is one of `static/icons/sprite.svg`."""

    label: str | Promise
    view_name: str
    icon: str = "arrow"

    def url(self, partner: Partner) -> str:
        return reverse(self.view_name, kwargs={"partner": partner.pk})


# In the order of the screen.
PARTS: list[DeskPart] = [
    DeskPart(label=_("Overview"), view_name="partner_desk:home", icon="home"),
    DeskPart(label=_("Benefits"), view_name="partner_benefits:list", icon="coins"),
    DeskPart(label=_("Devices"), view_name="partner_devices:index", icon="phone"),
    DeskPart(label=_("Figures"), view_name="partner_figures:month", icon="calendar"),
    DeskPart(label=_("Profile"), view_name="partner_profile:profile", icon="flag"),
    DeskPart(label=_("Owners"), view_name="partner_owners:list", icon="people"),
]


@dataclass(frozen=True, kw_only=True)
class DeskTask:
    """Something that waits for the owner; `label` says what, without the number.

    A count of zero is no task and is left out; without `count` there is none.
    """

    label: str
    url: str
    count: int | None = None
    order: int = 100


def tasks_of(partner: Partner) -> list[DeskTask]:
    """What needs the owner now, the most urgent first."""
    tasks: Iterable[DeskTask] = (
        task for hook in hooks.get_hooks("partner_desk_tasks") for task in hook(partner) or ()
    )
    return sorted((task for task in tasks if task.count != 0), key=lambda task: task.order)
