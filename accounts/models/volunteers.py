from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.querysets import VolunteerQuerySet


class Volunteer(models.Model):
    """Somebody who helps or asks to, with an account or without.

    The mailbox is the key to it: who has proved to read it may see and do what concerns this
    person. So an account takes over all volunteers of its confirmed address; a family that shares
    one address shares the account, and each of them is a volunteer of their own.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="volunteers",
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        indexes = [models.Index(Lower("email"), name="volunteer_email")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="", phone="", user__isnull=True),
                name="volunteer_can_be_reached",
                violation_error_message=_("Please give an e-mail address or a telephone number."),
            )
        ]

    def __str__(self) -> str:
        return self.name
