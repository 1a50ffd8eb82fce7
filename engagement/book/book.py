"""Whose hours a page is about, and who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import User, Volunteer
from core.links import opened_link
from core.models import SecretLink
from engagement.links import OWN_HOURS
from engagement.models import Engagement, HoursEntry
from engagement.querysets import EngagementQuerySet, HoursQuerySet

Arguments = ParamSpec("Arguments")


@dataclass(frozen=True, kw_only=True)
class Book:
    """The hours of everybody for whom an account acts, or of the one whom a link was sent to."""

    volunteers: tuple[Volunteer, ...]
    user: User | None = None
    link: SecretLink | None = None

    @property
    def is_of_several(self) -> bool:
        """Whether names have to tell people apart, as in a family with one address."""
        return len(self.volunteers) > 1

    @property
    def base_template(self) -> str:
        """What its pages stand in: the account, or nothing, for who has none."""
        return "engagement/book/by_link.html" if self.link else "allauth/layouts/manage.html"

    @property
    def owner_name(self) -> str:
        """How the person calls themselves, as far as is known."""
        if self.volunteers:
            return self.volunteers[0].name
        return self.user.get_full_name() if self.user else ""

    @property
    def engagements(self) -> EngagementQuerySet:
        return Engagement.objects.filter(volunteer__in=self.volunteers)

    @property
    def hours(self) -> HoursQuerySet:
        return HoursEntry.objects.filter(engagement__volunteer__in=self.volunteers)

    def url(self, name: str, **arguments: Any) -> str:
        """The address of a page of this book."""
        if self.link:
            return reverse(f"hours_by_link:{name}", kwargs={"link": self.link.pk, **arguments})
        return reverse(f"hours:{name}", kwargs=arguments)


View = Callable[Concatenate[HttpRequest, Book, Arguments], HttpResponse]


def for_account(view: View[Arguments]) -> Callable[..., HttpResponse]:
    """The view with the book of whoever is signed in."""

    @wraps(view)
    @login_required
    def of_account(
        request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponse:
        user = cast(User, request.user)
        book = Book(volunteers=tuple(Volunteer.objects.of(user).order_by("pk")), user=user)
        response = view(request, book, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return of_account


def for_link(view: View[Arguments]) -> Callable[..., HttpResponse]:
    """The view with the book of whom the link was sent to."""

    @wraps(view)
    def of_link(
        request: HttpRequest,
        link: SecretLink,
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> HttpResponse:
        book = Book(volunteers=(cast(Volunteer, link.subject),), link=link)
        return view(request, book, *args, **kwargs)

    return opened_link(OWN_HOURS)(of_link)
