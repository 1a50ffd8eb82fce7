"""The lists to choose from: data that the association edits, not code.

The entries a new site starts with come from `core/data/vocabularies.json`
(`core.services.load_vocabularies`). An entry that pages use is retired, not deleted.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.querysets import TermQuerySet


class Term(models.Model):
    """An entry of a list: a label, an address part that never changes, an order."""

    label = models.CharField(_("label"), max_length=120, unique=True)
    slug = models.SlugField(
        _("address part"),
        max_length=60,
        unique=True,
        help_text=_("Appears in addresses and exports; please don't change it later."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(
        _("can be chosen"),
        default=True,
        help_text=_("Switched off, it stays on what uses it, but can't be chosen any more."),
    )

    objects = TermQuerySet.as_manager()

    panels = [
        FieldPanel("label"),
        FieldPanel("slug"),
        FieldPanel("sort_order"),
        FieldPanel("is_active"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort_order", "label"]

    def __str__(self) -> str:
        return self.label


class EngagementField(Term):
    """Engagementbereich: one of the 14 fields of the Freiwilligensurvey."""

    icon = models.SlugField(
        _("icon"), max_length=40, blank=True, help_text=_("Name of a picture in static/icons.")
    )

    panels = [*Term.panels, FieldPanel("icon")]

    class Meta(Term.Meta):
        verbose_name = _("field of engagement")
        verbose_name_plural = _("fields of engagement")


class TargetGroup(Term):
    """Zielgruppe: for whom one does something."""

    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Activity(Term):
    """Tätigkeit: what one does."""

    class Meta(Term.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")


class Requirement(Term):
    """Voraussetzung: what one has to bring along."""

    class Kind(models.TextChoices):
        BACKGROUND_CHECK = "background_check", _("Certificate of good conduct")
        LICENCE = "licence", _("Licence or certificate")
        EQUIPMENT = "equipment", _("Equipment")
        KNOWLEDGE = "knowledge", _("Knowledge or experience")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.KNOWLEDGE)

    panels = [*Term.panels, FieldPanel("kind")]

    class Meta(Term.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")


class SpokenLanguage(Term):
    """A language in which one can help; `slug` is its BCP 47 tag in lower case."""

    class Meta(Term.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
