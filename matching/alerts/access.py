"""How a person gets to their saved searches: by the link of a mail, or signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from core.links import opened_link
from core.models import SecretLink
from matching.alerts.links import SEARCHES
from matching.alerts.services import recipient_of
from matching.models import AlertRecipient


@dataclass(frozen=True)
class Access:
    """Whose searches they are, and how one got there."""

    recipient: AlertRecipient
    link: SecretLink | None = None

    def address(self, name: str) -> str:
        """Another view's address in the same way."""
        if self.link is None:
            return reverse(f"alerts:{name}")
        return reverse(f"alerts:{name}_by_link", kwargs={"link": self.link.pk})

    @property
    def layout(self) -> str:
        """What the page stands in: the account's frame, or the site's."""
        return "allauth/layouts/manage.html" if self.link is None else "matching/alerts/base.html"


PersonView = Callable[[HttpRequest, Access], HttpResponse]


def person_paths(route: str, view: PersonView, *, name: str) -> list[URLPattern]:
    """The two addresses of a view: `alerts:<name>` and `alerts:<name>_by_link`."""

    @opened_link(SEARCHES)
    @wraps(view)
    def by_link(request: HttpRequest, link: SecretLink) -> HttpResponse:
        recipient: Any = link.subject
        return view(request, Access(recipient, link))

    @login_required
    @never_cache
    @wraps(view)
    def by_account(request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        return view(request, Access(recipient_of(user)))

    return [
        path(f"suchen/<key:link>/{route}", by_link, name=f"{name}_by_link"),
        path(f"konto/suchen/{route}", by_account, name=name),
    ]
