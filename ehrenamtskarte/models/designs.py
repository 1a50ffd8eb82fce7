from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality

_colour = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("A colour looks like #1a2b3c."))


class CardDesign(models.Model):
    """How the cards of a town look; what it leaves empty the built-in look says."""

    municipality = models.OneToOneField(
        Municipality,
        verbose_name=_("town"),
        on_delete=models.CASCADE,
        related_name="card_design",
    )
    headline = models.CharField(
        _("headline"),
        max_length=40,
        blank=True,
        help_text=_("Empty: “Ehrenamtskarte”."),
    )
    background_colour = models.CharField(
        _("colour of the card"), max_length=7, blank=True, validators=[_colour]
    )
    text_colour = models.CharField(
        _("colour of the text"), max_length=7, blank=True, validators=[_colour]
    )
    accent_colour = models.CharField(
        _("accent colour"), max_length=7, blank=True, validators=[_colour]
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    background = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("background picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    signature = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture of the signature"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    signed_by_name = models.CharField(_("signed by"), max_length=60, blank=True)
    signed_by_role = models.CharField(_("their office"), max_length=60, blank=True)
    back_text = models.TextField(_("text on the back"), max_length=300, blank=True)
    letter_text = models.TextField(
        _("text of the letter"),
        max_length=2000,
        blank=True,
        help_text=_("Between the greeting and the signature of the letter that comes with a card."),
    )

    class Meta:
        verbose_name = _("look of the card")
        verbose_name_plural = _("looks of the card")

    def __str__(self) -> str:
        return str(self.municipality)
