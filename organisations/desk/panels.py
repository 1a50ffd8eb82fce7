"""What organisations themselves bring to their desk: profile, team, the town's answers."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.sections import Section
from organisations.desk.frame import DeskLink, DeskTask
from organisations.desk.gate import returned_with, waits_for_town
from organisations.models import Organisation, OrganisationPage

FACES = 6  # how many of the team stand on the desk


def link_to_profile(organisation: Organisation) -> DeskLink:
    return DeskLink(
        label=_("Profile"), url=_address("profile", organisation), icon="flag", order=800
    )


def link_to_team(organisation: Organisation) -> DeskLink:
    return DeskLink(label=_("Team"), url=_address("team", organisation), icon="people", order=900)


def tasks(organisation: Organisation) -> Iterable[DeskTask]:
    """A profile that came back from the town, or that says hardly anything yet."""
    page = organisation.page
    address = _address("profile", organisation)
    if page and returned_with(page):
        yield DeskTask(label=_("Your town asks you to change your profile"), url=address, order=20)
    elif page is None or is_bare(page.get_latest_revision_as_object()):
        yield DeskTask(
            label=_("Tell people who you are: fill in your profile"), url=address, order=600
        )


def is_bare(page: OrganisationPage) -> bool:
    """Whether the page says no more than the registration did."""
    return not (page.what or page.why) or not (page.logo_id or page.image_id)


def people(organisation: Organisation, request: HttpRequest) -> Section:
    """Who works here."""
    members = organisation.memberships.select_related("user").order_by("created_at", "pk")
    return Section(
        template="organisations/desk/people_section.html",
        context={
            "organisation": organisation,
            "members": members[:FACES],
            "more": max(0, members.count() - FACES),
        },
        order=900,
    )


def profile(organisation: Organisation, request: HttpRequest) -> Section:
    """How the organisation is seen, and where that is changed."""
    page = organisation.page
    return Section(
        template="organisations/desk/profile_section.html",
        context={
            "organisation": organisation,
            "own_page": page,
            "waits": bool(page) and waits_for_town(page),
        },
        order=800,
    )


def _address(name: str, organisation: Organisation) -> str:
    return reverse(f"desk:{name}", kwargs={"organisation": organisation.pk})
