from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import Term
from engagement.certificates.errors import CertificateError
from engagement.certificates.querysets import CertificateQuerySet
from engagement.models.engagements import Engagement

# What may change once it is signed.
WITHDRAWING = frozenset({"withdrawn_at", "withdrawn_by", "withdrawal_reason"})


class Competence(Term):
    """What somebody shows or learns by volunteering, as a certificate says it."""

    sentence = models.CharField(
        _("in the certificate"),
        max_length=240,
        blank=True,
        help_text=_("A clause that continues: “In doing so, … has …”. Empty: the label."),
    )

    panels = [*Term.panels, FieldPanel("sentence")]

    class Meta(Term.Meta):
        verbose_name = _("competence")
        verbose_name_plural = _("competences")

    @property
    def clause(self) -> str:
        return self.sentence or self.label


class Certificate(models.Model):
    """Engagementnachweis: what was done, how long and how well, signed off by the organisation.

    What stands in it is kept as it was when it was signed; a wrong one is withdrawn, never changed
    (ADR 26). `signed_at` empty: it is still being written.
    """

    engagement = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, related_name="certificates"
    )
    # Printed on it, and part of the address that its QR code opens; given when it is signed.
    number = models.CharField(_("number"), max_length=24, unique=True, null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    holder = models.CharField(_("name"), max_length=120)
    organisation_name = models.CharField(_("organisation"), max_length=200)
    town = models.CharField(_("town"), max_length=80, blank=True)
    role = models.CharField(_("as what"), max_length=160)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2, null=True, blank=True)
    tasks = models.TextField(_("tasks"), max_length=2000, blank=True)
    competences = models.ManyToManyField(
        Competence, verbose_name=_("competences"), blank=True, related_name="+"
    )
    competence_texts = models.JSONField(default=list)  # sentences, as they were when signed
    thanks = models.TextField(_("words of thanks"), max_length=600, blank=True)
    signed_by_name = models.CharField(_("signed by"), max_length=120, blank=True)
    signed_by_role = models.CharField(_("their role"), max_length=120, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)  # drafts are erased when nobody goes on
    requested_at = models.DateTimeField(null=True, blank=True)  # by the volunteer
    signed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # For the volunteer; who checks the number learns only that it is withdrawn.
    withdrawal_reason = models.CharField(_("reason"), max_length=400, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="certificate_ends_after_start",
                violation_error_message=_("The end must not come before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(signed_at__isnull=False),
                name="only_signed_certificates_are_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, number__isnull=True)
                | (Q(signed_at__isnull=False, number__isnull=False) & ~Q(signed_by_name="")),
                name="signed_certificates_have_number_and_signature",
            ),
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(signed_at__isnull=True),
                name="one_certificate_in_work_each_engagement",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.holder}: {self.role}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises CertificateError where it has been signed, but for withdrawing it."""
        if not set(kwargs.get("update_fields") or ["everything"]) <= WITHDRAWING:
            self._refuse_if_signed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises CertificateError where it has been signed."""
        self._refuse_if_signed()
        return super().delete(*args, **kwargs)

    @property
    def is_valid(self) -> bool:
        """Signed, and not withdrawn since."""
        return self.signed_at is not None and self.withdrawn_at is None

    @property
    def task_lines(self) -> list[str]:
        """The tasks one by one: each line is one, with or without the dash people put there."""
        lines = (line.strip().lstrip("-–•*").strip() for line in self.tasks.splitlines())
        return [line for line in lines if line]

    def _refuse_if_signed(self) -> None:
        known = type(self)._base_manager.filter(pk=self.pk) if self.pk else None
        if known is not None and known.filter(signed_at__isnull=False).exists():
            raise CertificateError(CertificateError.Code.SIGNED)
