from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.models.profiles import MatchingProfile


class NightlyRun(models.Model):
    """One night's matching of all people with all offers.

    What is done is known by the suggestions that bear its number, so a run that was broken off
    goes on where it stood.
    """

    day = models.DateField(_("day"), unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("nightly matching")
        verbose_name_plural = _("nightly matchings")

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


class NightlySuggestions(models.Model):
    """The offers that fit one person best, as of one night."""

    profile = models.OneToOneField(
        MatchingProfile, on_delete=models.CASCADE, related_name="nightly_suggestions"
    )
    run = models.ForeignKey(NightlyRun, on_delete=models.CASCADE, related_name="suggestions")
    count = models.PositiveIntegerField()  # of all offers that fit
    best = models.JSONField(default=list)  # [[key of the offer's page, score], …], best first

    class Meta:
        verbose_name = _("suggestions of a night")
        verbose_name_plural = _("suggestions of a night")

    def __str__(self) -> str:
        return f"{self.profile}"

    @property
    def keys(self) -> list[int]:
        """The pages of the offers, best first."""
        return [key for key, _score in self.best]
