"""How an applicant gets to their application: by account, by the link of a mail, or still there.

All three lead to the same address; each view is written once and gets an `Access`:

    @applicant_view
    def withdraw(request: HttpRequest, access: Access) -> HttpResponse: ...

    path("antrag/<key:pk>/zurueckziehen/", withdraw, name="withdraw")

Whoever has begun without an account goes on in the same browser without having proved anything,
until the application is handed in; from then on the link of the mail or the account is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.models import User
from core.links import LinkError, closed, has_opened
from ehrenamtskarte.applications.errors import CardApplicationError
from ehrenamtskarte.applications.links import CARD_APPLICATION
from ehrenamtskarte.applications.states import NOT_YET_SENT
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import Attestation, CardApplication

Arguments = ParamSpec("Arguments")
BEGUN: Final = "card_applications"  # in the session: keys of what was begun in this browser


@dataclass(frozen=True)
class Access:
    """Somebody who acts for the applicant of `application`."""

    application: CardApplication
    user: User | None = None
    is_proved: bool = True  # reads the mailbox

    def address(self, name: str = "page", **arguments: Any) -> str:
        """The address of another of the applicant's views."""
        return reverse(f"card_applications:{name}", kwargs={"pk": self.application.pk} | arguments)

    def attestation(self, pk: int) -> Attestation:
        """One of the application's own attestations, or 404."""
        attestations = self.application.attestations.select_related(
            "organisation__municipality", "application__volunteer__user"
        )
        return get_object_or_404(attestations, pk=pk)


def applicant_view(
    view: Callable[Concatenate[HttpRequest, Access, Arguments], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let a view in with whoever may act for the applicant; tells errors on the status page."""

    @wraps(view)
    @never_cache
    def let_in(
        request: HttpRequest, pk: int, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        access = _access(request, pk)
        if access is None:
            if request.user.is_authenticated:
                raise Http404
            return closed(request, LinkError(LinkError.Code.NOT_OPENED))
        try:
            return view(request, access, *args, **kwargs)
        except CardApplicationError as error:
            messages.error(request, str(error))
            return redirect(access.address())

    return let_in


def draft_view(
    view: Callable[Concatenate[HttpRequest, Access, Arguments], HttpResponse],
) -> Callable[..., HttpResponse]:
    """The same, for what can be done only until the application is handed in."""

    def on_draft(
        request: HttpRequest, access: Access, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        if access.application.state != State.DRAFT:
            return redirect(access.address())
        return view(request, access, *args, **kwargs)

    return wraps(view)(applicant_view(on_draft))


def remember(request: HttpRequest, application: CardApplication) -> None:
    """Let this browser go on with what it has begun."""
    known = request.session.get(BEGUN, [])
    request.session[BEGUN] = [*known[-4:], application.pk]


def _access(request: HttpRequest, pk: int) -> Access | None:
    application = (
        CardApplication.objects.select_related("municipality", "volunteer__user")
        .filter(pk=pk)
        .exclude(state=State.WITHDRAWN)
        .first()
    )
    if application is None:
        return None
    user = request.user if request.user.is_authenticated else None
    if user and application.volunteer and application.volunteer.user_id == user.pk:
        return Access(application, user=user)
    if has_opened(request, CARD_APPLICATION, application):
        return Access(application)
    if application.state in NOT_YET_SENT and pk in request.session.get(BEGUN, []):
        return Access(application, is_proved=False)
    return None
