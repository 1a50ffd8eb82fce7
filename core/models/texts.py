from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class ReadyTextQuerySet(models.QuerySet):
    def for_purpose(self, purpose: "ReadyText.Purpose") -> Self:
        """Those that may be chosen for `purpose`."""
        return self.filter(purpose=purpose, is_active=True)


class ReadyText(models.Model):
    """Textbaustein: a friendly sentence that is written once and chosen often."""

    class Purpose(models.TextChoices):
        REGISTRATION_DECLINED = "registration_declined", _("declining an organisation")
        OFFER_RETURNED = "offer_returned", _("returning an offer")
        APPLICATION_DECLINED = "application_declined", _("declining an application")
        CARD_DECLINED = "card_declined", _("declining an Ehrenamtskarte")
        CARD_QUESTION = "card_question", _("asking back about an Ehrenamtskarte")
        PARTNER_DECLINED = "partner_declined", _("declining a partner shop")

    purpose = models.CharField(_("used for"), max_length=24, choices=Purpose.choices)
    title = models.CharField(_("short name"), max_length=80)
    text = models.TextField(_("text"), max_length=1000)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("can be chosen"), default=True)

    objects = ReadyTextQuerySet.as_manager()

    panels = [
        FieldPanel("purpose"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("sort_order"),
        FieldPanel("is_active"),
    ]

    class Meta:
        ordering = ["purpose", "sort_order", "pk"]
        verbose_name = _("ready text")
        verbose_name_plural = _("ready texts")

    def __str__(self) -> str:
        return self.title
