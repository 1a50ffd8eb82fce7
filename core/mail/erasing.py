"""What has been mailed is not kept: it names people and carries links that open something."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from post_office.models import STATUS, Attachment, Email

# As long somebody may decide about mails of which nobody knows, or that could not be sent.
UNSENT_KEPT_FOR = timedelta(days=30)


def erase_old_mails(now: datetime) -> int:
    """Delete what was sent or given up long ago, with attachments; returns how many mails.

    `core.models.MailKey` remains, so that nothing is mailed again.
    """
    sent = Q(status=STATUS.sent, last_updated__lt=now - timedelta(days=settings.MAILS_KEPT_DAYS))
    unsent = Q(status=None) | Q(status=STATUS.failed)
    old = Email.objects.filter(sent | unsent & Q(last_updated__lt=now - UNSENT_KEPT_FOR))
    _number, deleted = old.delete()
    for attachment in Attachment.objects.filter(emails=None):
        attachment.file.delete(save=False)
        attachment.delete()
    return deleted.get("post_office.Email", 0)
