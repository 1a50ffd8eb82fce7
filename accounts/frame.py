"""What apps above put into the navigation of the own account.

@hooks.register("account_navigation")
def own_applications(user):
    return AccountLink(label=_("My applications"), url=reverse("applications:own"), order=100)
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail import hooks

from accounts.models import User


@dataclass(frozen=True, kw_only=True)
class AccountLink:
    """An entry between the overview and the settings; `icon` is one of the sprite's."""

    label: str | Promise
    url: str
    icon: str = "arrow"
    order: int = 100


def account_navigation(user: User) -> list[AccountLink]:
    """Where one can go from the own account, in order."""
    links = (hook(user) for hook in hooks.get_hooks("account_navigation"))
    return sorted((link for link in links if link), key=lambda link: link.order)
