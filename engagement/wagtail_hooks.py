from wagtail import hooks

from core.viewsets import TermViewSet, term_viewset
from engagement.certificates import frame as certificates_frame
from engagement.checks import frame as checks_frame
from engagement.desk import frame
from engagement.models import Competence
from engagement.own import sections


@hooks.register("register_vocabulary_viewset")
def register_competences() -> TermViewSet:
    return term_viewset(Competence, icon="clipboard-list")


hooks.register("account_home_sections", sections.of_account)
hooks.register("account_navigation", sections.account_link)
hooks.register("desk_tasks", frame.tasks)
hooks.register("desk_navigation", frame.people_link)
hooks.register("desk_navigation", frame.hours_link)
hooks.register("desk_figures", frame.figures)
hooks.register("account_home_sections", certificates_frame.of_account)
hooks.register("account_navigation", certificates_frame.account_link)
hooks.register("desk_tasks", certificates_frame.tasks)
hooks.register("desk_navigation", certificates_frame.link)
hooks.register("desk_tasks", checks_frame.tasks)
hooks.register("desk_navigation", checks_frame.link)
