import datetime as dt

import pytest
from django.utils import timezone

from opportunities.models import OpportunityDate
from tests.factories import OpportunityPageFactory, OrganisationPageFactory


@pytest.fixture
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page)


@pytest.fixture
def offer(organisation):
    """Two people are wanted."""
    return OpportunityPageFactory(parent=organisation, places_wanted=2)


@pytest.fixture
def dated(organisation):
    """An offer with three dates: one place, two places, any number."""
    offer = OpportunityPageFactory(parent=organisation)
    today = timezone.localdate()
    for days, places in ((7, 1), (14, 2), (21, None)):
        OpportunityDate.objects.create(
            opportunity=offer,
            takes_place_on=today + dt.timedelta(days=days),
            starts_at=dt.time(9),
            ends_at=dt.time(13),
            places=places,
        )
    return offer
