from django.db import models
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.enums import CardType, FigureKind
from municipalities.models import Municipality


class CardFigure(models.Model):
    """How many there were of what has been erased: a number, and nothing of anybody."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("town"), on_delete=models.PROTECT, related_name="card_figures"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    card_type = models.PositiveSmallIntegerField(_("kind of card"), choices=CardType.choices)
    kind = models.CharField(max_length=10, choices=FigureKind.choices)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        ordering = ["-year", "municipality", "card_type", "kind"]
        verbose_name = _("figure of the Ehrenamtskarte")
        verbose_name_plural = _("figures of the Ehrenamtskarte")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "card_type", "kind"], name="card_figure_is_one_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}: {self.number}"
