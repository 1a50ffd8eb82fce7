from municipalities.models.approval import TownApprovalTask
from municipalities.models.belonging import BelongsToMunicipality, municipality_id_at
from municipalities.models.municipality import Municipality, OpeningHours
from municipalities.models.pages import CollectingPage, MunicipalityPage

__all__ = [
    "BelongsToMunicipality",
    "CollectingPage",
    "Municipality",
    "MunicipalityPage",
    "OpeningHours",
    "TownApprovalTask",
    "municipality_id_at",
]
