from organisations.models.index import OrganisationIndexPage
from organisations.models.kinds import OrganisationKind
from organisations.models.pages import Network, OrganisationPage

__all__ = ["Network", "OrganisationIndexPage", "OrganisationKind", "OrganisationPage"]
