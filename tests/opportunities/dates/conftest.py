import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.volunteers import volunteer_for
from opportunities.enums import ApplicationState
from opportunities.models import OpportunityDate, OpportunityPage
from organisations.records import record_of
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OpportunityPageFactory,
    OrganisationPageFactory,
    UserFactory,
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
    """An offer with two dates of one place each, in 7 and in 14 days from 9 to 13."""
    page = OpportunityPageFactory(parent=organisation, title="Sommerfest")
    for days in (7, 14):
        OpportunityDate.objects.create(
            opportunity=page,
            takes_place_on=timezone.localdate() + dt.timedelta(days=days),
            starts_at=dt.time(9),
            ends_at=dt.time(13),
            places=1,
        )
    return OpportunityPage.objects.get(pk=page.pk)


@pytest.fixture
def slots(offer):
    return [date.key for date in offer.dates.order_by("takes_place_on")]


@pytest.fixture
def erika():
    return UserFactory(first_name="Erika", last_name="Muster", email="erika@example.org")


@pytest.fixture
def accepted(offer, slots, erika):
    """Erika is accepted for both dates."""
    return ApplicationFactory(
        opportunity=offer,
        dates=slots,
        volunteer=volunteer_for(name="Erika Muster", user=erika),
        state=ApplicationState.ACCEPTED,
    )


@pytest.fixture
def written():
    """What is in the outbox, as (to, subject, text, files)."""
    from post_office.models import Email

    def mails():
        return [
            SimpleNamespace(
                to=email.to,
                subject=email.subject,
                text=email.message,
                files={file.name: _content(file.file) for file in email.attachments.all()},
            )
            for email in Email.objects.order_by("pk")
        ]

    return mails


def _content(file):
    with file.open() as opened:
        return opened.read()
