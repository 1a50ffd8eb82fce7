"""What the shops bring to the pages of towns, to the page about the card and to their own desk."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.addresses import address_book
from core.sections import Section
from ehrenamtskarte.models.pages import Way
from municipalities.models import MunicipalityPage
from partners.directory import Question, directory
from partners.enums import PartnerState
from partners.models import Partner, PartnerIndexPage

ON_A_TOWNS_PAGE = 6


def of_municipality(page: MunicipalityPage, request: HttpRequest) -> Section | None:
    """Some of the shops in the town, and the way to all of them."""
    town = page.municipality
    answer = directory().answer(Question(choices={"ort": frozenset({town.slug})}))
    if not answer.count:
        return None
    # Others each day, so that all of them are seen; the first ones always were those with an A.
    start = timezone.localdate().toordinal() % answer.count
    keys = answer.keys(0, answer.count)
    return Section(
        template="partners/municipality_section.html",
        context={
            "town": town,
            "number": answer.count,
            "partners": (keys[start:] + keys[:start])[:ON_A_TOWNS_PAGE],
            "index_page": PartnerIndexPage.objects.live().first(),
        },
        order=250,
    )


def way_on_card_page(request: HttpRequest) -> Way | None:
    """From the page about the card to what one gets with it."""
    index = PartnerIndexPage.objects.live().public().first()
    if index is None:
        return None
    return Way(
        _("What you get with it"),
        _("Shops, museums and pools that thank you with a benefit, on a map and near you."),
        address_book(request)(index),
        "gift",
    )


def for_the_door(partner: Partner, request: HttpRequest) -> Section | None:
    """At the owners' desk: what they put up, so that card holders know."""
    takes_part = partner.state in (PartnerState.KNOWN, PartnerState.ACCEPTED)
    if not takes_part or partner.page is None or not partner.page.live:
        return None
    return Section(template="partners/door_section.html", context={"partner": partner}, order=700)
