from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class SecretLink(models.Model):
    """A link that was sent by mail: whoever opens it may see or do one thing with one record.

    Only the digest of its secret is kept, so that nobody who reads the database can use it. What
    a purpose allows, how long and how often, its app says (`core.links.Purpose`).
    """

    purpose = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret, hexadecimal
    subject_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    email = models.EmailField(blank=True)  # to whom it went; whoever opens it reads this mailbox
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)  # never, where empty
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="secret_link_subject"),
            models.Index(fields=["expires_at"], name="secret_link_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"
