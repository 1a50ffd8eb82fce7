from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.enums import CardEventKind, CardParty
from ehrenamtskarte.models.applications import CardApplication
from ehrenamtskarte.models.cards import Card


class CardEvent(models.Model):
    """What happened in a case or to a card, when, by whom."""

    application = models.ForeignKey(
        CardApplication, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    card = models.ForeignKey(
        Card, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(max_length=12, choices=CardEventKind.choices)
    party = models.CharField(max_length=12, choices=CardParty.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=120, blank=True)  # of who has no account
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("event of a card")
        verbose_name_plural = _("events of a card")
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False) | Q(card__isnull=False),
                name="card_event_concerns_something",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
