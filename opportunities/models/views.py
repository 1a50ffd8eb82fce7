from django.db import models

from opportunities.models.pages import OpportunityPage


class DailyViews(models.Model):
    """How often an offer was looked at on a day; about the people nothing is kept."""

    opportunity = models.ForeignKey(
        OpportunityPage, on_delete=models.CASCADE, related_name="daily_views"
    )
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "day"], name="views_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id} {self.day}: {self.count}"
