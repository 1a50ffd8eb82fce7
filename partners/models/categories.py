from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import Term


class PartnerCategory(Term):
    """What kind of place takes the card: eating, culture, sport, shops …"""

    icon = models.SlugField(
        _("icon"), max_length=40, blank=True, help_text=_("Name of a picture in static/icons.")
    )

    panels = [*Term.panels, FieldPanel("icon")]

    class Meta(Term.Meta):
        verbose_name = _("category of partner shops")
        verbose_name_plural = _("categories of partner shops")
