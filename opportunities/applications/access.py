"""How an applicant gets to their application: by the link of a mail, or signed in.

Both lead to the same pages; each view is written once and gets an `Access`:

    def withdraw(request: HttpRequest, access: Access) -> HttpResponse: ...

    urlpatterns = applicant_paths("zurueckziehen/", withdraw, name="withdraw")
    …
    redirect(access.address("page"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from accounts.models import User
from core.links import opened_link
from core.models import SecretLink
from opportunities.applications.errors import ApplicationError
from opportunities.applications.links import APPLICATION
from opportunities.models import Application


@dataclass(frozen=True)
class Access:
    """Somebody who acts for the applicant of `application`."""

    application: Application
    link: SecretLink | None = None  # None: signed in
    user: User | None = None

    @property
    def layout(self) -> str:
        """The template that the application's pages extend."""
        if self.link:
            return "opportunities/applications/by_link.html"
        return "allauth/layouts/manage.html"

    def address(self, name: str = "page", **arguments: Any) -> str:
        """The address of another view of `applicant_paths`, in the same way."""
        if self.link:
            return reverse(
                f"applications:{name}_by_link", kwargs={"link": self.link.pk} | arguments
            )
        return reverse(f"applications:{name}", kwargs={"pk": self.application.pk} | arguments)


ApplicantView = Callable[..., HttpResponse]


def applicant_paths(route: str, view: ApplicantView, *, name: str) -> list[URLPattern]:
    """The two addresses of a view that gets `(request, access, …)`.

    They are called `applications:<name>` and `applications:<name>_by_link`.
    """
    view = _telling_errors(view)

    @opened_link(APPLICATION)
    def by_link(request: HttpRequest, link: SecretLink, /, **arguments: Any) -> HttpResponse:
        application = cast(Application, link.subject)
        return view(request, Access(application, link=link), **arguments)

    @login_required
    @never_cache
    def by_account(request: HttpRequest, pk: int, **arguments: Any) -> HttpResponse:
        user = cast(User, request.user)
        application = get_object_or_404(Application.objects.of_user(user), pk=pk)
        return view(request, Access(application, user=user), **arguments)

    return [
        path(f"bewerbung/<key:link>/{route}", by_link, name=f"{name}_by_link"),
        path(f"konto/bewerbungen/<key:pk>/{route}", by_account, name=name),
    ]


def _telling_errors(view: ApplicantView) -> ApplicantView:
    """What is no longer possible is told on the application's page."""

    @wraps(view)
    def telling(request: HttpRequest, access: Access, **arguments: Any) -> HttpResponse:
        try:
            return view(request, access, **arguments)
        except ApplicationError as error:
            messages.error(request, str(error))
            return redirect(access.address())

    return telling
