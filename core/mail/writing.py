"""Into the outbox."""

from collections.abc import Mapping, Sequence
from email.mime.base import MIMEBase
from email.utils import make_msgid
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from post_office.models import PRIORITY, STATUS, Email
from post_office.signals import email_queued
from post_office.utils import create_attachments

from core.models import MailKey


class Attachment(NamedTuple):
    name: str
    content: str | bytes
    mimetype: str


@transaction.atomic
def send_mail(
    *,
    to: Sequence[str],
    subject: str,
    template: str,
    context: dict[str, Any],
    key: str = "",
    attachments: Sequence[Attachment | tuple[str, str | bytes, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> None:
    """Put a plain-text mail made from `template` into the outbox.

    It goes out if the caller's transaction does. With a `key` (say `application:7:accepted`),
    nothing happens if a mail with this key was ever written before. `headers` are further ones,
    such as `List-Unsubscribe`.
    """
    if key:
        _row, is_first = MailKey.objects.get_or_create(key=key)
        if not is_first:
            return
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string(template, context),
        to=list(to),
        attachments=list(attachments),
        headers=dict(headers or {}),
    )
    email_queued.send(sender=Email, emails=[_write(message)])


class OutboxBackend(BaseEmailBackend):
    """Django's way into the outbox, for the mails of libraries.

    post_office's own backend takes every text for a template of Django's: what people write into
    forms would be run.
    """

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        emails = [_write(message) for message in email_messages if message.recipients()]
        if emails:
            email_queued.send(sender=Email, emails=emails)
        return len(emails)


def _write(message: EmailMessage) -> Email:
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(str(address) for address in message.reply_to))
    email = Email(
        from_email=message.from_email or settings.DEFAULT_FROM_EMAIL,
        to=[str(address) for address in message.to],
        cc=[str(address) for address in message.cc],
        bcc=[str(address) for address in message.bcc],
        subject=str(message.subject),
        message=str(message.body),
        html_message=_html(message),
        headers=headers or None,
        priority=PRIORITY.medium,
        status=STATUS.queued,
        # The same at every attempt, so that mailboxes recognise a mail that came twice.
        message_id=make_msgid(domain=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname),
    )
    email.save()
    if message.attachments:
        email.attachments.set(create_attachments(dict(map(_file, message.attachments))))
    return email


def _html(message: EmailMessage) -> str:
    if isinstance(message, EmailMultiAlternatives):
        for content, mimetype in message.alternatives:
            if mimetype == "text/html":
                return str(content)
    return ""


def _file(attachment: Any) -> tuple[str, dict[str, Any]]:
    """An attachment as `create_attachments` wants it: (name, what it is)."""
    if isinstance(attachment, MIMEBase):
        name, mimetype = attachment.get_filename() or "", attachment.get_content_type()
        content = attachment.get_payload(decode=True)
    else:
        name, content, mimetype = attachment
    return name, {"file": ContentFile(force_bytes(content)), "mimetype": mimetype or ""}
