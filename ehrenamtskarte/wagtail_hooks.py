from wagtail import hooks
from wagtail.permissions import register_permission_policy

from ehrenamtskarte import sections
from ehrenamtskarte.models import CardRule
from ehrenamtskarte.rules.admin.policy import CardRulePermissionPolicy
from ehrenamtskarte.viewsets import CardViewSetGroup

register_permission_policy(CardRule, CardRulePermissionPolicy(CardRule))


@hooks.register("register_admin_viewset")
def register_cards() -> CardViewSetGroup:
    return CardViewSetGroup()


hooks.register("hours_page_sections", sections.of_hours_page)
