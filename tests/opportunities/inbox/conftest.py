import datetime as dt
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from opportunities.models import OpportunityDate
from organisations.enums import MemberRole
from organisations.records import record_of
from tests.factories import MembershipFactory, OpportunityPageFactory, OrganisationPageFactory


@pytest.fixture
def desk(luenen, client):
    """An organisation with an open offer for two people, and one of its members signed in."""
    page = OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen")
    organisation = record_of(page)
    member = MembershipFactory(organisation=organisation)
    client.force_login(member.user)

    def address(name, *keys):
        return reverse(f"inbox:{name}", args=[organisation.pk, *keys])

    return SimpleNamespace(
        page=page,
        organisation=organisation,
        user=member.user,
        owner=MembershipFactory(organisation=organisation, role=MemberRole.OWNER).user,
        offer=OpportunityPageFactory(parent=page, title="Fahrdienst", places_wanted=2),
        address=address,
    )


@pytest.fixture
def dates(desk):
    """Two dates of the offer, with one place and with two."""
    today = timezone.localdate()
    return [
        OpportunityDate.objects.create(
            opportunity=desk.offer,
            takes_place_on=today + dt.timedelta(days=days),
            starts_at=dt.time(9),
            ends_at=dt.time(13),
            places=places,
        )
        for days, places in ((7, 1), (14, 2))
    ]


@pytest.fixture
def mails(django_capture_on_commit_callbacks):
    """What is in the outbox, as (to, subject, text); waits for no worker."""
    from post_office.models import Email

    def written():
        return [
            SimpleNamespace(to=email.to, subject=email.subject, text=email.message)
            for email in Email.objects.order_by("pk")
        ]

    return written
