from wagtail import hooks

from opportunities import sections
from opportunities.viewsets import OpportunityViewSet


@hooks.register("register_admin_viewset")
def register_opportunities() -> OpportunityViewSet:
    return OpportunityViewSet()


hooks.register("organisation_page_sections", sections.of_organisation)
hooks.register("municipality_page_sections", sections.of_municipality)
