from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationState(models.TextChoices):
    """What the town knows of an organisation."""

    KNOWN = "known", _("known")  # imported, made by the town, or named by a volunteer
    WAITING = "waiting", _("waiting for the town")
    ACCEPTED = "accepted", pgettext_lazy("organisation", "accepted")
    DECLINED = "declined", pgettext_lazy("organisation", "declined")
    MERGED = "merged", _("merged")


class RegistrationState(models.TextChoices):
    """The life of a registration."""

    UNCONFIRMED = "unconfirmed", _("e-mail not confirmed yet")
    WAITING = "waiting", _("waiting for the town")
    ACCEPTED = "accepted", pgettext_lazy("organisation", "accepted")
    DECLINED = "declined", pgettext_lazy("organisation", "declined")


class MemberRole(models.TextChoices):
    """What a member may do at the organisation's desk."""

    OWNER = "owner", _("responsible")  # everything, members too
    EDITOR = "editor", _("co-worker")  # offers, applications, hours


class OrganisationEvent(models.TextChoices):
    """What happened to an organisation."""

    REGISTERED = "registered", _("registered")
    CLAIMED = "claimed", _("taken over")
    ACCEPTED = "accepted", pgettext_lazy("organisation", "accepted")
    DECLINED = "declined", pgettext_lazy("organisation", "declined")
    MERGED = "merged", _("merged")
    INVITED = "invited", _("invited")
    JOINED = "joined", _("joined")
    ROLE_CHANGED = "role_changed", _("role changed")
    HANDED_OVER = "handed_over", _("handed over")
    REMOVED = "removed", _("removed")
    TRUSTED = "trusted", _("may publish at once")
    UNTRUSTED = "untrusted", _("is checked again")
