from organisations.models.index import OrganisationIndexPage
from organisations.models.kinds import OrganisationKind
from organisations.models.pages import Network, OrganisationPage
from organisations.models.records import (
    Invitation,
    Membership,
    Organisation,
    OrganisationLogEntry,
    Registration,
)

__all__ = [
    "Invitation",
    "Membership",
    "Network",
    "Organisation",
    "OrganisationIndexPage",
    "OrganisationKind",
    "OrganisationLogEntry",
    "OrganisationPage",
    "Registration",
]
