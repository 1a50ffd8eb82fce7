from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.enums import BenefitKind, LimitPeriod
from partners.models.pages import PartnerBranch
from partners.models.records import Partner
from partners.querysets import BenefitQuerySet

EVERY_WEEKDAY = 0b1111111  # bit 0 is Monday


class Benefit(models.Model):
    """What a shop gives to holders of the card: what, to whom, when, how often.

    One that has been used is never rewritten to the holder's disadvantage: what is lessened is
    another benefit that follows it (`follows`) from a day that is announced.
    """

    partner = models.ForeignKey(
        Partner, verbose_name=_("partner shop"), on_delete=models.PROTECT, related_name="benefits"
    )
    kind = models.CharField(_("what"), max_length=10, choices=BenefitKind.choices)
    title = models.CharField(
        _("in one line"), max_length=160, help_text=_("For example: 10 % off everything.")
    )
    terms = models.TextField(_("terms"), max_length=1000, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, blank=True)
    price = models.DecimalField(
        _("price with the card (€)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    regular_price = models.DecimalField(
        _("price without the card (€)"), max_digits=7, decimal_places=2, null=True, blank=True
    )

    for_standard = models.BooleanField(_("for the Ehrenamtskarte"), default=True)
    for_jubilee = models.BooleanField(_("for the Jubilee Ehrenamtskarte"), default=True)
    companions = models.PositiveSmallIntegerField(
        _("people who come along"), default=0, help_text=_("How many get it with one card.")
    )
    # Empty: at all of them.
    branches = models.ManyToManyField(
        PartnerBranch, verbose_name=_("only at"), blank=True, related_name="+"
    )

    weekdays = models.PositiveSmallIntegerField(_("weekdays"), default=EVERY_WEEKDAY)
    from_time = models.TimeField(_("from"), null=True, blank=True)
    until_time = models.TimeField(_("until"), null=True, blank=True)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"), null=True, blank=True)

    limit_period = models.CharField(
        _("how often"), max_length=10, choices=LimitPeriod.choices, default=LimitPeriod.UNLIMITED
    )
    limit_count = models.PositiveSmallIntegerField(_("how many times"), default=1)

    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )

    objects = BenefitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        indexes = [models.Index(fields=["partner", "ended_at"], name="benefits_of_partner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=1, percent__lte=100),
                name="benefit_percent_is_sensible",
                violation_error_message=_("Please give a percentage from 1 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(for_standard=True) | Q(for_jubilee=True),
                name="benefit_is_for_somebody",
                violation_error_message=_("Please choose at least one kind of card."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=EVERY_WEEKDAY),
                name="benefit_has_a_weekday",
                violation_error_message=_("Please choose at least one weekday."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="benefit_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(limit_count__gte=1, limit_count__lte=100),
                name="benefit_limit_is_sensible",
                violation_error_message=_("Please give a number from 1 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BenefitTranslation(models.Model):
    """A benefit in another language."""

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=12)  # BCP 47, as in WAGTAIL languages
    title = models.CharField(_("in one line"), max_length=160)
    terms = models.TextField(_("terms"), max_length=1000, blank=True)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "language"], name="one_benefit_translation_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"
