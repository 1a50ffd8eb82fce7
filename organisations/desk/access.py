"""Who may sit at an organisation's desk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, overload

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from organisations.enums import MemberRole
from organisations.models import Membership, Organisation

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Organisation, Arguments], HttpResponse]


@dataclass(frozen=True)
class Desk:
    """Where somebody works and as what; views and templates find it as `request.desk`."""

    organisation: Organisation
    membership: Membership

    @property
    def is_owner(self) -> bool:
        return self.membership.role == MemberRole.OWNER


@overload
def desk_view(view: View[Arguments], /) -> Callable[..., HttpResponse]: ...


@overload
def desk_view(
    *, owner: bool = False
) -> Callable[[View[Arguments]], Callable[..., HttpResponse]]: ...


def desk_view(view: Any = None, /, *, owner: bool = False) -> Any:
    """Let a view below `/verein/<key:organisation>/` in with the organisation's members only.

    With `owner`, only with those responsible. The view gets the `Organisation` as its second
    argument. To everybody else the organisation does not exist; whoever is not signed in is asked
    to do so first.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @login_required
        def at_desk(
            request: HttpRequest, organisation: int, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            desk = _desk_of(request, organisation)
            if owner and not desk.is_owner:
                raise Http404
            request.desk = desk  # type: ignore[attr-defined]  # for templates and what they call
            response = view(request, desk.organisation, *args, **kwargs)
            # What people wrote to the organisation must not stay behind on a shared computer.
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return at_desk

    return decorate(view) if view else decorate


def _desk_of(request: HttpRequest, organisation: int) -> Desk:
    membership = (
        Membership.objects.filter(
            organisation=organisation,
            user=request.user.pk,
            organisation__in=Organisation.objects.with_desk(),
        )
        .select_related("organisation__municipality", "organisation__page")
        .first()
    )
    if membership is None:
        raise Http404
    return Desk(membership.organisation, membership)
