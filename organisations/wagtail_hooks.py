from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy

from core.viewsets import TermViewSet, term_viewset
from municipalities.permissions import MunicipalityPermissionPolicy
from organisations import sections
from organisations.admin.viewsets import OrganisationRecordViewSet, RegistrationViewSet
from organisations.desk import panels as desk_panels
from organisations.models import Organisation, OrganisationKind, Registration
from organisations.site_search import found_organisations
from organisations.viewsets import OrganisationViewSet

# Registrations are decided, records are made by those; nobody adds or deletes them.
register_permission_policy(
    Registration, MunicipalityPermissionPolicy(Registration, never={"add", "delete"})
)
register_permission_policy(
    Organisation, MunicipalityPermissionPolicy(Organisation, never={"add", "delete"})
)


@hooks.register("register_admin_viewset")
def register_organisations() -> list[ViewSet]:
    return [
        OrganisationViewSet(),
        RegistrationViewSet(),
        OrganisationRecordViewSet(),
    ]


@hooks.register("register_vocabulary_viewset")
def register_kinds() -> TermViewSet:
    return term_viewset(OrganisationKind, icon="group")


hooks.register("municipality_page_sections", sections.of_municipality)
hooks.register("collecting_page_sections", sections.of_collecting_page)
hooks.register("site_search", found_organisations)
hooks.register("account_home_sections", sections.of_account)
hooks.register("desk_navigation", desk_panels.link_to_profile)
hooks.register("desk_navigation", desk_panels.link_to_team)
hooks.register("desk_tasks", desk_panels.tasks)
hooks.register("organisation_desk_sections", desk_panels.people)
hooks.register("organisation_desk_sections", desk_panels.profile)
