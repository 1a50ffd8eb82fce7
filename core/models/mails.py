from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email


class MailKey(models.Model):
    """What must be mailed at most once ever; it outlives the mail."""

    key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key


class MailAttemptQuerySet(models.QuerySet):
    def unsettled(self, begun_before: datetime) -> Self:
        """What somebody has to decide: no outcome after all this time, or given up."""
        return self.filter(
            Q(email__status=None) & (Q(begun_at__lt=begun_before) | Q(error__gt=""))
            | Q(email__status=STATUS.failed),
            is_left=False,
        )


class MailAttempt(models.Model):
    """That a mail is being handed to the mail server, written before it is.

    While an attempt runs, the mail's own status is empty. If it stays so, the process has died
    in between and nobody can know whether the server has taken the mail.
    """

    email = models.OneToOneField(
        Email, verbose_name=_("mail"), on_delete=models.CASCADE, related_name="attempt"
    )
    begun_at = models.DateTimeField(_("last attempt"))
    number = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=120, blank=True)  # of the last attempt
    # That the server took it and a report came back later (`core.mail.bounces`).
    bounced_at = models.DateTimeField(null=True, blank=True)
    is_left = models.BooleanField(default=False)  # somebody has decided not to send it again

    objects = MailAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt to send a mail")
        verbose_name_plural = _("attempts to send mails")

    def __str__(self) -> str:
        return f"{self.email_id} ({self.number})"
