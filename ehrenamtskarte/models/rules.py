from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.enums import CardType, PayRule, Shortcut
from ehrenamtskarte.querysets import CardRuleQuerySet
from municipalities.models import Municipality


def _known_shortcuts(value: Any) -> None:
    if not isinstance(value, list) or not set(value) <= set(Shortcut.values):
        raise ValidationError(_("Please choose from the list."))


class CardRule(models.Model):
    """From when on whoever asks for the Ehrenamtskarte has to meet what (docs/card-rules.md).

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
    card_type = models.PositiveSmallIntegerField(
        _("kind of card"), choices=CardType.choices, default=CardType.STANDARD
    )
    valid_from = models.DateField(_("in force from"))
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    hours_per_week = models.DecimalField(
        _("hours per week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    hours_per_year = models.PositiveSmallIntegerField(
        _("hours per year"),
        null=True,
        blank=True,
        help_text=_("Either of the two is enough; one that is 0 does not count."),
    )
    prior_years = models.PositiveSmallIntegerField(
        _("years of volunteering beforehand"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(25)],
    )
    prior_years_of_minors = models.PositiveSmallIntegerField(
        _("years beforehand of who is under 18"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(25)],
        help_text=_("Empty: the same as for everybody."),
    )
    total_years = models.PositiveSmallIntegerField(
        _("years in total"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(60)],
        help_text=_("All organisations together, with breaks. For the jubilee card."),
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
    is_unlimited = models.BooleanField(_("valid for life"), null=True, blank=True)
    sums_organisations = models.BooleanField(
        _("hours at several organisations add up"), null=True, blank=True
    )
    pay_rule = models.CharField(_("pay"), max_length=10, choices=PayRule.choices, blank=True)
    honorary_allowance = models.PositiveSmallIntegerField(
        _("Ehrenamtspauschale up to (€ a year)"), null=True, blank=True
    )
    trainer_allowance = models.PositiveSmallIntegerField(
        _("Übungsleiterpauschale up to (€ a year)"), null=True, blank=True
    )
    shortcuts = models.JSONField(
        _("stands for the hours"), null=True, blank=True, validators=[_known_shortcuts]
    )
    must_go_on = models.BooleanField(_("has to mean to go on"), null=True, blank=True)
    signatures = models.PositiveSmallIntegerField(
        _("people of an organisation who have to confirm"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(2)],
    )
    allows_self_declaration = models.BooleanField(
        _("the applicant's word is enough where records are gone"), null=True, blank=True
    )
    organisation_may_propose = models.BooleanField(
        _("organisations may propose somebody"), null=True, blank=True
    )

    objects = CardRuleQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "card_type", "-valid_from"]
        verbose_name = _("rule of the Ehrenamtskarte")
        verbose_name_plural = _("rules of the Ehrenamtskarte")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "card_type", "valid_from"],
                name="one_card_rule_each_day",
                violation_error_message=_("There is a rule from this day on already."),
            ),
            # Databases take two empty towns for different ones.
            models.UniqueConstraint(
                fields=["card_type", "valid_from"],
                condition=Q(municipality__isnull=True),
                name="one_card_rule_of_association_each_day",
                violation_error_message=_("There is a rule from this day on already."),
            ),
            models.CheckConstraint(
                condition=Q(municipality__isnull=False)
                | Q(
                    ~Q(pay_rule=""),
                    Q(validity_years__isnull=False) | Q(is_unlimited=True),
                    Q(
                        hours_per_week__isnull=False,
                        hours_per_year__isnull=False,
                        prior_years__isnull=False,
                    )
                    | Q(total_years__isnull=False),
                    for_residents__isnull=False,
                    for_active__isnull=False,
                    sums_organisations__isnull=False,
                ),
                name="card_rule_of_association_is_complete",
                violation_error_message=_("The association's rule has to say everything."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="card_rule_ends_after_start",
                violation_error_message=_("The end must not come before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(where)s from %(day)s") % {
            "where": self.municipality or _("whole association"),
            "day": date_format(self.valid_from, "SHORT_DATE_FORMAT"),
        }

    def holds(self, on: date) -> bool:
        """Whether it has begun and not ended; a newer one of the same town takes its place."""
        return self.valid_from <= on and (self.valid_until is None or self.valid_until >= on)

    def says(self) -> dict[str, Any]:
        """What it states, by name of the field; what it leaves open is missing."""
        facts = {name: getattr(self, name) for name in STATED}
        return {name: value for name, value in facts.items() if value not in (None, "")}


STATED = (
    "hours_per_week",
    "hours_per_year",
    "prior_years",
    "prior_years_of_minors",
    "total_years",
    "minimum_age",
    "validity_years",
    "for_residents",
    "for_active",
    "is_unlimited",
    "sums_organisations",
    "pay_rule",
    "honorary_allowance",
    "trainer_allowance",
    "shortcuts",
    "must_go_on",
    "signatures",
    "allows_self_declaration",
    "organisation_may_propose",
)
