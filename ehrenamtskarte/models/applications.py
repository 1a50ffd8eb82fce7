from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from ehrenamtskarte.enums import (
    CardApplicationSource,
    CardApplicationState,
    CardParty,
    CardType,
    Pay,
)
from ehrenamtskarte.models.rules import CardRule
from ehrenamtskarte.querysets import CardApplicationQuerySet
from ehrenamtskarte.searching import folded, search_name
from municipalities.models import Municipality
from organisations.models import Organisation


class Collective(models.Model):
    """Applications that an organisation handed in for several of its people at once."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="card_collectives"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.made_at:%Y-%m-%d}"


class CardApplication(models.Model):
    """Somebody asks a town for a card."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        null=True,  # while it is being written
        blank=True,
        on_delete=models.PROTECT,
        related_name="card_applications",
    )
    card_type = models.PositiveSmallIntegerField(
        _("kind of card"), choices=CardType.choices, default=CardType.STANDARD
    )
    source = models.CharField(
        _("how it came"),
        max_length=10,
        choices=CardApplicationSource.choices,
        default=CardApplicationSource.ONLINE,
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=CardApplicationState.choices,
        default=CardApplicationState.DRAFT,
    )
    volunteer = models.ForeignKey(
        Volunteer,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="card_applications",
    )
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    last_name = models.CharField(_("last name"), max_length=60, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)
    is_active_in_town = models.BooleanField(_("volunteers in this town"), default=False)
    shortcuts = models.JSONField(_("stands for the hours"), default=list, blank=True)
    pay = models.CharField(_("pay"), max_length=10, choices=Pay.choices, blank=True)
    goes_on = models.BooleanField(_("means to go on"), null=True, blank=True)
    years_declared = models.PositiveSmallIntegerField(
        _("years of volunteering in total"), null=True, blank=True
    )
    declares_on_honour = models.BooleanField(_("declares it on their honour"), default=False)
    note = models.TextField(_("note to the town"), max_length=1000, blank=True)
    renews = models.ForeignKey(
        "ehrenamtskarte.Card",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
    )
    collective = models.ForeignKey(
        Collective, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    proposed_by = models.ForeignKey(
        Organisation,
        verbose_name=_("proposed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="card_proposals",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # the e-mail address
    # The day that decides which rule counts.
    submitted_on = models.DateField(_("handed in"), null=True, blank=True)
    town_rule = models.ForeignKey(
        CardRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    association_rule = models.ForeignKey(
        CardRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When it last came to wait for whoever has to act: the age of the case.
    waiting_since = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # That somebody of the town has seen the proof of what stands for the hours.
    shortcuts_seen_at = models.DateTimeField(_("proof seen"), null=True, blank=True)
    shortcuts_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proof seen by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # What the judgement said when it was decided (`ehrenamtskarte.rules.judgement`).
    judgement = models.JSONField(null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    # As it is looked for: `mueller joerg` and `joerg mueller`.
    search_name = models.CharField(max_length=130, editable=False, blank=True)
    search_first_name = models.CharField(max_length=130, editable=False, blank=True)

    objects = CardApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("application for a card")
        verbose_name_plural = _("applications for a card")
        indexes = [
            models.Index(
                fields=["municipality", "state", "waiting_since"], name="card_application_desk"
            ),
            models.Index(fields=["state", "created_at"], name="card_application_age"),
            models.Index(fields=["state", "waiting_since"], name="card_application_turn"),
            models.Index(
                fields=["search_name"],
                opclasses=["varchar_pattern_ops"],
                name="card_application_last_name",
            ),
            models.Index(
                fields=["search_first_name"],
                opclasses=["varchar_pattern_ops"],
                name="card_application_first_name",
            ),
            models.Index(fields=["email"], name="card_application_email"),
            models.Index(fields=["born_on", "last_name"], name="card_application_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CardApplicationState.DRAFT)
                | Q(state=CardApplicationState.WITHDRAWN)
                | (
                    Q(municipality__isnull=False, born_on__isnull=False)
                    & ~Q(first_name="")
                    & ~Q(last_name="")
                ),
                name="card_application_handed_in_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        CardApplicationState.APPROVED,
                        CardApplicationState.ISSUED,
                        CardApplicationState.DECLINED,
                    ]
                )
                | Q(decided_at__isnull=False),
                name="decided_card_application_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the name as it is looked for."""
        self.search_name = search_name(first_name=self.first_name, last_name=self.last_name)
        self.search_first_name = folded(self.name)
        if (fields := kwargs.get("update_fields")) is not None and {
            "first_name",
            "last_name",
        } & set(fields):
            kwargs["update_fields"] = {*fields, "search_name", "search_first_name"}
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """As on the card, before it is shortened."""
        return f"{self.first_name} {self.last_name}".strip()


class CaseMessage(models.Model):
    """A question of the town, or the applicant's answer."""

    application = models.ForeignKey(
        CardApplication, on_delete=models.CASCADE, related_name="messages"
    )
    party = models.CharField(max_length=12, choices=CardParty.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("message"), max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
