import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from ehrenamtskarte.enums import BatchState, CardEnd, CardType, CredentialKind
from ehrenamtskarte.models.applications import CardApplication
from ehrenamtskarte.models.issuers import IssuerKey, StatusList
from ehrenamtskarte.querysets import CardQuerySet
from municipalities.models import Municipality


def new_card_id() -> bytes:
    """Eight random bytes."""
    return secrets.token_bytes(8)


class CardBatch(models.Model):
    """Cards that are made together; goes on where it was stopped."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("town"), on_delete=models.PROTECT, related_name="card_batches"
    )
    applications = models.ManyToManyField(CardApplication, related_name="batches")
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState.choices, default=BatchState.WAITING
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)  # every code was read back
    # When its worker last said that it is at it: one that was killed says nothing any more.
    alive_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("batch of cards")
        verbose_name_plural = _("batches of cards")

    def __str__(self) -> str:
        begun = date_format(timezone.localtime(self.created_at), "SHORT_DATETIME_FORMAT")
        return f"{self.municipality}: {begun}"


class Card(models.Model):
    """An Ehrenamtskarte: who holds it, from when until when.

    What can be checked are its codes (`Credential`): one on the printed card, one on each phone.
    """

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("town"), on_delete=models.PROTECT, related_name="cards"
    )
    # For people: printed, spoken on the telephone, found again.
    number = models.CharField(_("number"), max_length=20, unique=True)
    # Of the card, whatever its codes: from it the pseudonym is made under which uses are counted.
    card_id = models.BinaryField(max_length=8, default=new_card_id, unique=True)
    card_type = models.PositiveSmallIntegerField(_("kind of card"), choices=CardType.choices)
    application = models.OneToOneField(
        CardApplication,
        verbose_name=_("application"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="card",
    )
    volunteer = models.ForeignKey(
        Volunteer, null=True, blank=True, on_delete=models.PROTECT, related_name="cards"
    )
    batch = models.ForeignKey(
        CardBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="cards"
    )
    name = models.CharField(_("name"), max_length=130)
    printed_name = models.CharField(_("name as printed"), max_length=31)
    search_name = models.CharField(max_length=130, editable=False)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)  # empty: for life
    issued_at = models.DateTimeField(_("made"), auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    printed_at = models.DateTimeField(_("printed"), null=True, blank=True)
    handed_over_on = models.DateField(_("handed over"), null=True, blank=True)
    # Before its day.
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end = models.CharField(_("why"), max_length=10, choices=CardEnd.choices, blank=True)
    end_note = models.CharField(_("note"), max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    renewal_reminded_at = models.DateTimeField(null=True, blank=True)
    # Since then nobody knows whose it was (`ehrenamtskarte.retention`).
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        indexes = [
            models.Index(fields=["municipality", "-issued_at"], name="card_list"),
            models.Index(
                fields=["search_name"], opclasses=["varchar_pattern_ops"], name="card_name"
            ),
            models.Index(
                fields=["valid_until"], condition=Q(ended_at__isnull=True), name="card_renewal"
            ),
            models.Index(fields=["born_on"], name="card_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="card_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="")
                | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="ended_card_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Credential(models.Model):
    """A signed code of a card (EK1, docs/card-credential.md), with its place in a status list."""

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(
        max_length=8, choices=CredentialKind.choices, default=CredentialKind.PRINTED
    )
    cti = models.BinaryField(max_length=8, unique=True)
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="credentials")
    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, related_name="credentials"
    )
    status_index = models.PositiveIntegerField()
    token = models.BinaryField()  # EK1
    issued_at = models.DateTimeField(auto_now_add=True)
    # Public key of the phone (JWK), for the digital card only.
    holder_key = models.JSONField(null=True, blank=True)
    device_name = models.CharField(max_length=80, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=CardEnd.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            # The list is made of these alone, however many codes there are.
            models.Index(
                fields=["status_list", "status_index"],
                condition=Q(revoked_at__isnull=False),
                name="revoked_credentials",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="status_index_given_once"
            ),
            models.UniqueConstraint(
                fields=["card", "kind"],
                condition=Q(revoked_at__isnull=True),
                name="one_living_credential_each_kind",
            ),
            models.CheckConstraint(
                condition=(Q(kind=CredentialKind.DIGITAL) & Q(holder_key__isnull=False))
                | (~Q(kind=CredentialKind.DIGITAL) & Q(holder_key__isnull=True)),
                name="digital_credential_belongs_to_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.get_kind_display()}"


class ActivationCode(models.Model):
    """What a holder types to bring the card onto a phone: once, for a short time."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="activation_codes")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the code, hexadecimal
    by_mail = models.BooleanField(default=False)  # else in the letter that comes with the card
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.card}: {self.created_at:%Y-%m-%d}"
