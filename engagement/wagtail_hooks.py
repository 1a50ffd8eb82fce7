from wagtail import hooks

from engagement.desk import frame
from engagement.own import sections

hooks.register("account_home_sections", sections.of_account)
hooks.register("desk_tasks", frame.tasks)
hooks.register("desk_navigation", frame.people_link)
hooks.register("desk_navigation", frame.hours_link)
hooks.register("desk_figures", frame.figures)
