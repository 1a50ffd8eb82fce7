from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality
from organisations.enums import (
    MemberRole,
    OrganisationEvent,
    OrganisationState,
    RegistrationState,
)
from organisations.models.kinds import OrganisationKind
from organisations.models.pages import OrganisationPage
from organisations.querysets import OrganisationQuerySet, RegistrationQuerySet


class Organisation(models.Model):
    """The organisation itself, whatever becomes of its page.

    Applications, engagements, hours and certificates hang on it. One that a volunteer only named
    has no page; one that was merged stays, so that nothing that pointed to it is lost.
    """

    name = models.CharField(_("name"), max_length=200)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    kind = models.ForeignKey(
        OrganisationKind,
        verbose_name=_("kind of organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    register_court = models.CharField(_("register court"), max_length=80, blank=True)
    register_number = models.CharField(
        _("register number"), max_length=40, blank=True, help_text=_("For example: VR 1234.")
    )
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    page = models.OneToOneField(
        OrganisationPage,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="record",
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=OrganisationState.choices,
        default=OrganisationState.KNOWN,
    )
    may_publish = models.BooleanField(
        _("may publish at once"),
        default=False,
        help_text=_("What it writes goes on line without the town's approval."),
    )
    needs_background_check = models.BooleanField(
        _("asks for a certificate of good conduct"),
        default=False,
        help_text=_("Nobody may begin without having shown one (§ 72a SGB VIII)."),
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OrganisationState.MERGED, merged_into__isnull=False)
                | (~Q(state=OrganisationState.MERGED) & Q(merged_into__isnull=True)),
                name="organisation_merged_somewhere",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody who works at an organisation's desk."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(
        _("role"), max_length=8, choices=MemberRole.choices, default=MemberRole.EDITOR
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation}"


class Invitation(models.Model):
    """An address that was asked to join an organisation's desk; the link is a `SecretLink`."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(
        _("role"), max_length=8, choices=MemberRole.choices, default=MemberRole.EDITOR
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_each",
                violation_error_message=_("This person has been invited already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.organisation}"


class Registration(models.Model):
    """Somebody asks a town to let an organisation in: a new one, or one that is known already."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="registrations",
        help_text=_("Set when the e-mail is confirmed; at once where a known one is claimed."),
    )
    is_claim = models.BooleanField(default=False)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    name = models.CharField(_("name of the organisation"), max_length=200)
    kind = models.ForeignKey(
        OrganisationKind,
        verbose_name=_("kind of organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    register_court = models.CharField(_("register court"), max_length=80, blank=True)
    register_number = models.CharField(_("register number"), max_length=40, blank=True)
    contact_name = models.CharField(_("your name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    about = models.TextField(_("what you do"), max_length=900, blank=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=RegistrationState.choices,
        default=RegistrationState.UNCONFIRMED,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Who confirmed the e-mail; where it is accepted, this person sits at the desk."
        ),
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
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RegistrationState.UNCONFIRMED) | Q(organisation__isnull=False),
                name="confirmed_registration_has_organisation",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationLogEntry(models.Model):
    """What happened to an organisation and its members, when and by whom."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="log")
    event = models.CharField(max_length=16, choices=OrganisationEvent.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    about = models.CharField(max_length=240, blank=True)  # whom or what it concerned, in words
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.organisation}"
