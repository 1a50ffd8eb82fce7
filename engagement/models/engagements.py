from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from engagement.enums import EngagementState
from engagement.querysets import EngagementQuerySet
from organisations.models import Organisation


class Engagement(models.Model):
    """Who volunteers where, as what, since when."""

    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=_("volunteer"),
        on_delete=models.PROTECT,
        related_name="engagements",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="engagements",
    )
    role = models.CharField(_("as what"), max_length=160)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    usual_hours = models.DecimalField(
        _("usual hours per week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=EngagementState.choices,
        default=EngagementState.CLAIMED,
    )
    # From what it came (`application:17`), so that accepting twice makes it once.
    source = models.CharField(max_length=60, blank=True)
    # Where an organisation without a desk is asked; what the organisation itself has given wins.
    contact_email = models.EmailField(_("e-mail of somebody in the organisation"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Who confirmed by a mail link has no account; then this says which address it was.
    confirmed_by_email = models.EmailField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("word of the organisation"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="one_engagement_each_source"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="engagement_ends_after_start",
                violation_error_message=_("The end must not come before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(usual_hours__isnull=True) | Q(usual_hours__gt=0, usual_hours__lte=80),
                name="engagement_hours_are_sensible",
                violation_error_message=_("Please give between half an hour and 80 hours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}"
