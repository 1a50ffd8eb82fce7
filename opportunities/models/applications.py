from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from core.storage import private_storage
from municipalities.models import Municipality
from opportunities.enums import ApplicationState, Party
from opportunities.models.pages import OpportunityPage
from opportunities.querysets import ApplicationQuerySet
from organisations.models import Organisation


class Application(models.Model):
    """Somebody says: I would like to help here. Or a group does, through one of them."""

    opportunity = models.ForeignKey(
        OpportunityPage,
        verbose_name=_("opportunity"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    title = models.CharField(_("opportunity"), max_length=255)  # as it was called at that time
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        null=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=_("volunteer"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    message = models.TextField(_("message"), max_length=2000, blank=True)
    people = models.PositiveSmallIntegerField(_("number of people"), default=1)
    group_name = models.CharField(_("name of the group or company"), max_length=120, blank=True)
    guardian_name = models.CharField(_("name of a parent"), max_length=120, blank=True)
    guardian_email = models.EmailField(_("e-mail of a parent"), blank=True)
    guardian_agreed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ApplicationState.choices,
        default=ApplicationState.UNCONFIRMED,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["organisation", "state"], name="application_desk"),
            models.Index(fields=["state", "created_at"], name="application_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=500),
                name="application_people_are_sensible",
                violation_error_message=_("Please give between 1 and 500 people."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.title}"


class ApplicationEvent(models.Model):
    """One step of an application: from where to where, who, when, with which word."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=12, choices=ApplicationState.choices, blank=True)
    to_state = models.CharField(max_length=12, choices=ApplicationState.choices)
    party = models.CharField(max_length=12, choices=Party.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True)  # what the other side is told
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class ApplicationMessage(models.Model):
    """What one side writes to the other; nobody's address is shown."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    party = models.CharField(max_length=12, choices=Party.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("message"), max_length=4000)
    attachment = models.FileField(
        _("attachment"), upload_to="messages/", storage=private_storage, blank=True
    )
    attachment_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
