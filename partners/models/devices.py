import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.pages import PartnerBranch
from partners.models.records import Partner


class ScannerDevice(models.Model):
    """A phone or till that scans cards for a shop; it knows a token, no clerk has an account."""

    partner = models.ForeignKey(
        Partner, verbose_name=_("partner shop"), on_delete=models.PROTECT, related_name="devices"
    )
    branch = models.ForeignKey(
        PartnerBranch,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # What redemptions and the device itself name it by.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    token_digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    # PBKDF2 of the PIN, which the device checks itself, network or not. Empty: no PIN.
    pin = models.CharField(max_length=200, blank=True)
    paired_at = models.DateTimeField(_("paired"), auto_now_add=True)
    paired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        indexes = [models.Index(fields=["partner", "revoked_at"], name="devices_of_partner")]

    def __str__(self) -> str:
        return self.name


class PairingCode(models.Model):
    """What the owner's screen shows as a QR code: it pairs one device, within minutes."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="pairing_codes")
    branch = models.ForeignKey(
        PartnerBranch, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name of the device"), max_length=80)
    pin = models.CharField(max_length=200, blank=True)  # for the device, as there
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    device = models.OneToOneField(
        ScannerDevice, null=True, blank=True, on_delete=models.SET_NULL, related_name="pairing_code"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.partner}: {self.name}"
