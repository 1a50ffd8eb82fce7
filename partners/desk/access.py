"""Who may sit at a shop's desk: its owners, nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from partners.models import Partner

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Partner, Arguments], HttpResponse]


def partner_of(request: HttpRequest, key: int) -> Partner:
    """The shop whose number is `key`, if whoever is signed in is one of its owners.

    Raises Http404 for everybody else: to them the shop has no desk. Templates find the shop as
    `request.partner`.
    """
    partner = (
        Partner.objects.kept_by(request.user)
        .filter(pk=key)
        .select_related("municipality", "page")
        .first()
        if request.user.is_authenticated
        else None
    )
    if partner is None:
        raise Http404
    request.partner = partner  # type: ignore[attr-defined]  # for templates and what they call
    return partner


def owner_view(view: View[Arguments]) -> Callable[..., HttpResponse]:
    """Let a view below `/partner/verwalten/<key:partner>/` in with the shop's owners only.

    The view gets the `Partner` as its second argument. Whoever is not signed in is asked to do so
    first.
    """

    @wraps(view)
    @login_required
    def at_desk(request: HttpRequest, partner: int, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, partner_of(request, partner), *args, **kwargs)
        # A shop's figures and people must not stay behind on a computer at the till.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return at_desk
