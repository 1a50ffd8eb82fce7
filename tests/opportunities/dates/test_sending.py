"""A mail with dates goes out with its file."""

import gc

from django.core import mail

from core.mail import send_outbox
from opportunities.applications import mails


def test_the_file_arrives(accepted):
    mails.send_receipt(accepted)
    send_outbox.call()
    gc.collect()  # a file that was left open would be a warning now
    name, content, mimetype = mail.outbox[-1].attachments[0]
    assert (name, mimetype) == ("termine.ics", "text/calendar")
    assert "BEGIN:VEVENT" in (content if isinstance(content, str) else content.decode())
