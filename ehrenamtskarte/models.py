from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.querysets import CardRuleQuerySet
from municipalities.models import Municipality


class CardRule(models.Model):
    """From when on whoever asks for the Ehrenamtskarte has to meet what (docs/engagement.md).

    A rule without town is that of the whole association, which follows the state's, and is
    complete. A town says only what it has decided itself; what it leaves empty the association's
    rule of that day says (`ehrenamtskarte.rules.rule_in_force`). A rule is never changed when
    things change: a new one with a later day is added.
    """

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="card_rules",
        help_text=_("Empty: the whole association."),
    )
    valid_from = models.DateField(_("in force from"))
    hours_per_week = models.DecimalField(
        _("hours per week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    hours_per_year = models.PositiveSmallIntegerField(
        _("hours per year"), null=True, blank=True, help_text=_("Either of the two is enough.")
    )
    prior_years = models.PositiveSmallIntegerField(
        _("years of volunteering beforehand"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(25)],
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), null=True, blank=True, validators=[MaxValueValidator(30)]
    )
    validity_years = models.PositiveSmallIntegerField(
        _("years that a card is valid"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    for_residents = models.BooleanField(_("for who lives in the town"), null=True, blank=True)
    for_active = models.BooleanField(
        _("for who volunteers in the town and lives elsewhere"), null=True, blank=True
    )

    objects = CardRuleQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "-valid_from"]
        verbose_name = _("rule of the Ehrenamtskarte")
        verbose_name_plural = _("rules of the Ehrenamtskarte")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "valid_from"],
                name="one_card_rule_each_day",
                violation_error_message=_("There is a rule from this day on already."),
            ),
            # Databases take two empty towns for different ones.
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(municipality__isnull=True),
                name="one_card_rule_of_association_each_day",
                violation_error_message=_("There is a rule from this day on already."),
            ),
            models.CheckConstraint(
                condition=Q(municipality__isnull=False)
                | Q(
                    hours_per_week__isnull=False,
                    hours_per_year__isnull=False,
                    prior_years__isnull=False,
                    validity_years__isnull=False,
                    for_residents__isnull=False,
                    for_active__isnull=False,
                ),
                name="card_rule_of_association_is_complete",
                violation_error_message=_("The association's rule has to say everything."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(where)s from %(day)s") % {
            "where": self.municipality or _("whole association"),
            "day": self.valid_from,
        }

    def says(self) -> dict[str, Any]:
        """What it states, by name of the field; what it leaves open is missing."""
        facts = {name: getattr(self, name) for name in STATED}
        return {name: value for name, value in facts.items() if value is not None}


STATED = (
    "hours_per_week",
    "hours_per_year",
    "prior_years",
    "minimum_age",
    "validity_years",
    "for_residents",
    "for_active",
)
