from wagtail import hooks

from ehrenamtskarte import sections

hooks.register("hours_page_sections", sections.of_hours_page)
