"""What is chosen from and stored by the matching."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoFit(models.TextChoices):
    """Why a suggestion does not fit, as the person says it; each teaches something."""

    TOO_FAR = "too_far", _("too far away")
    WRONG_TIME = "wrong_time", _("not at that time")
    TOO_MUCH = "too_much", _("too much time")
    NOT_MY_THING = "not_my_thing", _("not my thing")
    CANNOT = "cannot", _("I can’t do what is needed")
    ALREADY = "already", _("I do that already")
    OTHER = "other", _("another reason")
