from django.db import models
from django.utils.translation import gettext_lazy as _


class EngagementState(models.TextChoices):
    """The life of an engagement."""

    CLAIMED = "claimed", _("to be confirmed by the organisation")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("not confirmed")


class HoursState(models.TextChoices):
    """What the organisation said about hours."""

    OPEN = "open", _("to be confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    WITHDRAWN = "withdrawn", _("taken back")


class HoursSource(models.TextChoices):
    """How hours came to be recorded."""

    ENTRY = "entry", _("entered")
    TIMER = "timer", _("by timer")
    PATTERN = "pattern", _("from the weekly pattern")
    SLOT = "slot", _("by attendance at a date")
    TEAM = "team", _("from the team's list")
    CORRECTION = "correction", _("correction")


class CheckState(models.TextChoices):
    """Where a certificate of good conduct stands."""

    REQUESTED = "requested", _("request letter made")
    SEEN = "seen", _("seen")
