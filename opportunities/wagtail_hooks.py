from typing import Any

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from municipalities.permissions import MunicipalityPermissionPolicy
from opportunities import sections
from opportunities.applications import account as applications_account
from opportunities.applications import checks as applications_checks
from opportunities.counselling import sections as counselling_sections
from opportunities.counselling.admin import CounsellingSlotViewSet, InterestViewSet
from opportunities.cover import desk as cover_desk
from opportunities.cover import sections as cover_sections
from opportunities.dates import account as dates_account
from opportunities.dates import calendars as dates_calendars
from opportunities.dates import desk as dates_desk
from opportunities.dates import sections as dates_sections
from opportunities.desk import panels as desk_panels
from opportunities.desk import warnings as desk_warnings
from opportunities.freinet.history import LOG_ACTION, ImportLogFormatter
from opportunities.imports.viewset import ImportRunViewSet
from opportunities.inbox import frame as inbox_frame
from opportunities.inbox import report as inbox_report
from opportunities.messages import sections as messages_sections
from opportunities.models import CounsellingSlot, ImportRun, Interest
from opportunities.site_search import found_opportunities
from opportunities.viewsets import OpportunityViewSet

# A run is what happened; nobody edits or removes it.
register_permission_policy(
    ImportRun, MunicipalityPermissionPolicy(ImportRun, never={"change", "delete"})
)


register_permission_policy(
    Interest, MunicipalityPermissionPolicy(Interest, never={"add", "delete"})
)
register_permission_policy(CounsellingSlot, MunicipalityPermissionPolicy(CounsellingSlot))


@hooks.register("register_admin_viewset")
def register_opportunities() -> list[ViewSet]:
    return [
        OpportunityViewSet(),
        ImportRunViewSet(),
        InterestViewSet(),
        CounsellingSlotViewSet(),
    ]


hooks.register("organisation_page_sections", sections.of_organisation)
hooks.register("municipality_page_sections", sections.of_municipality)
hooks.register("site_search", found_opportunities)
hooks.register("organisation_desk_sections", desk_panels.section)
hooks.register("desk_navigation", desk_panels.navigation)
hooks.register("desk_tasks", desk_panels.tasks)
hooks.register("desk_figures", desk_panels.figures)
hooks.register("before_edit_page", desk_warnings.warn_of_bookings)


@hooks.register("register_log_actions")
def register_import_log_action(actions: Any) -> None:
    actions.register_action(LOG_ACTION)(ImportLogFormatter)


hooks.register("account_navigation", applications_account.navigation)
hooks.register("account_home_sections", applications_account.section)
hooks.register("account_home_sections", messages_sections.of_account)
hooks.register("application_page_sections", messages_sections.of_application)
hooks.register("desk_people_sections", dates_desk.of_people)
hooks.register("desk_people_sections", cover_desk.of_people)
hooks.register("desk_tasks", cover_desk.tasks)
hooks.register("desk_navigation", cover_desk.navigation)
hooks.register("application_page_sections", cover_sections.of_application)
hooks.register("account_navigation", dates_account.navigation)
hooks.register("application_page_sections", dates_sections.of_application)
hooks.register("application_mail_attachments", dates_calendars.of_event)
hooks.register("desk_tasks", inbox_frame.tasks)
hooks.register("desk_figures", inbox_frame.figures)
hooks.register("desk_navigation", inbox_frame.applications_link)
hooks.register("desk_navigation", inbox_frame.people_link)
hooks.register("organisation_desk_sections", inbox_frame.newest)
hooks.register("register_admin_urls", inbox_report.urls)
hooks.register("register_reports_menu_item", inbox_report.menu_item)
hooks.register("background_check_candidates", applications_checks.candidates)
hooks.register("background_check_activity", applications_checks.is_applying)

hooks.register("account_home_sections", counselling_sections.of_account)
hooks.register("municipality_page_sections", counselling_sections.of_municipality)
