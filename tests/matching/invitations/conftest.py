import re

import pytest
from post_office.models import Email

from core.models import Activity
from opportunities.models import OpportunityPage
from organisations.enums import MemberRole
from organisations.records import record_of
from tests.factories import MembershipFactory, OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen")


@shared_rows
def offer(organisation):
    """Reading aloud, for which any number of people is welcome."""
    page = OpportunityPageFactory(parent=organisation, title="Vorlesen in der Kita")
    page.activities.set(Activity.objects.filter(slug="vorlesen"))
    page.save()
    return OpportunityPage.objects.get(pk=page.pk)


@shared_rows
def owner(organisation):
    """Whoever is responsible at the desk."""
    record = record_of(organisation)
    return MembershipFactory(organisation=record, role=MemberRole.OWNER).user


@pytest.fixture
def written():
    """The mails of the outbox, in order."""
    return lambda: list(Email.objects.order_by("pk"))


@pytest.fixture
def open_link(client, written):
    """Follows the link of a mail, the newest by default; returns the address of its page."""

    def follow(mail=None):
        mail = mail or written()[-1]
        address = re.search(r"http\S+/l/\S+", mail.message).group()
        response = client.get(re.sub(r"^https?://[^/]+", "", address))
        return response.headers["Location"]

    return follow
