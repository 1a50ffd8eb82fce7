"""How a person gets to their saved searches: by the link of a mail, or signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from core.links import follow_link, opened_link
from core.models import SecretLink
from matching.alerts.links import SEARCHES
from matching.alerts.services import recipient_of
from matching.models import AlertRecipient

ONE: Final = "suche"  # in the address: the key of the one search to show


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


def follow_to_search(request: HttpRequest, secret: str, search: int) -> HttpResponse:
    """From a mail's link to the page of just one search: `/l/<secret>/suche/7/`."""
    response = follow_link(request, secret)
    if response.status_code == HTTPStatus.FOUND:
        response.headers["Location"] += f"?{ONE}={search}"
    return response


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
