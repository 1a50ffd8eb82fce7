from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerState(models.TextChoices):
    """What the town knows of a shop."""

    KNOWN = "known", _("known")  # imported or made by the town; nobody keeps it itself yet
    WAITING = "waiting", _("waiting for the town")
    ACCEPTED = "accepted", pgettext_lazy("partner", "accepted")
    DECLINED = "declined", pgettext_lazy("partner", "declined")
    ENDED = "ended", pgettext_lazy("partner", "takes part no longer")


class ProposalState(models.TextChoices):
    """The life of a shop's proposal to take part."""

    UNCONFIRMED = "unconfirmed", _("e-mail not confirmed yet")
    WAITING = "waiting", _("waiting for the town")
    ACCEPTED = "accepted", pgettext_lazy("partner", "accepted")
    DECLINED = "declined", pgettext_lazy("partner", "declined")


class PartnerEvent(models.TextChoices):
    """What happened to a shop, its benefits and its devices."""

    PROPOSED = "proposed", _("proposed itself")
    ACCEPTED = "accepted", pgettext_lazy("partner", "accepted")
    DECLINED = "declined", pgettext_lazy("partner", "declined")
    ENDED = "ended", pgettext_lazy("partner", "takes part no longer")
    RESUMED = "resumed", _("takes part again")
    CHANGED = "changed", _("profile changed")
    INVITED = "invited", _("invited")
    JOINED = "joined", _("joined")
    REMOVED = "removed", _("removed")
    BENEFIT_ADDED = "benefit_added", _("benefit added")
    BENEFIT_CHANGED = "benefit_changed", _("benefit changed")
    BENEFIT_PAUSED = "benefit_paused", _("benefit paused")
    BENEFIT_RESUMED = "benefit_resumed", _("benefit goes on")
    BENEFIT_ENDED = "benefit_ended", _("benefit ended")
    ASKED = "asked", _("asked whether everything is still right")
    CONFIRMED = "confirmed", _("confirmed that everything is still right")
    PAIRED = "paired", _("device paired")
    UNPAIRED = "unpaired", _("device revoked")
    IMPORTED = "imported", _("changed by an imported list")


class BenefitKind(models.TextChoices):
    """What a card holder gets."""

    PERCENT = "percent", _("percentage off")
    PRICE = "price", _("reduced price")
    FREE_ENTRY = "free_entry", _("free entry")
    FREE_EXTRA = "free_extra", _("free extra")
    RAFFLE = "raffle", _("raffle")
    EVENT = "event", _("event")
    OTHER = "other", _("something else")  # a list that was imported says no more


class LimitPeriod(models.TextChoices):
    """How often one card may use a benefit."""

    UNLIMITED = "unlimited", _("as often as one likes")
    ONCE = "once", pgettext_lazy("how often", "once")
    DAY = "day", _("a day")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class RedemptionState(models.TextChoices):
    """What became of a redemption that a device reported."""

    DONE = "done", _("redeemed")
    UNDONE = "undone", _("taken back")
    # Scanned without network, and refused when it arrived: shown to the owner, not to the guest.
    CONFLICT = "conflict", _("conflict")


class ConflictReason(models.TextChoices):
    """Why a redemption that was made without network can't count."""

    LIMIT = "limit", _("The benefit had been used up elsewhere meanwhile.")
    REVOKED = "revoked", _("The card had been revoked.")
    EXPIRED = "expired", _("The card was no longer valid.")
    NOT_YET_VALID = "not_yet_valid", _("The card was not valid yet.")
    FORGED = "forged", _("The code was not genuine.")
    STALE = "stale", _("The code on the phone was too old.")
    UNKNOWN_ISSUER = "unknown", _("The issuer of the card is not known.")
    NOT_OFFERED = "not_offered", _("The benefit was not offered to this card at that time.")
    CLOCK = "clock", _("The clock of the device was wrong.")


class DoubtKind(models.TextChoices):
    """What a list of shops from elsewhere leaves open."""

    MOVED = "moved", _("moved?")
    RENAMED = "renamed", _("renamed?")
    MOVED_RENAMED = "moved_renamed", _("moved and renamed?")
    UNCLEAR = "unclear", _("which one?")
    TWICE = "twice", _("twice in the file?")
    GONE = "gone", _("really gone?")
    CONFLICT = "conflict", _("which is right?")


class DoubtAnswer(models.TextChoices):
    """What a person decides about a doubtful row."""

    SAME = "same", _("It is this shop.")
    NEW = "new", _("It is another shop: add it.")
    SKIP = "skip", _("Do nothing with this row.")
    END = "end", _("It takes part no longer.")
    KEEP = "keep", _("It goes on taking part.")
    THEIRS = "theirs", _("The list is right.")
    OURS = "ours", _("What stands here is right.")
