import logging
from datetime import datetime

from django.conf import settings

from core.links import erase_closed_links
from core.mail.bounces import read_bounces
from core.mail.erasing import erase_old_mails
from core.mail.mailboxes import MailboxError

BOUNCES_EVERY = 10  # minutes

logger = logging.getLogger(__name__)


def do_what_is_due(now: datetime) -> None:
    """What the clock asks of this app every minute: erase what need not be kept, read bounces."""
    erase_closed_links(now)
    erase_old_mails(now)
    if settings.BOUNCE_MAILBOX and now.minute % BOUNCES_EVERY == 0:
        try:
            read_bounces(now)
        except MailboxError as error:
            logger.warning("Reports about mails could not be read: %s", error)
