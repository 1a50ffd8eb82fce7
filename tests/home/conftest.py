"""A small association with one of every page, for tests of what visitors see."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.search import index
from wagtail_factories import ImageFactory

from core import content_version
from core.enums import Weekday
from core.models import AssociationSettings, EngagementField, Requirement, SpokenLanguage
from home.models import AccessibilityPage, HomePage, StandardPage
from municipalities.models import CollectingPage, MunicipalityPage
from municipalities.services import collecting_page
from opportunities.enums import TimeModel
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
from organisations.models import Network, OrganisationKind, OrganisationPage
from tests.queries import asked_of_pages
from tests.shared_rows import shared_rows

TEXT = "<p>Sie lesen Kindern vor.</p><ul><li>Bücher sind da.</li></ul>"


@dataclass
class Site:
    """The pages of the association; `add_offers` and `add_organisations` fill its lists."""

    home: HomePage
    town: MunicipalityPage
    surroundings: CollectingPage
    text: StandardPage
    accessibility: AccessibilityPage
    organisation: OrganisationPage
    offer: OpportunityPage

    def add_organisations(self, number: int) -> None:
        for parent in (self.town, self.surroundings):
            for _ in range(number):
                organisation(parent)

    def add_offers(self, number: int) -> None:
        for _ in range(number):
            offer(self.organisation)


def organisation(parent, **fields) -> OrganisationPage:
    number = OrganisationPage.objects.count() + 1
    page = OrganisationPage(
        **{
            "title": f"Lesefreunde {number}",
            "slug": f"lesefreunde-{number}",
            "kind": OrganisationKind.objects.first(),
            "pitch": "Wir lesen vor.",
            "why": "<p>Weil Bücher Freude machen.</p>",
            "city": "Lünen",
            "founded_in": 1994,
            "logo": ImageFactory(title=f"Logo {number}"),
            "image": ImageFactory(title=f"Bild {number}"),
            "image_alt": "Kinder mit Büchern",
            "email": "verein@example.org",
            **fields,
        }
    )
    parent.add_child(instance=page)
    page.sectors = EngagementField.objects.all()[:2]
    page.languages = SpokenLanguage.objects.all()[:2]
    page.active_in = [page.municipality] if page.municipality else []
    page.networks = [Network(name="Netzwerk")]
    page.save()
    index.insert_or_update_object(page)
    return page


def offer(parent, **fields) -> OpportunityPage:
    number = OpportunityPage.objects.count() + 1
    page = OpportunityPage(
        **{
            "title": f"Vorlesen {number}",
            "slug": f"vorlesen-{number}",
            "summary": "Einmal in der Woche.",
            "description": TEXT,
            "time_model": TimeModel.REGULAR,
            "hours_per_week": Decimal(2),
            "venue": "Kita Sonnenschein",
            "street": "Beispielweg 1",
            "postcode": "44532",
            "city": "Lünen",
            "image": ImageFactory(title=f"Angebot {number}"),
            "image_alt": "Ein Kind hört zu",
            "places_wanted": 3,
            "has_insurance": True,
            "is_step_free": True,
            "contact_name": "Erika Beispiel",
            "contact_email": "angebot@example.org",
            **fields,
        }
    )
    parent.add_child(instance=page)
    page.slots = [WeeklySlot(weekday=Weekday.WEDNESDAY, starts_at=dt.time(15), ends_at=dt.time(17))]
    page.dates = [OpportunityDate(takes_place_on=dt.date(2030, 1, 5))]
    page.engagement_fields = EngagementField.objects.all()[:2]
    page.requirements = Requirement.objects.all()[:2]
    page.languages = SpokenLanguage.objects.all()[:2]
    page.save()
    index.insert_or_update_object(page)
    return page


@shared_rows
def site(home, luenen) -> Site:
    text = StandardPage(
        title="Für Organisationen",
        slug="fuer-organisationen",
        show_in_menus=True,
        body=[("heading", "So geht es"), ("text", TEXT), ("quote", {"text": "Schön war's."})],
    )
    home.add_child(instance=text)
    accessibility = AccessibilityPage(title="Barrierefreiheit", slug="barrierefreiheit")
    home.add_child(instance=accessibility)
    first = organisation(luenen.page)
    made = Site(
        home=home,
        town=luenen.page,
        surroundings=collecting_page(below=home),
        text=text,
        accessibility=accessibility,
        organisation=first,
        offer=offer(first),
    )
    organisation(made.surroundings)
    home.headline = "Helfen ist einfach"
    home.image = ImageFactory(title="Oben")
    home.image_alt = "Menschen, die helfen"
    home.body = [
        ("opportunities", {"title": "Neu dabei", "order": "newest", "number": 6}),
        ("opportunities", {"title": "Hier fehlen Menschen", "order": "needed", "number": 6}),
        ("towns", {"title": "Städte"}),
        ("figures", {"title": "Zahlen"}),
        ("call_to_action", {"title": "Fragen?", "page": text, "button": "Weiter"}),
    ]
    home.save()
    AssociationSettings.objects.update(
        claim="Wir helfen",
        email="verbund@example.org",
        accessibility_page=accessibility,
        imprint_page=text,
    )
    forget_what_is_kept()
    return made


def forget_what_is_kept() -> None:
    """As if the process had just started."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    content_version.forget_everything()


def queries_of(path: str) -> list[str]:
    """What an anonymous visitor's request asks the database when nothing is kept yet."""
    Client().get(path)  # makes the pictures' renditions
    forget_what_is_kept()
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(path)
    assert response.status_code == 200
    return asked_of_pages(captured)
