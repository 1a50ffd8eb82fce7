from django.db import models
from django.utils.translation import gettext_lazy as _


class TimeModel(models.TextChoices):
    """Zeitmodell: how the time of an opportunity is arranged."""

    ONCE = "once", _("once")
    REGULAR = "regular", _("regularly")
    PROJECT = "project", _("for a limited time")
    FLEXIBLE = "flexible", _("flexible")
    STANDBY = "standby", _("stepping in when needed")


class Rhythm(models.TextChoices):
    """How often a weekly slot comes round."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("once a month")


class Whereabouts(models.TextChoices):
    """Where an opportunity takes place."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online, from anywhere")
    BOTH = "both", _("on site or online")


class GermanLevel(models.TextChoices):
    """How much German is needed (CEFR in brackets)."""

    NONE = "none", _("none needed")
    BASIC = "basic", _("some German (A2)")
    GOOD = "good", _("good German (B1)")
    FLUENT = "fluent", _("fluent German (C1)")


class OpportunityState(models.TextChoices):
    """What a visitor sees of an opportunity; derived, never stored."""

    OPEN = "open", _("open")
    FULL = "full", _("all places taken")
    EXPIRED = "expired", _("expired")


class ImportState(models.TextChoices):
    """The life of an import run."""

    UPLOADED = "uploaded", _("waiting for the preview")
    PREVIEWING = "previewing", _("preview is being made")
    PREVIEWED = "previewed", _("preview ready")
    QUEUED = "queued", _("waiting to be imported")
    RUNNING = "running", _("is being imported")
    DONE = "done", _("imported")
    FAILED = "failed", _("failed")
