from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from opportunities.models.intake import Booking
from opportunities.models.pages import OpportunityPage


class CoverCall(models.Model):
    """Somebody can't come on a date (`booking`), and others are asked to step in."""

    opportunity = models.ForeignKey(
        OpportunityPage, on_delete=models.CASCADE, related_name="cover_calls"
    )
    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="cover_call")
    missing = models.PositiveSmallIntegerField(default=1)  # people who have yet to step in
    created_at = models.DateTimeField(default=timezone.now)
    # Since when nobody is left who could be asked.
    exhausted_at = models.DateTimeField(null=True, blank=True)
    # Set when nobody is missing any more, the date has begun, or the organisation stops it.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.opportunity}: {self.booking.takes_place_on}"


class CoverRequest(models.Model):
    """One person who is asked to step in, and what they answered."""

    class Answer(models.TextChoices):
        OPEN = "open", _("no answer yet")
        YES = "yes", _("steps in")
        NO = "no", _("can't")
        TOO_LATE = "too_late", _("somebody else was quicker")

    call = models.ForeignKey(CoverCall, on_delete=models.CASCADE, related_name="requests")
    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="cover_requests"
    )
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "volunteer"], name="asked_once_for_cover")
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.get_answer_display()}"


class CoverRefusal(models.Model):
    """Somebody does not want to be asked to step in, by no organisation."""

    volunteer = models.OneToOneField(
        Volunteer, on_delete=models.CASCADE, related_name="cover_refusal"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.volunteer)
