from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CardApplicationError(Exception):
    """What can't be done with an application for a card; the message says it to whoever tried."""

    class Code(TextChoices):
        ILLEGAL_MOVE = "illegal_move", _("That is no longer possible with this application.")
        INCOMPLETE = "incomplete", _("Something is still missing.")
        NO_RULE = "no_rule", _("This town does not give out this card yet.")
        NO_ORGANISATION = (
            "no_organisation",
            _("Please say where you volunteer: at least one organisation."),
        )
        TOO_MANY = "too_many", _("Five organisations are enough.")
        NOBODY_TO_ASK = (
            "nobody_to_ask",
            _("Please name somebody whom we can ask, or upload a proof."),
        )
        OWN_ADDRESS = (
            "own_address",
            _("Nobody can confirm their own volunteering: please give somebody else's address."),
        )
        SAME_PERSON = "same_person", _("Two different people have to confirm.")
        SECOND_MISSING = (
            "second_missing",
            _("In this town two people of the organisation have to confirm: please name both."),
        )
        ALREADY_RUNNING = (
            "already_running",
            _("There is an application for this person already. It has to be decided first."),
        )
        WORD_MISSING = "word_missing", _("Please say in a word why.")
        REASON_MISSING = "reason_missing", _("Please say why; the applicant gets it by e-mail.")
        IN_FUTURE = "in_future", _("The beginning must not lie in the future.")
        NO_CORRECTION = (
            "no_correction",
            _("Please say what is different: the beginning or the hours."),
        )

    def __init__(self, code: "CardApplicationError.Code", message: Any = "") -> None:
        super().__init__(message or code.label)
        self.code = code
