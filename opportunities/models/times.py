import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.db import models
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.enums import Weekday
from opportunities.enums import Rhythm


class WeeklySlot(models.Model):
    """A time that comes round: Wednesdays from 15 to 17, every other week."""

    opportunity = ParentalKey(
        "opportunities.OpportunityPage", on_delete=models.CASCADE, related_name="slots"
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    rhythm = models.CharField(
        _("how often"), max_length=12, choices=Rhythm.choices, default=Rhythm.WEEKLY
    )

    panels = [
        FieldRowPanel(
            [
                FieldPanel("weekday"),
                FieldPanel("starts_at"),
                FieldPanel("ends_at"),
                FieldPanel("rhythm"),
            ]
        )
    ]

    class Meta:
        ordering = ["weekday", "starts_at", "pk"]
        verbose_name = _("weekly time")
        verbose_name_plural = _("weekly times")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="weekly_slot_ends_after_start",
                violation_error_message=_("The end must come after the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.get_weekday_display()


class OpportunityDate(models.Model):
    """One single date: Saturday, 12 December 2026, from 9 to 13."""

    opportunity = ParentalKey(
        "opportunities.OpportunityPage", on_delete=models.CASCADE, related_name="dates"
    )
    takes_place_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(
        _("people wanted on this day"), null=True, blank=True, help_text=_("Empty: any number.")
    )
    # Bookings refer to it. The primary key would not do: a revision may bring a date in again as
    # a new row.
    key = models.UUIDField(default=uuid.uuid4)

    panels = [
        FieldRowPanel(
            [
                FieldPanel("takes_place_on"),
                FieldPanel("starts_at"),
                FieldPanel("ends_at"),
                FieldPanel("places"),
            ]
        ),
        FieldPanel("key", widget=HiddenInput),
    ]

    class Meta:
        ordering = ["takes_place_on", "starts_at", "pk"]
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="opportunity_date_ends_after_start",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.UniqueConstraint(
                fields=["opportunity", "key"], name="one_key_for_each_date_of_an_offer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.takes_place_on:%d.%m.%Y}"


def are_full(dates: Iterable[OpportunityDate], held: Mapping[str, int], *, today: dt.date) -> bool:
    """Whether there are dates to come, and all of them have as many people as they have places.

    `held` says how many places are held on a date, by its key as text.
    """
    to_come = [date for date in dates if date.takes_place_on >= today]
    return bool(to_come) and all(
        date.places is not None and date.places <= held.get(str(date.key), 0) for date in to_come
    )
