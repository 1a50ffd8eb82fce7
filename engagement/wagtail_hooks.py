from wagtail import hooks

from core.viewsets import TermViewSet, term_viewset
from engagement.desk import frame
from engagement.models import Competence
from engagement.own import sections


@hooks.register("register_vocabulary_viewset")
def register_competences() -> TermViewSet:
    return term_viewset(Competence, icon="clipboard-list")


hooks.register("account_home_sections", sections.of_account)
hooks.register("desk_tasks", frame.tasks)
hooks.register("desk_navigation", frame.people_link)
hooks.register("desk_navigation", frame.hours_link)
hooks.register("desk_figures", frame.figures)
