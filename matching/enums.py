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


class SearchKind(models.TextChoices):
    """What a saved search asks."""

    SEARCH = "search", _("search in the list")
    PROFILE = "profile", _("what suits me")


class AlertRhythm(models.TextChoices):
    """How often a saved search tells of what is new."""

    AT_ONCE = "at_once", _("at once, as soon as something is new")
    DAILY = "daily", _("once a day, in the morning")
    WEEKLY = "weekly", _("once a week, on Monday morning")
    NEVER = "never", _("not by e-mail, only keep the search")


class TandemRole(models.TextChoices):
    """On which side of a tandem somebody stands."""

    MENTOR = "mentor", _("accompanies somebody")
    MENTEE = "mentee", _("is accompanied")


class CheckInAnswer(models.TextChoices):
    """How it goes, as one of the two says it by one click."""

    GOING_WELL = "going_well", _("It is going well")
    PLEASE_CALL = "please_call", _("Please get in touch with me")
    STOPPING = "stopping", _("We stop")
