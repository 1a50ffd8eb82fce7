"""How an opportunity is edited in the CMS: tabs that follow a person's questions."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from core.models import BasePage
from core.models.places import Place

what = [
    *BasePage.content_panels,
    FieldPanel("summary"),
    FieldPanel("description"),
    MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
    MultiFieldPanel(
        [
            FieldPanel("engagement_fields", widget=CheckboxSelectMultiple),
            FieldPanel("target_groups", widget=CheckboxSelectMultiple),
            FieldPanel("activities", widget=CheckboxSelectMultiple),
        ],
        heading=_("Found under"),
    ),
]

when_and_where = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("time_model"), FieldPanel("hours_per_week")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldPanel("time_note"),
            FieldPanel("closes_on"),
        ],
        heading=_("Time"),
    ),
    InlinePanel("slots", heading=_("Weekly times"), label=_("weekly time")),
    InlinePanel("dates", heading=_("Single dates"), label=_("date")),
    FieldPanel("whereabouts"),
    Place.place_panel,
    FieldPanel("public_transport"),
]

give_and_take = [
    MultiFieldPanel(
        [
            FieldPanel("requirements", widget=CheckboxSelectMultiple),
            FieldPanel("requirements_note"),
            FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("german_level")]),
            FieldPanel("languages", widget=CheckboxSelectMultiple),
        ],
        heading=_("What it takes"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("has_insurance"),
            FieldPanel("reimburses_expenses"),
            FieldPanel("offers_training"),
            FieldPanel("gives_certificate"),
            FieldPanel("counts_for_card"),
        ],
        heading=_("What it gives"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("is_step_free"),
            FieldPanel("has_accessible_toilet"),
            FieldPanel("has_hearing_loop"),
            FieldPanel("uses_plain_language"),
        ],
        heading=_("Accessibility"),
    ),
]

people = [
    FieldRowPanel([FieldPanel("places_wanted"), FieldPanel("places_taken")]),
    MultiFieldPanel(
        [
            FieldPanel("suits_groups"),
            FieldRowPanel([FieldPanel("smallest_group"), FieldPanel("largest_group")]),
        ],
        heading=_("Groups and companies"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("takes_applications"),
            FieldRowPanel([FieldPanel("reminder_hours"), FieldPanel("answer_hours")]),
            FieldPanel("calls_for_cover"),
            FieldPanel("allows_attachments"),
        ],
        heading=_("Applications"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
        ],
        heading=_("Contact"),
    ),
]

opportunity_edit_handler = TabbedInterface(
    [
        ObjectList(what, heading=_("What")),
        ObjectList(when_and_where, heading=_("When and where")),
        ObjectList(give_and_take, heading=_("Give and take")),
        ObjectList(people, heading=_("People")),
        ObjectList(BasePage.promote_panels, heading=_("Promote")),
        ObjectList(BasePage.settings_panels, heading=_("Settings")),
    ]
)
