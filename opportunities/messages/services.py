"""Writing to the other side, and having read what it wrote."""

import datetime as dt
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from opportunities.applications.states import RUNNING
from opportunities.applications.steps import locked, move
from opportunities.enums import ApplicationState, Party
from opportunities.messages import notices
from opportunities.messages.attachments import keep_file
from opportunities.messages.errors import MessageError
from opportunities.models import Application, ApplicationMessage

Code = MessageError.Code

MOST_IN_AN_HOUR: Final = 20  # of one side within one application
TWICE: Final = dt.timedelta(minutes=2)  # the same text again so soon: a button pressed twice
# Thanks may still be said; who was declined or has withdrawn is left in peace.
OPEN: Final = (*RUNNING, ApplicationState.DONE)


def may_write(application: Application) -> bool:
    """Whether both sides can write to each other."""
    return application.state in OPEN


def takes_files(application: Application) -> bool:
    """Whether the offer lets files be sent along."""
    return application.opportunity is not None and application.opportunity.allows_attachments


@transaction.atomic
def write_message(
    *,
    application: Application,
    party: Party,
    text: str,
    by: User | None = None,
    file: ContentFile[bytes] | None = None,
    now: dt.datetime | None = None,
) -> ApplicationMessage:
    """Write to the other side, which is told by mail; sent twice, it is written once.

    With its first words an organisation is in contact. Raises MessageError.
    """
    now = now or timezone.now()
    with locked(application) as intake:
        if not may_write(application):
            raise MessageError(Code.CLOSED)
        if file and not takes_files(application):
            raise MessageError(Code.NO_FILES)
        own = application.messages.filter(party=party)
        last = own.last()
        if last and not file and last.text == text and last.created_at > now - TWICE:
            return last
        if own.filter(created_at__gt=now - dt.timedelta(hours=1)).count() >= MOST_IN_AN_HOUR:
            raise MessageError(Code.TOO_MANY)
        message = ApplicationMessage(application=application, party=party, by=by, text=text)
        if file:
            keep_file(message, file)
        message.save()
        if party == Party.ORGANISATION and application.state in (
            ApplicationState.SENT,
            ApplicationState.SEEN,
        ):
            # The mail of this step says what was written: one mail, not two.
            to = ApplicationState.IN_CONTACT
            move(intake, application, to, party=party, by=by, note=text, now=now)
        else:
            notices.tell(message)
    return message


def mark_read(*, application: Application, reader: Party, now: dt.datetime | None = None) -> int:
    """Note that `reader` has seen what the other side wrote; returns how many were new."""
    new = application.messages.exclude(party=reader).filter(read_at=None)
    return new.update(read_at=now or timezone.now())
