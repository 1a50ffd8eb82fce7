import datetime as dt

import pytest
from django.utils import timezone

from core.models import Activity, EngagementField
from matching.alerts import services
from matching.enums import AlertRhythm, SearchKind
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Lesefreunde")


@pytest.fixture
def now():
    """A Wednesday at noon."""
    return dt.datetime(2026, 11, 18, 12, tzinfo=timezone.get_current_timezone())


@pytest.fixture
def publish(organisation):
    """Publish an offer, by default one to read aloud at a school."""

    def make(title="Vorlesen", *, parent=organisation, fields=("schule-kita",), **facts):
        offer = OpportunityPageFactory(parent=parent, title=title, **facts)
        offer.engagement_fields = EngagementField.objects.filter(slug__in=fields)
        offer.activities = Activity.objects.filter(slug="vorlesen")
        offer.save()
        return offer

    return make


@pytest.fixture
def search(organisation, now):
    """Save and confirm a search of the mailbox `mina@example.org`."""

    def make(query="bereich=schule-kita", *, rhythm=AlertRhythm.AT_ONCE, **facts):
        facts = {"kind": SearchKind.SEARCH, "email": "mina@example.org", "now": now} | facts
        if "user" in facts:
            del facts["email"]
        saved = services.save_search(query=query, rhythm=rhythm, **facts)
        services.confirm_search(search=saved, now=now)
        saved.refresh_from_db()
        return saved

    return make
