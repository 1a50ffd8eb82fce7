"""Mails go through an outbox: written with what they report, sent by a worker afterwards.

So a mail server that is down blocks nobody, a transaction that rolls back mails nobody, and
what could not be sent is tried again (`POST_OFFICE["MAX_RETRIES"]`).
"""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django_tasks import task
from post_office.lockfile import FileLock, FileLocked, default_lockfile
from post_office.mail import get_queued, send_queued


def send_mail(*, to: Sequence[str], subject: str, template: str, context: dict[str, Any]) -> None:
    """Put a plain-text mail made from `template` into the outbox."""
    body = render_to_string(template, context)
    EmailMessage(subject=" ".join(subject.split()), body=body, to=list(to)).send()


@task()
def send_outbox() -> None:
    """Send what waits in the outbox; a second run at the same time does nothing."""
    try:
        with FileLock(default_lockfile):
            while get_queued().exists():
                send_queued(processes=1)
    except FileLocked:
        pass  # another worker is at it and will not stop before the outbox is empty


def send_soon(**kwargs: Any) -> None:
    """Wake a worker when the transaction that wrote the mail is through."""
    transaction.on_commit(lambda: send_outbox.enqueue())
