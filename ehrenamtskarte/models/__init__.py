from ehrenamtskarte.models.applications import CardApplication, CaseMessage, Collective
from ehrenamtskarte.models.attestations import Attestation, Proof
from ehrenamtskarte.models.cards import ActivationCode, Card, CardBatch, Credential
from ehrenamtskarte.models.designs import CardDesign
from ehrenamtskarte.models.events import CardEvent
from ehrenamtskarte.models.figures import CardFigure
from ehrenamtskarte.models.issuers import IssuerKey, StatusList, TrustedIssuer, TrustedStatusList
from ehrenamtskarte.models.pages import CardPage
from ehrenamtskarte.models.rules import STATED, CardRule

__all__ = [
    "STATED",
    "ActivationCode",
    "Attestation",
    "Card",
    "CardApplication",
    "CardBatch",
    "CardDesign",
    "CardEvent",
    "CardFigure",
    "CardPage",
    "CardRule",
    "CaseMessage",
    "Collective",
    "Credential",
    "IssuerKey",
    "Proof",
    "StatusList",
    "TrustedIssuer",
    "TrustedStatusList",
]
