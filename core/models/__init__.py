from core.models.association import AssociationSettings
from core.models.links import SecretLink
from core.models.listings import ListingPage
from core.models.mails import MailAttempt, MailKey
from core.models.pages import BasePage
from core.models.synonyms import Synonym
from core.models.texts import ReadyText
from core.models.versions import ContentVersion
from core.models.vocabularies import (
    Activity,
    EngagementField,
    Requirement,
    SpokenLanguage,
    TargetGroup,
    Term,
)

__all__ = [
    "Activity",
    "AssociationSettings",
    "BasePage",
    "ContentVersion",
    "EngagementField",
    "ListingPage",
    "MailAttempt",
    "MailKey",
    "ReadyText",
    "Requirement",
    "SecretLink",
    "SpokenLanguage",
    "Synonym",
    "TargetGroup",
    "Term",
]
