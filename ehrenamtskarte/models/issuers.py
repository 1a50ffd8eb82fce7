from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ehrenamtskarte.querysets import IssuerKeyQuerySet
from municipalities.models import Municipality

LIST_SIZE = 131_072  # entries, of which half are given out


class StatusList(models.Model):
    """One bit for each code of a town's cards: is it revoked? (Token Status List)

    A list outlives the keys that sign it; it has several, one after the other
    (docs/card-keys.md). The signed list is kept as it was published; it is made anew when a code
    is revoked and when it grows old (`ehrenamtskarte.status`).
    """

    size = models.PositiveIntegerField(default=LIST_SIZE)
    # Places that were given out, whatever became of the codes; none is ever given twice.
    taken = models.PositiveIntegerField(default=0)
    token = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    # A code was revoked after the list was made.
    is_outdated = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=8, size__lte=2**24), name="status_list_size_is_sensible"
            ),
            # A place is drawn at random: the emptier the list, the sooner a free one is found,
            # and the less a neighbour's number says.
            models.CheckConstraint(
                condition=Q(size__gte=F("taken") * 2), name="status_list_is_at_most_half_full"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.taken} / {self.size}"

    @property
    def room(self) -> int:
        """How many places can still be given out."""
        return self.size // 2 - self.taken

    @property
    def is_nearly_full(self) -> bool:
        """Time for a new list, so that its key is known everywhere before it is needed."""
        return self.taken > self.size * 3 // 8


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
    # Where each code that it signs has its bit.
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="keys")
    # The first four bytes of SHA-256 over the public key (DER SubjectPublicKeyInfo), hexadecimal.
    kid = models.CharField(_("key number"), max_length=8, unique=True)
    public_key = models.BinaryField()  # DER SubjectPublicKeyInfo
    private_key = models.BinaryField()  # PKCS #8, encrypted
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    signs_from = models.DateTimeField(_("signs from"))
    # May lie ahead: until then it signs, and its successor is known to who checks without network.
    retired_at = models.DateTimeField(_("signs until"), null=True, blank=True)
    # No card lives any more that it has signed, or it can't be trusted: no longer published.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = IssuerKeyQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "-signs_from", "-pk"]
        verbose_name = _("key of the card")
        verbose_name_plural = _("keys of the card")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(retired_at__isnull=False),
                name="withdrawn_card_key_is_retired",
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(retired_at__isnull=True),
                name="one_card_key_without_end_each_town",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.kid}"


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


class TrustedStatusList(models.Model):
    """Another association's status list, fetched for those who check our way.

    A page may ask nobody but its own site, and a till must not be told where a card comes from.
    """

    issuer = models.ForeignKey(TrustedIssuer, on_delete=models.CASCADE, related_name="status_lists")
    address = models.CharField(max_length=300)
    token = models.BinaryField()  # as fetched and checked
    issued_at = models.DateTimeField()
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ["issuer", "address"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "address"], name="trusted_list_kept_once")
        ]

    def __str__(self) -> str:
        return self.address
