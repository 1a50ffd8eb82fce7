from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality
from partners.enums import PartnerEvent, PartnerState, ProposalState
from partners.models.categories import PartnerCategory
from partners.models.pages import PartnerPage
from partners.querysets import PartnerProposalQuerySet, PartnerQuerySet


class Partner(models.Model):
    """The shop itself, whatever becomes of its page: benefits, devices and uses hang on it."""

    name = models.CharField(_("name"), max_length=200)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("town"), on_delete=models.PROTECT, related_name="partners"
    )
    page = models.OneToOneField(
        PartnerPage,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="record",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PartnerState.choices, default=PartnerState.KNOWN
    )
    # Whom the town talks to; never public.
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    in_all_towns = models.BooleanField(
        _("valid in all towns"),
        default=False,
        help_text=_("A chain or an on-line shop: listed in every town of the association."),
    )
    # Whether its entry is still right: when somebody said so, when we asked.
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("partner shop")
        verbose_name_plural = _("partner shops")
        indexes = [models.Index(fields=["municipality", "state"], name="partner_list")]

    def __str__(self) -> str:
        return self.name


class PartnerMembership(models.Model):
    """An owner: somebody who keeps a shop's entry, benefits and devices."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="partner_memberships"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        constraints = [
            models.UniqueConstraint(fields=["partner", "user"], name="one_partner_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.partner}"


class PartnerInvitation(models.Model):
    """An address that was asked to keep a shop's entry; the link is a `SecretLink`."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_partner_invitation_each",
                violation_error_message=_("This person has been invited already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.partner}"


class PartnerProposal(models.Model):
    """A shop that wants to take part, until the town has decided."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        on_delete=models.PROTECT,
        related_name="partner_proposals",
    )
    partner = models.ForeignKey(
        Partner,
        verbose_name=_("partner shop"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="proposals",
        help_text=_("Set where it is accepted, or at once where a known one is taken over."),
    )
    name = models.CharField(_("name of the shop"), max_length=200)
    category = models.ForeignKey(
        PartnerCategory,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=5)
    city = models.CharField(_("town"), max_length=80)
    opening_hours = models.CharField(_("opening hours"), max_length=300, blank=True)
    website = models.URLField(_("web site"), max_length=300, blank=True)
    contact_name = models.CharField(_("your name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    # The first benefit as it was typed: the fields of a benefit's form, as JSON.
    benefit = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState.choices, default=ProposalState.UNCONFIRMED
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = PartnerProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("proposal of a shop")
        verbose_name_plural = _("proposals of shops")

    def __str__(self) -> str:
        return self.name


class PartnerLogEntry(models.Model):
    """What happened to a shop, when and by whom."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="log")
    event = models.CharField(max_length=16, choices=PartnerEvent.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    about = models.CharField(max_length=240, blank=True)  # what it concerned, in words
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.partner}"
