from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from organisations.desk.frame import navigation_of
from organisations.models import Organisation

register = template.Library()


@register.inclusion_tag("organisations/desk/navigation.html", takes_context=True)
def desk_navigation(context: Context) -> dict[str, Any]:
    """The navigation of the desk at which the request's user sits, and the way to other desks."""
    request = context["request"]
    desk = request.desk
    links = [
        link for link in navigation_of(desk.organisation) if desk.is_owner or not link.for_owners
    ]
    others = Organisation.objects.with_desk_of(request.user).exclude(pk=desk.organisation.pk)
    home = reverse("desk:home", kwargs={"organisation": desk.organisation.pk})
    return {
        "organisation": desk.organisation,
        "home": home,
        "links": links,
        "current": _current(request.path, [home, *(link.url for link in links)]),
        "has_others": others.exists(),
    }


def _current(path: str, addresses: list[str]) -> str:
    """Of the addresses above `path` the nearest."""
    return max((one for one in addresses if path.startswith(one)), key=len, default="")
