import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.enums import AlertRhythm, SearchKind
from matching.models.profiles import MatchingProfile
from matching.querysets import SavedSearchQuerySet
from opportunities.models import OpportunityPage


class AlertRecipient(models.Model):
    """A person who is told of new offers: an account, or a mailbox alone.

    The row that is locked while a mail is written, so it carries what must not be exceeded.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="alert_recipient",
    )
    email = models.EmailField(_("e-mail"), blank=True)  # in lower case; empty with an account
    # What the person allows; empty: as many as the association sends at most.
    mails_per_month = models.PositiveSmallIntegerField(
        _("e-mails a month at most"), null=True, blank=True
    )
    month = models.DateField(null=True, editable=False)  # the first day of the one counted
    mails = models.PositiveSmallIntegerField(default=0, editable=False)  # written in `month`
    last_mail_at = models.DateTimeField(null=True, editable=False)
    # At-once mails wait so long when the month's are running out (`alerts.budget`).
    wait_until = models.DateTimeField(null=True, editable=False)
    emptied_at = models.DateTimeField(null=True, editable=False)  # when the last search ended
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recipient of alerts")
        verbose_name_plural = _("recipients of alerts")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True) & ~Q(email="") | Q(user__isnull=False, email=""),
                name="alert_recipient_is_account_or_mailbox",
            ),
            models.UniqueConstraint(
                fields=["email"], condition=Q(user=None), name="one_alert_recipient_a_mailbox"
            ),
            models.CheckConstraint(
                condition=Q(mails_per_month=None) | Q(mails_per_month__gte=1),
                name="alert_budget_is_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def address(self) -> str:
        """Where the mails go."""
        return self.user.email if self.user else self.email


class SavedSearch(models.Model):
    """A search of the list, or the answers to "What suits me?", that somebody wants to keep.

    It is kept as it stands in the address, so every filter comes back exactly.
    """

    recipient = models.ForeignKey(AlertRecipient, on_delete=models.CASCADE, related_name="searches")
    kind = models.CharField(_("kind"), max_length=8, choices=SearchKind.choices)
    query = models.TextField(_("filters"), blank=True)
    digest = models.CharField(max_length=64, editable=False)  # of `query`, which is long
    # With it the search follows what the account's profile says, and ends with the agreement.
    profile = models.OneToOneField(
        MatchingProfile, null=True, blank=True, on_delete=models.CASCADE, related_name="alert"
    )
    rhythm = models.CharField(_("how often"), max_length=8, choices=AlertRhythm.choices)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    # Offers up to this number (`NoticedOffer`) are not new to this search.
    number = models.BigIntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # empty: as soon as there is something new
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "digest"],
                condition=Q(profile=None),
                name="same_search_saved_once",
            ),
            models.CheckConstraint(
                condition=Q(profile__isnull=True) | Q(kind=SearchKind.PROFILE, query=""),
                name="own_profile_needs_no_query",
            ),
        ]
        indexes = [models.Index(fields=["number"], name="saved_search_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.digest = hashlib.sha256(self.query.encode()).hexdigest()
        super().save(*args, **kwargs)

    @property
    def current_query(self) -> str:
        """The parameters that count now."""
        return self.profile.query if self.profile else self.query

    @property
    def is_running(self) -> bool:
        """Whether it brings mails."""
        return bool(self.confirmed_at) and not self.paused_at and self.rhythm != AlertRhythm.NEVER


class NoticedOffer(models.Model):
    """That an offer has been open for everybody once; from then on it is not new any more.

    Not by its date: imports bring dates of their own, and what was hidden may be shown later.
    """

    opportunity = models.OneToOneField(
        OpportunityPage, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    number = models.BigIntegerField(db_index=True)
    noticed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.number}: {self.opportunity_id}"


class OfferNoticer(models.Model):
    """One row: the last number given.

    Its lock puts those who give numbers in a row, so numbers are in the order of commits.
    """

    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="offer_noticer_single_row")]

    def __str__(self) -> str:
        return str(self.number)


class ToldOffer(models.Model):
    """That somebody has been told of an offer by mail, which happens once."""

    recipient = models.ForeignKey(AlertRecipient, on_delete=models.CASCADE, related_name="told")
    opportunity = models.ForeignKey(OpportunityPage, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "opportunity"], name="offer_told_once_to_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.opportunity_id}"
