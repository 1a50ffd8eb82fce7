"""Out of the outbox: each mail once, or on the list of those of which nobody can know (ADR 18).

Two transactions for each mail, whatever happens in between: one that takes it out of the queue
and writes that an attempt begins, one that writes the outcome. Any number of workers may do this
at the same time.
"""

import logging
import smtplib
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task
from post_office.models import STATUS, Email
from post_office.settings import get_backend

from core.models import MailAttempt

logger = logging.getLogger(__name__)

WAITING = (STATUS.queued, STATUS.requeued)
# How long to wait after the first failure, the second, …; after the last the mail is given up.
WAIT = [
    timedelta(minutes=minutes)
    for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60, 24 * 60, 24 * 60)
]
# No attempt takes longer; one without outcome has lost its process.
LONGEST_ATTEMPT = timedelta(minutes=10)

# The server has said no, or was never reached.
CERTAINLY_NOT_SENT = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)


@task()
def send_outbox() -> None:
    """Send what waits in the outbox and is due."""
    backend = get_connection(get_backend())
    try:
        for email in _due_mails():
            if not _reach(backend):
                return
            if _begin(email):
                _attempt(email, backend)
    finally:
        _hang_up(backend)


def send_soon(**kwargs: Any) -> None:
    """Wake a worker when the transaction that wrote the mail is through."""
    transaction.on_commit(lambda: send_outbox.enqueue())


def unsettled_mails(now: datetime) -> "QuerySet[MailAttempt]":
    """The last attempts of mails about which somebody has to decide, newest first."""
    return (
        MailAttempt.objects.unsettled(now - LONGEST_ATTEMPT)
        .select_related("email")
        .order_by("-begun_at", "-pk")
    )


@transaction.atomic
def send_again(attempt: MailAttempt) -> bool:
    """Put a mail back into the outbox; False if somebody else has decided meanwhile."""
    if not _settle(attempt, STATUS.queued):
        return False
    MailAttempt.objects.filter(pk=attempt.pk).update(number=0, error="")
    send_soon()
    return True


@transaction.atomic
def leave_unsent(attempt: MailAttempt) -> bool:
    """Take a mail off the list for good; False if somebody else has decided meanwhile."""
    if not _settle(attempt, STATUS.failed):
        return False
    return bool(MailAttempt.objects.filter(pk=attempt.pk, is_left=False).update(is_left=True))


def _settle(attempt: MailAttempt, status: int) -> bool:
    undecided = unsettled_mails(timezone.now()).filter(pk=attempt.pk)
    # Of two people only the first finds the mail as it was.
    return bool(
        Email.objects.filter(
            Q(status=None) | Q(status=STATUS.failed),
            attempt__in=undecided.values("pk"),
        ).update(status=status, scheduled_time=None, last_updated=timezone.now())
    )


def _due_mails() -> Iterator[Email]:
    """One after the other, each looked at when its turn comes."""
    last = 0
    while email := (
        Email.objects.filter(
            Q(scheduled_time=None) | Q(scheduled_time__lte=timezone.now()),
            pk__gt=last,
            status__in=WAITING,
        )
        .order_by("pk")
        .first()
    ):
        last = email.pk
        yield email


def _reach(backend: BaseEmailBackend) -> bool:
    """Whether the server answers; if not, nothing has been begun and everything waits on."""
    try:
        backend.open()
    except Exception as error:  # whatever keeps the server from answering: mails wait
        logger.warning("The mail server does not answer (%s); mails wait.", type(error).__name__)
        return False
    return True


def _begin(email: Email) -> bool:
    """Take the mail out of the queue; False if another worker was faster."""
    with transaction.atomic():
        taken = Email.objects.filter(pk=email.pk, status__in=WAITING).update(status=None)
        if taken:
            attempt, _made = MailAttempt.objects.get_or_create(
                email=email, defaults={"begun_at": timezone.now()}
            )
            MailAttempt.objects.filter(pk=attempt.pk).update(
                begun_at=timezone.now(), number=F("number") + 1, error=""
            )
    return bool(taken)


def _attempt(email: Email, backend: BaseEmailBackend) -> None:
    message = None
    try:
        message = email.email_message()
        backend.send_messages([message])
    except Exception as error:  # whatever it is, it belongs to this mail; the others go on
        logger.warning("Mail %d was not sent: %s", email.pk, _described(error))
        if message is None or _is_certainly_not_sent(error, backend):
            _try_later(email, error)
        else:
            MailAttempt.objects.filter(email=email).update(error=_described(error))
        _hang_up(backend)
    else:
        Email.objects.filter(pk=email.pk).update(status=STATUS.sent, last_updated=timezone.now())


def _try_later(email: Email, error: Exception) -> None:
    with transaction.atomic():
        attempt = MailAttempt.objects.get(email=email)
        MailAttempt.objects.filter(pk=attempt.pk).update(error=_described(error))
        again = attempt.number <= len(WAIT)
        Email.objects.filter(pk=email.pk).update(
            status=STATUS.requeued if again else STATUS.failed,
            scheduled_time=timezone.now() + WAIT[attempt.number - 1] if again else None,
            last_updated=timezone.now(),
        )


def _is_certainly_not_sent(error: Exception, backend: BaseEmailBackend) -> bool:
    if isinstance(error, CERTAINLY_NOT_SENT):
        return True
    # Only our own SMTP backend knows; of others one has to fear that the mail is out.
    return not getattr(backend, "is_handing_over", True)


def _described(error: Exception) -> str:
    """What happened, without the server's words: they repeat addresses."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _words in error.recipients.values()})
        return f"{type(error).__name__} {', '.join(map(str, codes))}"
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def _hang_up(backend: BaseEmailBackend) -> None:
    try:
        backend.close()
    except Exception as error:  # a connection that is broken anyway
        logger.debug("Closing the connection: %s", type(error).__name__)
