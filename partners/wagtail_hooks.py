from wagtail import hooks

from core.viewsets import TermViewSet, term_viewset
from partners.models import PartnerCategory


@hooks.register("register_vocabulary_viewset")
def register_categories() -> TermViewSet:
    return term_viewset(PartnerCategory, icon="tag")
