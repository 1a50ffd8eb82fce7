from wagtail import hooks
from wagtail.permissions import register_permission_policy

from ehrenamtskarte import sections
from ehrenamtskarte.applications import frame as applications_frame
from ehrenamtskarte.deciding import bulk, counting
from ehrenamtskarte.issuing import frame as issuing_frame
from ehrenamtskarte.issuing.policy import CardPermissionPolicy
from ehrenamtskarte.keys import logbook as key_logbook
from ehrenamtskarte.models import (
    Card,
    CardApplication,
    CardBatch,
    CardDesign,
    CardRule,
    IssuerKey,
)
from ehrenamtskarte.phone import frame as phone_frame
from ehrenamtskarte.retention import report as figures_report
from ehrenamtskarte.rules.admin.policy import CardRulePermissionPolicy
from ehrenamtskarte.viewsets import CardViewSetGroup
from municipalities.permissions import MunicipalityPermissionPolicy

register_permission_policy(CardRule, CardRulePermissionPolicy(CardRule))
# What is handed in is decided; it goes by itself when its time has come.
register_permission_policy(
    CardApplication, MunicipalityPermissionPolicy(CardApplication, never={"delete"})
)
register_permission_policy(Card, CardPermissionPolicy(Card, never={"add", "change", "delete"}))
register_permission_policy(
    CardBatch, MunicipalityPermissionPolicy(CardBatch, never={"change", "delete"})
)
register_permission_policy(CardDesign, MunicipalityPermissionPolicy(CardDesign, never={"delete"}))
# Whoever may make keys may also end them; none is ever edited or deleted.
register_permission_policy(
    IssuerKey, MunicipalityPermissionPolicy(IssuerKey, never={"change", "delete"})
)


@hooks.register("register_admin_viewset")
def register_cards() -> CardViewSetGroup:
    return CardViewSetGroup()


hooks.register("hours_page_sections", sections.of_hours_page)
hooks.register("municipality_page_sections", sections.of_municipality)
hooks.register("register_admin_urls", figures_report.urls)
hooks.register("register_reports_menu_item", figures_report.menu_item)
hooks.register("register_log_actions", key_logbook.register_actions)
hooks.register("desk_tasks", applications_frame.desk_tasks)
hooks.register("desk_navigation", applications_frame.desk_link)
hooks.register("account_home_sections", applications_frame.of_account)
hooks.register("account_home_sections", issuing_frame.of_account)
hooks.register("account_home_sections", phone_frame.of_account)
hooks.register("construct_homepage_panels", counting.add_panel)
hooks.register("register_bulk_action", bulk.ApproveMany)
hooks.register("register_bulk_action", bulk.DeclineMany)
