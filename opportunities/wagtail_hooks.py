from wagtail import hooks

from opportunities.viewsets import OpportunityViewSet


@hooks.register("register_admin_viewset")
def register_opportunities() -> OpportunityViewSet:
    return OpportunityViewSet()
