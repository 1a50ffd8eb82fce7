"""What apps above put on an organisation's desk.

They register functions as with Wagtail's own hooks:

    @hooks.register("desk_tasks")
    def new_applications(organisation):
        yield DeskTask(label=_("new applications"), url=…, count=3, order=100)

    @hooks.register("desk_navigation")
    def link_to_offers(organisation):
        return DeskLink(label=_("Offers"), url=…, icon="flag", order=100)

    @hooks.register("desk_figures")
    def views_and_applications(organisation):
        yield DeskFigure(number=212, label=_("views this month"))

    @hooks.register("organisation_desk_sections")
    def own_offers(organisation, request):
        return Section(template="…", context={…}, order=200)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail import hooks

from organisations.models import Organisation


@dataclass(frozen=True, kw_only=True)
class DeskTask:
    """Something that waits for the organisation: one line of "what needs you now".

    `label` says what, without the number (`new applications`); without `count` there is none.
    A count of zero is no task and is left out.
    """

    label: str
    url: str
    count: int | None = None
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class DeskLink:
    """An entry of the desk's navigation; `icon` is one of `static/icons/sprite.svg`."""

    label: str
    url: str
    icon: str = "arrow"
    order: int = 100
    for_owners: bool = False


@dataclass(frozen=True, kw_only=True)
class DeskFigure:
    """A number that tells how the organisation is doing."""

    number: int | str
    label: str
    order: int = 100


def tasks_of(organisation: Organisation) -> list[DeskTask]:
    """What needs the organisation now, the most urgent first."""
    tasks = _gathered("desk_tasks", organisation)
    return sorted((task for task in tasks if task.count != 0), key=lambda task: task.order)


def navigation_of(organisation: Organisation) -> list[DeskLink]:
    """Where one can go from the desk."""
    links = (hook(organisation) for hook in hooks.get_hooks("desk_navigation"))
    return sorted((link for link in links if link), key=lambda link: link.order)


def figures_of(organisation: Organisation) -> list[DeskFigure]:
    """How the organisation is doing."""
    return sorted(_gathered("desk_figures", organisation), key=lambda figure: figure.order)


def _gathered(hook_name: str, organisation: Organisation) -> Iterable:
    for hook in hooks.get_hooks(hook_name):
        yield from hook(organisation) or ()
