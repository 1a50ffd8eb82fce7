"""What the finder brings to the pages of offers, of their list and of the own account."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.frame import AccountLink
from accounts.models import User
from core.sections import Section
from matching import engine
from matching.profiles.parameters import ProfileParameters
from opportunities.catalogue import catalogue
from opportunities.enums import OpportunityState
from opportunities.filters import OpportunityFilterSet
from opportunities.models import OpportunityIndexPage, OpportunityPage

ALIKE = 3


def of_offer(page: OpportunityPage, request: HttpRequest) -> Section | None:
    """Offers of others like this one, while it is open; and the way to the finder.

    The organisation's own stand on the page already; so does, under an offer that is not open,
    what one could do instead.
    """
    is_open = page.state() == OpportunityState.OPEN
    keys = engine.similar(catalogue(), page.pk, ALIKE + 1, words=page.title) if is_open else []
    own = OpportunityPage.objects.filter(pk__in=keys, organisation=page.organisation_id)
    ours = set(own.order_by().keys()) if keys else set()
    keys = [key for key in keys if key not in ours][:ALIKE]
    return Section(
        template="matching/profiles/offer_section.html",
        context={"keys": keys, "request": request},
        order=200,
    )


def of_remembering(page: OpportunityPage, request: HttpRequest) -> Section:
    """The heart of an offer."""
    return Section(
        template="matching/profiles/remember.html",
        context={"key": page.pk, "title": page.title},
        order=100,
    )


def of_list(page: OpportunityIndexPage, request: HttpRequest) -> Section:
    """The way from the list to the finder."""
    return Section(
        template="matching/profiles/list_section.html",
        context={"url": reverse("finder:start"), "found": True},
    )


def of_search(filters: OpportunityFilterSet, request: HttpRequest) -> Section | None:
    """For a search that found nothing: the finder, which takes along what was looked for."""
    if filters.answer.count:
        return None
    answers = ProfileParameters(request.GET).query
    address = reverse("finder:start")
    return Section(
        template="matching/profiles/list_section.html",
        context={"url": f"{address}?{answers}" if answers else address, "found": False},
        order=50,
    )


def navigation(user: User) -> AccountLink:
    """The way to the own profile."""
    return AccountLink(
        label=_("What suits me"), url=reverse("finder:profile"), icon="heart", order=60
    )


def of_account(user: User, request: HttpRequest) -> Section:
    """The way to suggestions."""
    return Section(
        template="matching/profiles/account_section.html",
        context={"profile_url": reverse("finder:profile"), "start_url": reverse("finder:start")},
        order=300,
    )
