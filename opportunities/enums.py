from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    PAUSED = "paused", _("paused")
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


class ApplicationState(models.TextChoices):
    """The life of an application; what may follow what: `opportunities.applications.states`."""

    UNCONFIRMED = "unconfirmed", _("e-mail not confirmed yet")
    CONSENT = "consent", _("waiting for the parents' consent")
    SENT = "sent", _("sent")
    SEEN = "seen", _("seen")
    IN_CONTACT = "in_contact", _("in contact")
    ACCEPTED = "accepted", pgettext_lazy("application", "accepted")
    DECLINED = "declined", pgettext_lazy("application", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
    WAITING = "waiting", _("on the waiting list")
    DONE = "done", pgettext_lazy("application", "done")


class Party(models.TextChoices):
    """On whose side somebody acts."""

    APPLICANT = "applicant", _("the person who applies")
    GUARDIAN = "guardian", _("the parents")
    ORGANISATION = "organisation", _("the organisation")
    TOWN = "town", _("the town")
    CLOCK = "clock", _("nobody: time has passed")


class BookingState(models.TextChoices):
    """What a booking has of the places that it asks for."""

    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("offered, waiting for an answer")
    HELD = "held", _("taken")
    GIVEN_BACK = "given_back", _("given back")
    LAPSED = "lapsed", _("not answered in time")


class InterestState(models.TextChoices):
    """The life of an "I want to help, but don't know where"."""

    UNCONFIRMED = "unconfirmed", _("e-mail not confirmed yet")
    OPEN = "open", _("waiting for the desk")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
