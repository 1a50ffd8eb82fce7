from wagtail import hooks

from core.viewsets import TermViewSet, term_viewset
from organisations import sections
from organisations.models import OrganisationKind
from organisations.site_search import found_organisations
from organisations.viewsets import OrganisationViewSet


@hooks.register("register_admin_viewset")
def register_organisations() -> OrganisationViewSet:
    return OrganisationViewSet()


@hooks.register("register_vocabulary_viewset")
def register_kinds() -> TermViewSet:
    return term_viewset(OrganisationKind, icon="group")


hooks.register("municipality_page_sections", sections.of_municipality)
hooks.register("collecting_page_sections", sections.of_collecting_page)
hooks.register("site_search", found_organisations)
