from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CardType(models.IntegerChoices):
    """The kinds of card; the numbers stand in the signed code (docs/card-credential.md)."""

    STANDARD = 0, _("Ehrenamtskarte")
    JUBILEE = 1, _("Jubilee Ehrenamtskarte")


class PayRule(models.TextChoices):
    """What a volunteer may receive and still get the card."""

    EXPENSES = "expenses", _("nothing but expenses")
    ALLOWANCE = "allowance", _("a tax-free allowance, within its limits")
    ANY = "any", _("is not asked")


class Pay(models.TextChoices):
    """What a volunteer says to receive."""

    NOTHING = "nothing", _("nothing, or only my expenses")
    HONORARY = "honorary", _("the Ehrenamtspauschale")
    TRAINER = "trainer", _("the Übungsleiterpauschale")
    MORE = "more", _("more than that")


class Shortcut(models.TextChoices):
    """What stands for the hours, where a rule says so."""

    JULEICA = "juleica", _("Juleica")
    FIRE_BRIGADE = "fire", _("active in the voluntary fire brigade")
    RESCUE = "rescue", _("active in rescue or disaster relief")
    VOLUNTARY_SERVICE = "service", _("Freiwilligendienst (FSJ, FÖJ, BFD)")
    RESERVIST = "reservist", _("reservist")


class CardApplicationState(models.TextChoices):
    """Where an application for a card stands."""

    DRAFT = "draft", _("being written")
    UNCONFIRMED = "unconfirmed", _("e-mail not confirmed yet")
    ATTESTING = "attesting", _("the organisations are asked")
    READY = "ready", _("to be decided")
    ASKED = "asked", _("the town has a question")
    APPROVED = "approved", _("approved, card not made yet")
    ISSUED = "issued", _("card made")
    DECLINED = "declined", pgettext_lazy("application for a card", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("application for a card", "withdrawn")


class CardApplicationSource(models.TextChoices):
    """How an application came."""

    ONLINE = "online", _("on line")
    PAPER = "paper", _("on paper")
    COLLECTIVE = "collective", _("with others, by the organisation")
    PROPOSAL = "proposal", _("proposed by the organisation")
    RENEWAL = "renewal", _("renewal")


class AttestationState(models.TextChoices):
    """What an organisation says of somebody's volunteering."""

    OPEN = "open", _("not answered yet")
    CONFIRMED = "confirmed", _("confirmed")
    CORRECTED = "corrected", _("confirmed with a correction")
    DECLINED = "declined", _("not confirmed")
    KNOWN = "known", _("known from confirmed hours")  # nothing to ask for
    PROVEN = "proven", _("proof uploaded")  # the town looks at it


class CardParty(models.TextChoices):
    """Who acts."""

    APPLICANT = "applicant", _("applicant")
    ORGANISATION = "organisation", _("organisation")
    TOWN = "town", pgettext_lazy("who acts", "town")
    SITE = "site", _("the site")


class CardEventKind(models.TextChoices):
    """What happened in a case or to a card."""

    STARTED = "started", _("begun")
    SUBMITTED = "submitted", _("handed in")
    ASKED_ORGANISATION = "asked_org", _("organisation asked")
    REMINDED = "reminded", _("organisation reminded")
    BOUNCED = "bounced", _("mail came back")
    ANSWERED = "answered", _("organisation answered")
    CONTACT_CHANGED = "contact", _("another contact named")
    QUESTION = "question", _("question asked")
    REPLY = "reply", _("question answered")
    CHANGED = "changed", _("changed")
    PROOF_SEEN = "proof_seen", _("proof of what stands for the hours seen")
    PROOF_UNSEEN = "unseen", _("proof of what stands for the hours no longer taken as seen")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", pgettext_lazy("application for a card", "declined")
    REOPENED = "reopened", _("opened again")
    WITHDRAWN = "withdrawn", pgettext_lazy("application for a card", "withdrawn")
    ISSUED = "issued", _("card made")
    PRINTED = "printed", _("printed")
    HANDED_OVER = "handed_over", _("handed over")
    BOUND = "bound", _("brought onto a phone")
    UNBOUND = "unbound", _("taken off a phone")
    REVOKED = "revoked", _("revoked")
    REPLACED = "replaced", _("replaced by a new card")
    RENEWAL_DUE = "renewal_due", _("reminded of renewal")


class CredentialKind(models.TextChoices):
    """Where a code is shown; each has its own entry in the status list."""

    PRINTED = "printed", _("printed card")
    DIGITAL = "digital", _("card on the phone")
    WALLET = "wallet", _("pass in a wallet")


class CardEnd(models.TextChoices):
    """Why a card or one of its codes ended before its day."""

    LOST = "lost", _("lost")
    STOLEN = "stolen", _("stolen")
    MISUSE = "misuse", _("misused")
    GIVEN_UP = "given_up", _("given up by its holder")
    NO_LONGER_MET = "not_met", _("no longer meets the rule")
    MISTAKE = "mistake", _("made by mistake")
    CHANGED = "changed", _("name or town changed")
    RENEWED = "renewed", _("renewed")
    NEW_PHONE = "new_phone", _("moved to another phone")
    DIED = "died", _("holder has died")
    OTHER = "other", _("another reason")


class FigureKind(models.TextChoices):
    """What is counted for each year."""

    ISSUED = "issued", _("cards made")
    DECLINED = "declined", _("applications declined")
    WITHDRAWN = "withdrawn", _("applications withdrawn or given up")


class BatchState(models.TextChoices):
    """How far the making of several cards is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being made")
    MADE = "made", _("made, to be released")
    RELEASED = "released", _("released for printing")
    FAILED = "failed", _("stopped by an error")
