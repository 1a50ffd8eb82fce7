from partners.models.benefits import Benefit, BenefitTranslation
from partners.models.categories import PartnerCategory
from partners.models.devices import PairingCode, ScannerDevice
from partners.models.index import PartnerIndexPage
from partners.models.lists import (
    PartnerList,
    PartnerListBenefit,
    PartnerListDoubt,
    PartnerListEntry,
    PartnerListRun,
)
from partners.models.pages import PartnerBranch, PartnerPage
from partners.models.records import (
    Partner,
    PartnerInvitation,
    PartnerLogEntry,
    PartnerMembership,
    PartnerProposal,
)
from partners.models.redemptions import PseudonymKey, Redemption, RedemptionCount

__all__ = [
    "Benefit",
    "BenefitTranslation",
    "PairingCode",
    "Partner",
    "PartnerBranch",
    "PartnerCategory",
    "PartnerIndexPage",
    "PartnerInvitation",
    "PartnerList",
    "PartnerListBenefit",
    "PartnerListDoubt",
    "PartnerListEntry",
    "PartnerListRun",
    "PartnerLogEntry",
    "PartnerMembership",
    "PartnerPage",
    "PartnerProposal",
    "PseudonymKey",
    "Redemption",
    "RedemptionCount",
    "ScannerDevice",
]
