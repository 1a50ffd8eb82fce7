import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Volunteer
from municipalities.models import Municipality
from municipalities.querysets import MunicipalityScopedQuerySet
from opportunities.enums import InterestState
from opportunities.models.pages import OpportunityPage


class Interest(models.Model):
    """ "I want to help, but don't know where", told to a town's desk."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("town"), on_delete=models.PROTECT, related_name="interests"
    )
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="interests")
    wishes = models.TextField(_("what you would like"), max_length=2000, blank=True)
    wants_counselling = models.BooleanField(_("I would like to talk about it"), default=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=InterestState.choices,
        default=InterestState.UNCONFIRMED,
    )
    note = models.TextField(_("note of the desk"), blank=True)  # only the desk sees it
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = MunicipalityScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("interest")
        verbose_name_plural = _("interests")

    def __str__(self) -> str:
        return str(self.volunteer)


class InterestAnswer(models.Model):
    """What the desk wrote back, with the offers that it suggests."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("text"), max_length=4000)
    offers = models.ManyToManyField(
        OpportunityPage, verbose_name=_("suggested offers"), blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class CounsellingSlot(models.Model):
    """A time at which a town's desk has an ear for one person."""

    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("town"),
        on_delete=models.PROTECT,
        related_name="counselling_slots",
    )
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    place = models.CharField(_("where"), max_length=160, blank=True)
    interest = models.ForeignKey(
        Interest, null=True, blank=True, on_delete=models.SET_NULL, related_name="appointments"
    )

    objects = MunicipalityScopedQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("counselling slot")
        verbose_name_plural = _("counselling slots")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "starts_at"], name="one_counselling_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=10, minutes__lte=240),
                name="counselling_length_is_sensible",
                violation_error_message=_("Please give between 10 and 240 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return date_format(timezone.localtime(self.starts_at), "SHORT_DATETIME_FORMAT")

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)
