from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from engagement.enums import CheckState
from organisations.models import Organisation


class BackgroundCheck(models.Model):
    """That an erweitertes Führungszeugnis was seen (§ 72a Abs. 5 SGB VIII).

    Only what the law lets one keep: that it was inspected, its date, by whom, and until when. Never
    the paper, never a finding.
    """

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="background_checks"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="background_checks"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CheckState.choices, default=CheckState.REQUESTED
    )
    requested_on = models.DateField(_("letter made on"), null=True, blank=True)
    seen_on = models.DateField(_("seen on"), null=True, blank=True)
    issued_on = models.DateField(_("date of the certificate"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("seen by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    renew_by = models.DateField(_("to be renewed by"), null=True, blank=True)
    # The least days before the end that a warning was sent for: 60, 30 or 7.
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["renew_by", "pk"]
        verbose_name = _("certificate of good conduct")
        verbose_name_plural = _("certificates of good conduct")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "organisation"], name="one_background_check_each"
            ),
            models.CheckConstraint(
                condition=~Q(state=CheckState.SEEN)
                | Q(seen_on__isnull=False, issued_on__isnull=False, renew_by__isnull=False),
                name="seen_background_check_has_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.get_state_display()}"
