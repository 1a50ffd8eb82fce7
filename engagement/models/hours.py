from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.enums import Weekday
from engagement.enums import HoursSource, HoursState
from engagement.errors import HoursError
from engagement.models.engagements import Engagement
from engagement.querysets import HoursQuerySet


class HoursEntry(models.Model):
    """Hours on one day. Once confirmed it never changes; a correction is an entry of its own."""

    engagement = models.ForeignKey(
        Engagement, verbose_name=_("engagement"), on_delete=models.PROTECT, related_name="hours"
    )
    worked_on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2)
    note = models.CharField(_("what was done"), max_length=240, blank=True)
    source = models.CharField(max_length=10, choices=HoursSource.choices, default=HoursSource.ENTRY)
    # From what it came (`booking:17`), so that nothing is recorded twice.
    source_key = models.CharField(max_length=80, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=HoursState.choices, default=HoursState.OPEN
    )
    answer = models.CharField(_("word of the organisation"), max_length=240, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = HoursQuerySet.as_manager()

    class Meta:
        ordering = ["-worked_on", "-pk"]
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        indexes = [models.Index(fields=["engagement", "state"], name="hours_to_confirm")]
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"], condition=~Q(source_key=""), name="hours_recorded_once"
            ),
            models.CheckConstraint(
                # Only a correction may take away.
                condition=Q(hours__gt=0, hours__lte=24)
                | Q(corrects__isnull=False, hours__gte=-24, hours__lte=24),
                name="hours_fit_into_a_day",
                violation_error_message=_("A day has 24 hours at most."),
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(state__in=[HoursState.OPEN, HoursState.DISPUTED]),
                name="one_correction_waits_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worked_on}: {self.hours}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises HoursError where the hours have been confirmed before."""
        self._refuse_if_confirmed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises HoursError where the hours have been confirmed."""
        self._refuse_if_confirmed()
        return super().delete(*args, **kwargs)

    def _refuse_if_confirmed(self) -> None:
        known = type(self)._base_manager.filter(pk=self.pk) if self.pk else None
        if known is not None and known.filter(state=HoursState.CONFIRMED).exists():
            raise HoursError(HoursError.Code.CONFIRMED)


class Timer(models.Model):
    """A clock that runs until its owner stops it; then it becomes an entry."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="timer")
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.engagement}: {self.started_at}"


class WeekPattern(models.Model):
    """Hours that come round every week, from which entries are made when asked."""

    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="week_pattern"
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=2)

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "weekday"], name="one_pattern_each_weekday"
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24),
                name="pattern_fits_into_a_day",
                violation_error_message=_("A day has 24 hours at most."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}: {self.hours}"
