from wagtail import hooks
from wagtail.permissions import register_permission_policy

from matching.alerts import account as alerts_account
from matching.alerts import sections as alerts_sections
from matching.invitations import account as invitations_account
from matching.invitations import desk as invitations_desk
from matching.models import SpeedDating, TandemProgramme
from matching.pairs_admin import PairsViewSetGroup
from matching.profiles import sections as profile_sections
from matching.reach import sections as reach_sections
from matching.unmet import report as unmet_report
from municipalities.permissions import MunicipalityPermissionPolicy

hooks.register("offer_draft_sections", reach_sections.of_draft)
hooks.register("desk_navigation", invitations_desk.navigation)
hooks.register("desk_offer_links", invitations_desk.offer_link)
hooks.register("account_navigation", invitations_account.navigation)
hooks.register("account_home_sections", invitations_account.section)
hooks.register("register_admin_urls", unmet_report.urls)
hooks.register("register_reports_menu_item", unmet_report.menu_item)
hooks.register("opportunity_search_sections", alerts_sections.of_search)
hooks.register("suggestions_sections", alerts_sections.of_suggestions)
hooks.register("account_navigation", alerts_account.navigation)
hooks.register("account_home_sections", alerts_account.section)

hooks.register("opportunity_page_sections", profile_sections.of_offer)
hooks.register("opportunity_actions_sections", profile_sections.of_remembering)
hooks.register("opportunity_list_sections", profile_sections.of_list)
hooks.register("opportunity_search_sections", profile_sections.of_search)
hooks.register("account_navigation", profile_sections.navigation)
hooks.register("account_home_sections", profile_sections.of_account)

register_permission_policy(SpeedDating, MunicipalityPermissionPolicy(SpeedDating))
register_permission_policy(TandemProgramme, MunicipalityPermissionPolicy(TandemProgramme))
hooks.register("register_admin_viewset", PairsViewSetGroup)
