from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.enums import CardType
from municipalities.models import Municipality
from partners.enums import ConflictReason, RedemptionState
from partners.models.benefits import Benefit
from partners.models.devices import ScannerDevice
from partners.models.records import Partner
from partners.querysets import RedemptionQuerySet


class PseudonymKey(models.Model):
    """The key of one year under which cards are counted without being known.

    Encrypted with a key from the environment. Once it is destroyed, nobody can ever again tell
    which card a pseudonym of that year was.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    key = models.BinaryField()  # 32 random bytes, encrypted
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Redemption(models.Model):
    """One use of a benefit at a till. It knows no person, only that year's pseudonym of a card."""

    # Made by the device; a report that arrives twice is one redemption.
    idempotency_key = models.UUIDField(unique=True)
    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="redemptions")
    # Found by `redemptions_of_partner`; each index of its own is paid for at every till.
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="redemptions", db_index=False
    )
    device = models.ForeignKey(ScannerDevice, on_delete=models.PROTECT, related_name="redemptions")
    # HMAC-SHA-256 of the card's id under the year's key, shortened to 16 bytes. Empty where the
    # code was no card's, and when retention has taken it away.
    pseudonym = models.BinaryField(max_length=16, null=True)
    card_type = models.PositiveSmallIntegerField(
        _("kind of card"), choices=CardType.choices, null=True
    )
    # Town of issue; empty for a card of another association.
    issued_by = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    state = models.CharField(max_length=10, choices=RedemptionState.choices)
    conflict = models.CharField(max_length=16, choices=ConflictReason.choices, blank=True)
    conflict_seen_at = models.DateTimeField(null=True, blank=True)
    # Which of the uses that the limit allows in the period ("2026-11-21", "2026-11", "2026" or
    # "once"): no two can be the same. Empty where there is no limit, or nothing counts.
    period = models.CharField(max_length=10, blank=True)
    slot = models.PositiveSmallIntegerField(null=True)
    scanned_at = models.DateTimeField(_("scanned"))  # by the device's clock
    received_at = models.DateTimeField(_("received"))
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RedemptionQuerySet.as_manager()

    class Meta:
        ordering = ["-scanned_at", "-pk"]
        verbose_name = _("redemption")
        verbose_name_plural = _("redemptions")
        indexes = [
            models.Index(fields=["partner", "-scanned_at"], name="redemptions_of_partner"),
            models.Index(fields=["scanned_at"], name="redemptions_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "pseudonym", "period", "slot"],
                condition=Q(slot__isnull=False),
                name="limit_of_benefit_holds",
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(state=RedemptionState.DONE),
                name="only_redeemed_counts_for_limit",
            ),
            models.CheckConstraint(
                condition=Q(state=RedemptionState.CONFLICT) ^ Q(conflict=""),
                name="conflict_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.idempotency_key)


class RedemptionCount(models.Model):
    """How often a benefit was used on a day, what remains when single uses are erased."""

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="counts")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="counts")
    day = models.DateField()
    card_type = models.PositiveSmallIntegerField(choices=CardType.choices)
    issued_by = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "day", "card_type", "issued_by"],
                condition=Q(issued_by__isnull=False),
                name="one_redemption_count_each_town",
            ),
            models.UniqueConstraint(
                fields=["benefit", "day", "card_type"],
                condition=Q(issued_by__isnull=True),
                name="one_redemption_count_of_others",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benefit} {self.day}: {self.count}"
