"""How a person gets to what they told a desk: by the link of a mail, or signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from core.links import opened_link
from core.models import SecretLink
from opportunities.counselling.links import INTEREST
from opportunities.models import Interest

PersonView = Callable[[HttpRequest, Interest, Callable[[str], str]], HttpResponse]


def person_paths(route: str, view: PersonView, *, name: str) -> list[URLPattern]:
    """The two addresses of a view that gets `(request, interest, address_of)`.

    They are called `counselling:<name>` and `counselling:<name>_by_link`; `address_of(name)` is
    another view's address in the same way.
    """

    @opened_link(INTEREST)
    @wraps(view)
    def by_link(request: HttpRequest, link: SecretLink) -> HttpResponse:
        def address_of(name: str) -> str:
            return reverse(f"counselling:{name}_by_link", kwargs={"link": link.pk})

        interest: Any = link.subject
        return view(request, interest, address_of)

    @login_required
    @never_cache
    @wraps(view)
    def by_account(request: HttpRequest, pk: int) -> HttpResponse:
        own = Interest.objects.filter(volunteer__user=request.user.pk)
        interest = get_object_or_404(own, pk=pk)

        def address_of(name: str) -> str:
            return reverse(f"counselling:{name}", kwargs={"pk": interest.pk})

        return view(request, interest, address_of)

    return [
        path(f"mithelfen/meldung/<key:link>/{route}", by_link, name=f"{name}_by_link"),
        path(f"konto/meldungen/<key:pk>/{route}", by_account, name=name),
    ]
