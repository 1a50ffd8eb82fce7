"""What time brings to applications for the card; may run twice or in two processes at once."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from post_office.models import STATUS

from core.models import MailAttempt, SecretLink
from ehrenamtskarte.applications import asking, contacts, erasing
from ehrenamtskarte.applications.links import CARD_ATTESTATION, CARD_SECOND
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.models import Attestation

# The mail server says for good that it does not take mail for this address.
REFUSED: Final = "SMTPRecipientsRefused 5"
LOOKED_BACK: Final = timedelta(days=30)


def do_what_is_due(now: datetime) -> None:
    """Remind organisations, note mails that came back, erase what nobody handed in."""
    note_bounces(now)
    asking.remind(now)
    erasing.erase_old_drafts(now)


def note_bounces(now: datetime) -> int:
    """Look through the mails that could not be delivered for those that asked an organisation.

    Known is what the mail server says when it is given a mail, that a mail was given up, and
    reports that arrive as mails later (`core.mail.bounces`).
    """
    failed = MailAttempt.objects.filter(
        Q(error__startswith=REFUSED) | Q(email__status=STATUS.failed) | Q(bounced_at__isnull=False),
        begun_at__gt=now - LOOKED_BACK,
    ).select_related("email")
    noted = 0
    for attempt in failed:
        for address in attempt.email.to:
            noted += _note(address, attempt.email.created, now)
    return noted


def _note(address: str, written_at: datetime, now: datetime) -> int:
    """Of the attestations that this mailbox was asked for, those that still wait."""
    links = SecretLink.objects.filter(
        purpose__in=[CARD_ATTESTATION.name, CARD_SECOND.name],
        subject_type=ContentType.objects.get_for_model(Attestation),
        email__iexact=address,
        revoked_at=None,
        # The link of a mail is made with it.
        created_at__range=(written_at - timedelta(minutes=1), written_at + timedelta(minutes=1)),
    )
    waiting = Attestation.objects.filter(
        pk__in=list(links.values_list("subject_id", flat=True)),
        state=AttestationState.OPEN,
        bounced_at=None,
    ).select_related("application__municipality")
    return sum(contacts.note_bounce(attestation=one, email=address, now=now) for one in waiting)
