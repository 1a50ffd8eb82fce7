"""A shop with its page and an owner, whose mails can be read."""

import pytest

from partners.joining.decisions import accept_proposal
from partners.joining.services import confirm_proposal
from partners.models import PartnerCategory, PartnerProposal
from tests.factories import UserFactory
from tests.organisations.conftest import Mails
from tests.shared_rows import shared_rows


@pytest.fixture
def mails(db):
    return Mails()


@shared_rows
def coordinator(luenen):
    return UserFactory(email="koordination@example.org", groups=[luenen.municipality.coordinators])


@shared_rows
def owner(home):
    return UserFactory(email="baeckerei@example.org")


@shared_rows
def category(home):
    return PartnerCategory.objects.first()


@shared_rows
def partner(luenen, owner, coordinator, category):
    """A bakery that was accepted, with one benefit."""
    proposal = PartnerProposal.objects.create(
        municipality=luenen.municipality,
        name="Bäckerei Korn",
        category=category,
        street="Lange Str. 1",
        postcode="44532",
        city="Lünen",
        opening_hours="Mo–Fr 7–18 Uhr",
        contact_name="Karla Korn",
        email=owner.email,
        benefit={"kind": "percent", "percent": 10, "title": "10 % auf Brot"},
    )
    proposal = confirm_proposal(proposal=proposal, user=owner)
    return accept_proposal(proposal=proposal, by=coordinator)


@pytest.fixture
def at_desk(client, partner, owner):
    """A browser in which the owner is signed in, and the addresses of the desk."""
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client, f"/partner/verwalten/{partner.pk}/"
