from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from core.viewsets import TermViewSet, term_viewset
from municipalities.permissions import MunicipalityPermissionPolicy
from partners import sections
from partners.admin import waiting
from partners.desk import panels as desk_panels
from partners.lists.history import LOG_ACTION, ListLogFormatter
from partners.lists.viewset import PartnerListRunViewSet
from partners.models import Partner, PartnerCategory, PartnerListRun, PartnerProposal
from partners.redeeming import report as redemptions_report
from partners.redeeming.desk.views import tasks as redeeming_tasks
from partners.redeeming.pseudonyms import reencrypt_pseudonym_keys
from partners.site_search import found_partners
from partners.viewsets import PartnerViewSetGroup

# Proposals are decided, shops are made by that or with their page; nobody adds or deletes them.
register_permission_policy(Partner, MunicipalityPermissionPolicy(Partner, never={"add", "delete"}))
register_permission_policy(
    PartnerProposal, MunicipalityPermissionPolicy(PartnerProposal, never={"add", "delete"})
)
# A run is what happened; nobody edits or removes it.
register_permission_policy(
    PartnerListRun, MunicipalityPermissionPolicy(PartnerListRun, never={"change", "delete"})
)


@hooks.register("register_admin_viewset")
def register_partners() -> PartnerViewSetGroup:
    return PartnerViewSetGroup()


@hooks.register("register_partner_viewset")
def register_lists() -> PartnerListRunViewSet:
    return PartnerListRunViewSet()


@hooks.register("register_log_actions")
def register_list_log(actions: LogActionRegistry) -> None:
    actions.register_action(LOG_ACTION)(ListLogFormatter)


@hooks.register("register_vocabulary_viewset")
def register_categories() -> TermViewSet:
    return term_viewset(PartnerCategory, icon="tag")


hooks.register("construct_homepage_panels", waiting.add_panel)
hooks.register("municipality_page_sections", sections.of_municipality)
hooks.register("card_page_ways", sections.way_on_card_page)
hooks.register("site_search", found_partners)
hooks.register("partner_desk_sections", desk_panels.how_it_stands)
hooks.register("partner_desk_sections", sections.for_the_door)
hooks.register("partner_desk_tasks", desk_panels.tasks)
hooks.register("partner_desk_tasks", redeeming_tasks)
hooks.register("reencrypt_card_secrets", reencrypt_pseudonym_keys)
hooks.register("register_reports_menu_item", redemptions_report.menu_item)
hooks.register("register_admin_urls", redemptions_report.urls)
hooks.register("account_home_sections", desk_panels.of_account)
