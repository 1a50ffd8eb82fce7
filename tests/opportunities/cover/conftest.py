import datetime as dt

import pytest
from django.utils import timezone

from opportunities.enums import ApplicationState
from opportunities.models import OpportunityDate, OpportunityPage
from organisations.records import record_of
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OpportunityPageFactory,
    OrganisationPageFactory,
    VolunteerFactory,
)


@pytest.fixture
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen")


@pytest.fixture
def member(organisation):
    """Somebody at the organisation's desk."""
    return MembershipFactory(organisation=record_of(organisation)).user


@pytest.fixture
def offer(organisation, member):
    """An offer that calls for cover, with one date of one place in 10 days from 9 to 13."""
    page = OpportunityPageFactory(parent=organisation, title="Sommerfest", calls_for_cover=True)
    OpportunityDate.objects.create(
        opportunity=page,
        takes_place_on=timezone.localdate() + dt.timedelta(days=10),
        starts_at=dt.time(9),
        ends_at=dt.time(13),
        places=1,
    )
    return OpportunityPage.objects.get(pk=page.pk)


@pytest.fixture
def date(offer):
    return offer.dates.get()


@pytest.fixture
def accepted(offer, date):
    """Somebody has been accepted for the date."""
    return ApplicationFactory(opportunity=offer, dates=[date.key], state=ApplicationState.ACCEPTED)


@pytest.fixture
def earlier(organisation):
    """An offer of the same organisation, for which people were accepted before."""
    return OpportunityPageFactory(parent=organisation, title="Frühlingsfest")


@pytest.fixture
def helpers(earlier):
    """Makes so many people who have helped before."""

    def make(number, **facts):
        people = VolunteerFactory.create_batch(number, **facts)
        for volunteer in people:
            ApplicationFactory(
                opportunity=earlier, volunteer=volunteer, state=ApplicationState.DONE
            )
        return people

    return make


@pytest.fixture
def written():
    """Whom the outbox tells what, as (address, subject), in order."""
    from post_office.models import Email

    def mails(after=0):
        return [(email.to[0], email.subject) for email in Email.objects.order_by("pk")][after:]

    return mails
