"""What is due by the clock."""

from datetime import datetime

from partners.asking.news import tell_towns
from partners.asking.services import ask_who_is_due
from partners.benefits.services import close_what_is_over
from partners.devices.pairing import erase_old_codes
from partners.joining.services import erase_old_proposals
from partners.owners.services import erase_answered_invitations
from partners.redeeming import retention


def do_what_is_due(now: datetime) -> None:
    """Benefits that are over, shops to be asked, towns to be told, what is to be forgotten.

    May run as often as it likes.
    """
    close_what_is_over(now)
    ask_who_is_due(now)
    tell_towns(now)
    erase_old_proposals(now)
    erase_answered_invitations(now)
    erase_old_codes(now)
    retention.do_what_is_due(now)
