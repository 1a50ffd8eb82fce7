"""How somebody gets to their invitation: by the link of its mail, or signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import cast

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from accounts.models import User
from core.links import opened_link
from core.models import SecretLink
from matching.invitations.links import INVITATION
from matching.models import Invitation


@dataclass(frozen=True)
class Access:
    """Somebody who answers `invitation`."""

    invitation: Invitation
    link: SecretLink | None = None  # None: signed in

    @property
    def layout(self) -> str:
        """The template that the invitation's pages extend."""
        return "base.html" if self.link else "allauth/layouts/manage.html"

    def address(self, name: str = "page") -> str:
        """The address of another view of `person_paths`, in the same way."""
        if self.link:
            return reverse(f"invitations:{name}_by_link", kwargs={"link": self.link.pk})
        return reverse(f"invitations:{name}", kwargs={"pk": self.invitation.pk})


PersonView = Callable[[HttpRequest, Access], HttpResponse]


def person_paths(route: str, view: PersonView, *, name: str) -> list[URLPattern]:
    """The two addresses of a view that gets `(request, access)`.

    They are called `invitations:<name>` and `invitations:<name>_by_link`.
    """

    @opened_link(INVITATION)
    @wraps(view)
    def by_link(request: HttpRequest, link: SecretLink) -> HttpResponse:
        return view(request, Access(cast(Invitation, link.subject), link=link))

    @login_required
    @never_cache
    @wraps(view)
    def by_account(request: HttpRequest, pk: int) -> HttpResponse:
        own = invitations_of(cast(User, request.user))
        return view(request, Access(get_object_or_404(own, pk=pk)))

    return [
        path(f"einladung/<key:link>/{route}", by_link, name=f"{name}_by_link"),
        path(f"konto/einladungen/<key:pk>/{route}", by_account, name=name),
    ]


def invitations_of(user: User) -> "QuerySet[Invitation]":
    """What the user was asked, the newest first."""
    return Invitation.objects.filter(profile__volunteer__user=user)
