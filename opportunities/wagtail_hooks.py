from typing import Any

from wagtail import hooks

from opportunities import sections
from opportunities.freinet.history import LOG_ACTION, ImportLogFormatter
from opportunities.viewsets import OpportunityViewSet


@hooks.register("register_admin_viewset")
def register_opportunities() -> OpportunityViewSet:
    return OpportunityViewSet()


hooks.register("organisation_page_sections", sections.of_organisation)
hooks.register("municipality_page_sections", sections.of_municipality)


@hooks.register("register_log_actions")
def register_import_log_action(actions: Any) -> None:
    actions.register_action(LOG_ACTION)(ImportLogFormatter)
