"""Other offers for whom it did not work out."""

import datetime as dt

import pytest
from django.utils import timezone
from post_office.models import Email

from core.models import EngagementField
from opportunities.applications import services
from opportunities.applications.suggestions import suggested_offers
from opportunities.enums import ApplicationState, Party
from tests.factories import ApplicationFactory, OpportunityPageFactory


@pytest.fixture
def field():
    return EngagementField.objects.first()


@pytest.fixture
def make(organisation, field):
    """An offer of the same field."""

    def offer(title, **facts):
        page = OpportunityPageFactory(parent=organisation, title=title, **facts)
        page.engagement_fields = [field]
        page.save()
        return page

    return offer


def test_a_declined_one_is_told_of_others_that_fit(make):
    declined = ApplicationFactory(opportunity=make("Vorlesen"))
    similar = make("Märchen erzählen")
    make("Nachtdienst", minimum_age=18)
    make("Voll besetzt", places_wanted=1, places_taken=1)
    ApplicationFactory(opportunity=make("Schon gefragt"), volunteer=declined.volunteer)
    declined.volunteer.born_on = timezone.localdate() - dt.timedelta(days=17 * 365)
    declined.volunteer.save()
    assert suggested_offers(declined) == [similar]
    services.move_application(
        application=declined,
        to=ApplicationState.DECLINED,
        party=Party.ORGANISATION,
        note="Leider schon vergeben, danke!",
    )
    mail = Email.objects.get(to=declined.volunteer.email)
    assert "Leider schon vergeben, danke!" in mail.message
    assert "Märchen erzählen" in mail.message
    assert "Nachtdienst" not in mail.message
