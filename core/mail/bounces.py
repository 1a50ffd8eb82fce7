"""Mails that come back later, as mails of their own: which one it was is marked at its attempt.

Who has to know of it looks for the mark (`MailAttempt.bounced_at`). A report is taken only for a
mail whose Message-ID it knows: nobody else can say of our mails that they did not arrive.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from core.mail.mailboxes import open_mailbox
from core.mail.returned import Report, read_report
from core.models import MailAttempt


@dataclass
class Read:
    """How many reports there were, by what became of them."""

    noted: int = 0
    unknown: int = 0  # of no mail that is kept
    delayed: int = 0  # it only takes longer


def read_bounces(now: datetime) -> Read:
    """Read what is new in the mailbox of `BOUNCE_MAILBOX`; each report once.

    Raises MailboxError where it can't be read; what was read until then is noted.
    """
    read = Read()
    with open_mailbox(settings.BOUNCE_MAILBOX) as mailbox:
        for key, content in mailbox.unread():
            report = read_report(content)
            if report is None:
                continue
            if not report.has_failed:
                read.delayed += 1
            elif note(report, now=now):
                read.noted += 1
            else:
                read.unknown += 1
            mailbox.mark_read(key)
    return read


def note(report: Report, *, now: datetime) -> bool:
    """Mark the mail that came back; False if it is not known, or no longer."""
    for message_id in report.message_ids:
        attempts = MailAttempt.objects.filter(email__message_id=message_id)
        if attempts.exists():
            said = f"Returned {report.statuses[0]}".strip()
            attempts.filter(bounced_at=None).update(bounced_at=now, error=said)
            return True
    return False
