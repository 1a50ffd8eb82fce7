from datetime import datetime

from core.links import erase_closed_links
from core.mail.erasing import erase_old_mails


def do_what_is_due(now: datetime) -> None:
    """What the clock asks of this app every minute: erase what need not be kept."""
    erase_closed_links(now)
    erase_old_mails(now)
