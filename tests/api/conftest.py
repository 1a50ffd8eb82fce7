"""Offers of every kind that the API has to tell or to keep to itself."""

import datetime as dt
import json
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup
from opportunities.enums import GermanLevel, Rhythm, TimeModel, Whereabouts
from opportunities.models import (
    FreinetOffer,
    OpportunityDate,
    OpportunityPage,
    WeeklySlot,
)
from organisations.models import Network, OrganisationKind
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows

SECRET = SimpleNamespace(
    venue="Haus Geheimnis",
    street="Verborgener Weg 7",
    postcode="44536",
    locality="Geheimdorf",
    latitude=51.512345,
    longitude=7.498765,
)
SECRETS = [str(value) for value in vars(SECRET).values()] + ["Haltestelle Versteck"]


def term(model, slug):
    return model.objects.get(slug=slug)


@pytest.fixture
def api(client):
    """Fetches an address of the API and reads its JSON."""

    def get(path, **extra):
        response = client.get(f"/api/v1/{path}", **extra)
        assert response.status_code == 200, response.content
        return json.loads(response.content)

    return get


@pytest.fixture
def lines(client):
    """Fetches a whole file and reads its lines."""

    def get(path):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 200
        return [json.loads(line) for line in response.getvalue().decode().splitlines()]

    return get


@shared_rows
def open_data(luenen, selm):
    today = timezone.localdate()
    organisation = OrganisationPageFactory(
        parent=luenen.page,
        title="Lesefreunde",
        kind=OrganisationKind.objects.first(),
        founded_in=1987,
        why="<p>Weil Lesen <b>hilft</b>.</p>",
        contact_name="Ruth Beispiel",
        contact_role="Vorsitzende",
        email="verein@example.org",
        phone="02306 1000",
        website="https://lesefreunde.example/",
        street="Buchweg 1",
        postcode="44532",
        latitude=51.61,
        longitude=7.52,
        sectors=[term(EngagementField, "schule-kita")],
        active_in=[selm.municipality],
        languages=[term(SpokenLanguage, "de")],
        networks=[Network(name="Lesebund", website="https://lesebund.example/")],
    )
    everything = OpportunityPageFactory(
        parent=organisation,
        title="Vorlesen in der Kita",
        description=(
            f'<p>Mehr bei <a linktype="page" id="{organisation.pk}">uns</a> und in der '
            '<a href="/angebote/">Liste</a>.</p>'
        ),
        engagement_fields=[term(EngagementField, "schule-kita")],
        target_groups=[term(TargetGroup, "kinder")],
        activities=[term(Activity, "vorlesen")],
        requirements=[term(Requirement, "fuehrungszeugnis")],
        languages=[term(SpokenLanguage, "tr")],
        time_model=TimeModel.REGULAR,
        hours_per_week=Decimal("2.5"),
        starts_on=today - dt.timedelta(days=10),
        closes_on=today + dt.timedelta(days=30),
        time_note="Nach Absprache",
        slots=[
            WeeklySlot(
                weekday=2, starts_at=dt.time(15), ends_at=dt.time(17), rhythm=Rhythm.FORTNIGHTLY
            )
        ],
        dates=[OpportunityDate(takes_place_on=today + dt.timedelta(days=5), starts_at=dt.time(10))],
        venue="Kita Sonnenschein",
        street="Buchweg 2",
        postcode="44532",
        locality="Brambauer",
        latitude=51.6,
        longitude=7.45,
        minimum_age=16,
        german_level=GermanLevel.GOOD,
        has_insurance=True,
        offers_training=True,
        reimburses_expenses=True,
        counts_for_card=True,
        is_step_free=True,
        public_transport="Linie 5, Markt",
        places_wanted=3,
        places_taken=1,
        contact_name="Hans Muster",
        contact_email="hans.muster@example.org",
        contact_phone="02306 2000",
    )
    FreinetOffer.objects.create(
        freinet_id="4711", agency_id="1", list_key="1", page=everything, digest="x"
    )
    elsewhere = OrganisationPageFactory(
        parent=selm.page, title="Zuflucht", address_hidden=True, **vars(SECRET)
    )
    hidden = OpportunityPageFactory(
        parent=elsewhere,
        title="Begleiten",
        city="Selm",
        address_hidden=True,
        public_transport="Haltestelle Versteck",
        **vars(SECRET),
    )
    online = OpportunityPageFactory(
        parent=organisation, title="Webseite pflegen", whereabouts=Whereabouts.ONLINE
    )
    full = OpportunityPageFactory(
        parent=organisation, title="Festhelfer", places_wanted=2, places_taken=2
    )
    return SimpleNamespace(
        organisation=organisation,
        elsewhere=elsewhere,
        everything=everything,
        hidden=hidden,
        online=online,
        full=full,
        open=[everything, hidden, online, full],
        away=not_public(organisation, today),
    )


def not_public(organisation, today) -> list[OpportunityPage]:
    """Offers that nobody may get: a draft, one that is over, one behind a password."""
    draft = OpportunityPageFactory(parent=organisation, title="Entwurf", published=False)
    over = OpportunityPageFactory(
        parent=organisation, title="Vorbei", closes_on=today - dt.timedelta(days=1)
    )
    locked = OpportunityPageFactory(parent=organisation, title="Verschlossen")
    PageViewRestriction.objects.create(
        page=locked, restriction_type=PageViewRestriction.PASSWORD, password="geheim"
    )
    return [draft, over, locked]
