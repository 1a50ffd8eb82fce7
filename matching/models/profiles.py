from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from matching.enums import NoFit
from opportunities.models import OpportunityPage


class MatchingProfile(models.Model):
    """What somebody with an account likes, can and has time for; kept only because they agreed.

    The answers are kept as they stand in the finder's address, so one reading serves the address,
    the session, the saved search and this. Who ends the agreement has it deleted.
    """

    volunteer = models.OneToOneField(
        Volunteer,
        verbose_name=_("volunteer"),
        on_delete=models.CASCADE,
        related_name="matching_profile",
    )
    query = models.TextField(_("answers"), blank=True)
    agreed_at = models.DateTimeField(_("agreed"), default=timezone.now)
    may_be_invited = models.BooleanField(_("may be invited by organisations"), default=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("matching profile")
        verbose_name_plural = _("matching profiles")

    def __str__(self) -> str:
        return str(self.volunteer)


class Feedback(models.Model):
    """That a suggestion does not fit somebody, and why."""

    profile = models.ForeignKey(MatchingProfile, on_delete=models.CASCADE, related_name="feedback")
    opportunity = models.ForeignKey(OpportunityPage, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=NoFit.choices)
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a suggestion")
        verbose_name_plural = _("answers to suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "opportunity"], name="one_answer_to_each_suggestion"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
