from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality

LIST_SIZE = 131_072  # entries; half of them are given out before a new key brings a new list


class IssuerKey(models.Model):
    """A key with which a town signs cards (docs/card-credential.md).

    Its private half is encrypted with a key from the environment (`ehrenamtskarte.keys`). What it
    has signed stays valid until the card ends, so a retired key is still published.
    """

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        on_delete=models.PROTECT,
        related_name="card_keys",
    )
    # The first four bytes of SHA-256 over the public key (DER SubjectPublicKeyInfo), hexadecimal.
    kid = models.CharField(_("key number"), max_length=8, unique=True)
    public_key = models.BinaryField()  # DER SubjectPublicKeyInfo
    private_key = models.BinaryField()  # PKCS #8, encrypted
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    signs_from = models.DateTimeField(_("signs from"))
    retired_at = models.DateTimeField(_("signs no longer since"), null=True, blank=True)
    # No card lives any more that it has signed, or it can't be trusted: no longer published.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["municipality", "-signs_from", "-pk"]
        verbose_name = _("key of the card")
        verbose_name_plural = _("keys of the card")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(retired_at__isnull=False),
                name="withdrawn_card_key_is_retired",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.kid}"


class StatusList(models.Model):
    """One bit for each code that a key has signed: is it revoked? (Token Status List)

    The signed list is kept as it was published; it is made anew when a code is revoked and when
    it grows old (`ehrenamtskarte.status`).
    """

    key = models.OneToOneField(IssuerKey, on_delete=models.PROTECT, related_name="status_list")
    size = models.PositiveIntegerField(default=LIST_SIZE)
    token = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    # A code was revoked after the list was made.
    is_outdated = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=8, size__lte=2**24), name="status_list_size_is_sensible"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.size}"


class TrustedIssuer(models.Model):
    """Another association whose cards are taken for good: the address of its JWK set."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Shown as: Karte aus …"))
    url = models.URLField(_("address of its keys"), max_length=300, unique=True)
    is_active = models.BooleanField(_("its cards are accepted"), default=True)
    key_set = models.JSONField(null=True, blank=True)  # as fetched and checked
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("other association")
        verbose_name_plural = _("other associations")

    def __str__(self) -> str:
        return self.name
