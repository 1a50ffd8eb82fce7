from types import SimpleNamespace

import pytest

from municipalities.services import Founded
from organisations.enums import MemberRole, OrganisationState
from organisations.records import record_of
from tests.factories import MembershipFactory, OrganisationPageFactory, UserFactory


@pytest.fixture
def desk(luenen: Founded, client) -> SimpleNamespace:
    """An accepted organisation, a member who is signed in, and the town's coordinator."""
    page = OrganisationPageFactory(parent=luenen.page, title="Lesebrücke", city="Lünen")
    organisation = record_of(page)
    organisation.state = OrganisationState.ACCEPTED
    organisation.save()
    member = MembershipFactory(organisation=organisation, role=MemberRole.EDITOR).user
    client.force_login(member)
    return SimpleNamespace(
        page=page,
        organisation=organisation,
        member=member,
        coordinator=UserFactory(groups=[luenen.municipality.coordinators]),
        client=client,
        town=luenen,
    )
