"""Who helps where: places that are held, waiting lists, applications."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opportunities.enums import BookingState
from opportunities.models.pages import OpportunityPage
from opportunities.querysets import BookingQuerySet


class Intake(models.Model):
    """Whether an offer takes people now, and the row that is locked when it takes one.

    None of this is editorial: publishing an older text neither re-opens an offer nor frees a place.
    The page repeats what lists need of it (`OpportunityPage.save`).
    """

    opportunity = models.OneToOneField(
        OpportunityPage, null=True, on_delete=models.SET_NULL, related_name="intake"
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The last number of the waiting list that was given out.
    last_number = models.PositiveIntegerField(default=0)
    # When the organisation was last asked "still open?", and whether it has answered.
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")

    def __str__(self) -> str:
        return str(self.opportunity)


class Booking(models.Model):
    """What an application has of an offer's places: in the whole, and at each date it chose.

    `slot` is the `key` of an `OpportunityDate`; empty: the offer as a whole. Day and times are
    repeated, so that they remain when the date is taken out of the page.
    """

    application = models.ForeignKey(
        "opportunities.Application", on_delete=models.CASCADE, related_name="bookings"
    )
    slot = models.UUIDField(null=True, blank=True)
    takes_place_on = models.DateField(_("day"), null=True, blank=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=BookingState.choices, default=BookingState.WAITING
    )
    number = models.PositiveIntegerField(default=0)  # in the waiting list of the offer
    offered_until = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    attended = models.BooleanField(_("was there"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # Calendars recognise an event by it, so it never changes.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["takes_place_on", "starts_at", "pk"]
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "slot"],
                condition=Q(slot__isnull=False),
                name="one_booking_for_each_date",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(slot__isnull=True),
                name="one_booking_of_the_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state=BookingState.OFFERED) & Q(offered_until__isnull=False))
                | (~Q(state=BookingState.OFFERED) & Q(offered_until__isnull=True)),
                name="offered_booking_has_a_deadline",
            ),
        ]
        indexes = [models.Index(fields=["offered_until"], name="booking_offered_until")]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"


class HeldPlace(models.Model):
    """One person's place. Its number can be given only once, whoever else tries at that moment."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="places")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="places")
    slot = models.CharField(max_length=36, blank=True)  # as in the booking; empty: the whole
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "slot", "number"], name="each_place_is_held_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="places_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.slot or self.intake_id}: {self.number}"
