from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models.profiles import MatchingProfile
from opportunities.models import Application, OpportunityPage


class InvitationRound(models.Model):
    """That an organisation had people asked for one of its offers: how many, and never whom."""

    opportunity = models.ForeignKey(
        OpportunityPage,
        verbose_name=_("opportunity"),
        on_delete=models.CASCADE,
        related_name="invitation_rounds",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked = models.PositiveSmallIntegerField(_("people asked"), default=0)
    created_at = models.DateTimeField(_("asked on"), default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("round of invitations")
        verbose_name_plural = _("rounds of invitations")

    def __str__(self) -> str:
        return f"{self.opportunity}: {self.asked}"


class Invitation(models.Model):
    """One person who is asked whether an offer is something for them.

    It belongs to the agreement that allows it, and goes with it. The organisation sees nothing of
    it before a yes, and then the application that the yes has become.
    """

    class Answer(models.TextChoices):
        OPEN = "open", _("no answer yet")
        YES = "yes", _("yes")
        NO = "no", _("no")

    round = models.ForeignKey(InvitationRound, on_delete=models.CASCADE, related_name="invitations")
    opportunity = models.ForeignKey(
        OpportunityPage,
        verbose_name=_("opportunity"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    profile = models.ForeignKey(
        MatchingProfile, on_delete=models.CASCADE, related_name="invitations"
    )
    reason = models.TextField(_("why it fits"), blank=True)  # as the mail says it
    answer = models.CharField(
        _("answer"), max_length=4, choices=Answer.choices, default=Answer.OPEN
    )
    created_at = models.DateTimeField(_("asked on"), default=timezone.now)
    expires_at = models.DateTimeField(_("can be answered until"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["profile", "created_at"], name="invitations_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "profile"], name="invited_once_to_an_offer"
            ),
            models.CheckConstraint(
                condition=Q(answer="open") | Q(answered_at__isnull=False),
                name="answered_invitation_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity}: {self.get_answer_display()}"
