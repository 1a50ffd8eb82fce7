"""Mails go through an outbox: written with what they report, sent by a worker afterwards.

So a mail server that is down blocks nobody, a transaction that rolls back mails nobody, and what
could not be sent is tried again. No mail is sent twice by itself (ADR 18, docs/mail.md).
"""

from core.mail.outbox import send_outbox, send_soon
from core.mail.writing import Attachment, send_mail

__all__ = ["Attachment", "send_mail", "send_outbox", "send_soon"]
