from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.storage import private_storage
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.models.applications import CardApplication
from ehrenamtskarte.searching import folded
from engagement.models import Engagement
from organisations.models import Organisation


class Attestation(models.Model):
    """What somebody says to do at one organisation, and what the organisation says of it."""

    application = models.ForeignKey(
        CardApplication, on_delete=models.CASCADE, related_name="attestations"
    )
    # Empty where it is not among those the site knows.
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="card_attestations",
    )
    organisation_name = models.CharField(_("organisation"), max_length=200)
    role = models.CharField(_("as what"), max_length=160)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    hours_per_week = models.DecimalField(
        _("hours per week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    hours_per_year = models.PositiveSmallIntegerField(_("hours per year"), null=True, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    engagement = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AttestationState.choices,
        default=AttestationState.OPEN,
    )
    # What the organisation says instead, where it corrects.
    corrected_since = models.DateField(_("since"), null=True, blank=True)
    corrected_hours_per_week = models.DecimalField(
        _("hours per week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    corrected_hours_per_year = models.PositiveSmallIntegerField(
        _("hours per year"), null=True, blank=True
    )
    word = models.CharField(_("word of the organisation"), max_length=500, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Where a town wants two people to confirm (`CardRule.signatures`).
    second_name = models.CharField(_("second person"), max_length=120, blank=True)
    second_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)  # after 7 and 21 days
    bounced_at = models.DateTimeField(null=True, blank=True)
    search_name = models.CharField(max_length=130, editable=False, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(state=AttestationState.OPEN),
                name="card_attestation_open",
            ),
            models.Index(
                fields=["search_name"],
                opclasses=["varchar_pattern_ops"],
                name="card_attestation_name",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="card_attestation_ends_after_start",
                violation_error_message=_("The end must not come before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(hours_per_week__gt=0, hours_per_week__lte=80),
                name="card_attestation_week_is_sensible",
                violation_error_message=_("Please give between half an hour and 80 hours."),
            ),
            models.CheckConstraint(
                condition=Q(hours_per_year__isnull=True)
                | Q(hours_per_year__gt=0, hours_per_year__lte=4000),
                name="card_attestation_year_is_sensible",
                violation_error_message=_("Please give between 1 and 4,000 hours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the organisation's name as it is looked for."""
        self.search_name = folded(self.organisation_name)
        if (fields := kwargs.get("update_fields")) is not None and "organisation_name" in fields:
            kwargs["update_fields"] = {*fields, "search_name"}
        super().save(*args, **kwargs)


class ProofQuerySet(models.QuerySet):
    def of(self, application: CardApplication) -> Self:
        """All that belong to an application, in whatever place."""
        return self.filter(
            Q(application=application) | Q(attestation__application=application)
        ).order_by("pk")


class Proof(models.Model):
    """A paper that only the town sees."""

    # In place of an organisation's answer …
    attestation = models.ForeignKey(
        Attestation, null=True, blank=True, on_delete=models.CASCADE, related_name="proofs"
    )
    # … or of what stands for the hours: a Juleica, say.
    application = models.ForeignKey(
        CardApplication,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="shortcut_proofs",
    )
    file = models.FileField(_("file"), upload_to="proofs/", storage=private_storage)
    name = models.CharField(_("name of the file"), max_length=120)
    media_type = models.CharField(max_length=40)  # by content
    size = models.PositiveIntegerField()  # bytes
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        constraints = [
            models.CheckConstraint(
                condition=Q(attestation__isnull=False, application__isnull=True)
                | Q(attestation__isnull=True, application__isnull=False),
                name="card_proof_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.name
