"""The card's part of the administration's menu; each part of the app adds its own entry."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from ehrenamtskarte.deciding.viewset import CardCaseViewSet
from ehrenamtskarte.issuing.admin.viewsets import (
    CardBatchViewSet,
    CardDesignViewSet,
    CardViewSet,
)
from ehrenamtskarte.keys.admin.viewset import IssuerKeyViewSet
from ehrenamtskarte.rules.admin.viewset import CardRuleViewSet
from ehrenamtskarte.trust.admin.viewset import TrustedIssuerViewSet


class CardViewSetGroup(ViewSetGroup):
    """Everything about the Ehrenamtskarte, in the order of daily work."""

    menu_label = _("Ehrenamtskarte")
    menu_icon = "pick"
    menu_order = 130
    items = (
        CardCaseViewSet,
        CardBatchViewSet,
        CardViewSet,
        CardDesignViewSet,
        CardRuleViewSet,
        IssuerKeyViewSet,
        TrustedIssuerViewSet,
    )
