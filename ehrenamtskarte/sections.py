from django.http import HttpRequest
from django.utils import timezone

from core.sections import Section
from ehrenamtskarte.models import CardPage
from ehrenamtskarte.progress import progress_of
from engagement.book.book import Book
from municipalities.models import MunicipalityPage


def of_hours_page(book: Book, request: HttpRequest) -> Section | None:
    """How far it is to the card, on the page of one's hours."""
    found = progress_of(book.volunteers, today=timezone.localdate())
    if not found:
        return None
    return Section(
        template="ehrenamtskarte/progress.html",
        context={"found": found, "is_of_several": book.is_of_several},
        order=100,
    )


def of_municipality(page: MunicipalityPage, request: HttpRequest) -> Section:
    """The ways to the town's card."""
    return Section(
        template="ehrenamtskarte/municipality_section.html",
        context={
            "town": page.municipality,
            "card_page": CardPage.objects.live().public().order_by("pk").first(),
        },
        order=350,
    )
