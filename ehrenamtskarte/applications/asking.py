"""Whom we ask whether somebody really volunteers, and how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.urls import reverse

from accounts.models import User
from core.links import make_link
from core.models import SecretLink
from ehrenamtskarte.applications import notices
from ehrenamtskarte.applications.links import CARD_ATTESTATION, CARD_SECOND, address_of
from ehrenamtskarte.applications.moves import locked, record
from ehrenamtskarte.applications.states import UNDECIDED
from ehrenamtskarte.enums import AttestationState, CardEventKind, CardParty
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import Attestation, CardApplication
from organisations.addresses import absolute
from organisations.models import Membership, Organisation

# So long after the first mail the organisation is reminded, once each.
REMINDERS: Final = (timedelta(days=7), timedelta(days=21))


@dataclass(frozen=True)
class Asked:
    """Where an organisation is asked: whoever works at its desk, or one mailbox."""

    emails: tuple[str, ...]
    at_desk: bool = False


def whom_to_ask(attestation: Attestation) -> Asked:
    """Whoever the applicant has named; else the organisation's desk; else its own address.

    Nobody confirms for themselves: the applicant's own mailbox is never asked.
    """
    application = attestation.application
    if attestation.contact_email:
        return Asked((attestation.contact_email,))
    if attestation.organisation is None:
        return Asked(())
    if members := desk_addresses(attestation.organisation, without=application):
        return Asked(members, at_desk=True)
    email = attestation.organisation.email
    return Asked((email,) if email and not is_own(application, email) else ())


def desk_addresses(
    organisation: Organisation, *, without: CardApplication | None = None
) -> tuple[str, ...]:
    """Everybody's who works at the desk, but the applicant's own."""
    members = Membership.objects.filter(organisation=organisation, user__is_active=True)
    if without and without.volunteer and without.volunteer.user_id:
        members = members.exclude(user=without.volunteer.user_id)
    emails = members.order_by("pk").values_list("user__email", flat=True)
    return tuple(email for email in emails if not without or not is_own(without, email))


def is_own(application: CardApplication, email: str) -> bool:
    """Whether this is a mailbox of the applicant."""
    own = {application.email.lower(), address_of(application).lower()} - {""}
    return email.strip().lower() in own


def next_state(application: CardApplication) -> State:
    """Where an application stands that has been handed in: does it still wait for anybody?"""
    waits = application.attestations.filter(state=AttestationState.OPEN).exists()
    return State.ATTESTING if waits else State.READY


def ask_organisations(application: CardApplication, *, now: datetime) -> None:
    """Ask everybody who has not been asked yet."""
    attestations = application.attestations.filter(state=AttestationState.OPEN, asked_at=None)
    for attestation in attestations.select_related("organisation", "application__municipality"):
        ask(attestation, now=now)


def ask(attestation: Attestation, *, now: datetime) -> None:
    """Ask for the first time, or after the address has changed."""
    attestation.asked_at = now
    attestation.reminders = 0
    attestation.bounced_at = None
    attestation.save(update_fields=["asked_at", "reminders", "bounced_at"])
    _mail(attestation, _to_be_asked(attestation))
    record(
        attestation.application,
        CardEventKind.ASKED_ORGANISATION,
        party=CardParty.SITE,
        note=attestation.organisation_name,
    )


def ask_second(attestation: Attestation, *, email: str, now: datetime) -> None:
    """Ask for the second signature: the mailbox that was named, else the others at the desk."""
    attestation.asked_at = now
    attestation.reminders = 0
    attestation.bounced_at = None
    attestation.save(update_fields=["asked_at", "reminders", "bounced_at"])
    _mail(attestation, Asked((email,)) if email else _others_at_desk(attestation))


def who_answered(attestation: Attestation) -> User | None:
    """The account of who answered first at the desk; None if it was by a link."""
    event = (
        attestation.application.events.filter(
            kind=CardEventKind.ANSWERED,
            note=attestation.organisation_name,
            by_name=attestation.answered_by,
        )
        .select_related("by")
        .order_by("-created_at", "-pk")
        .first()
    )
    return event.by if event else None


def remind(now: datetime) -> int:
    """Remind whoever has not answered after 7 and after 21 days; returns how many times."""
    reminded = 0
    for number, after in enumerate(REMINDERS):
        due = Attestation.objects.filter(
            state=AttestationState.OPEN,
            asked_at__lte=now - after,
            reminders=number,
            bounced_at=None,
            application__state__in=UNDECIDED,
        ).order_by("pk")
        for attestation in due.select_related("organisation", "application__municipality"):
            with locked(attestation.application):
                taken = Attestation.objects.filter(
                    pk=attestation.pk, state=AttestationState.OPEN, reminders=number
                ).update(reminders=F("reminders") + 1)
                if not taken:  # answered, or reminded by another process
                    continue
                _mail(attestation, _to_be_asked(attestation), reminder=number + 1)
                record(
                    attestation.application,
                    CardEventKind.REMINDED,
                    party=CardParty.SITE,
                    note=attestation.organisation_name,
                )
                reminded += 1
    return reminded


def _to_be_asked(attestation: Attestation) -> Asked:
    """Whoever has to answer next; the second person's mailbox stands with their link only."""
    if attestation.answered_at is None:
        return whom_to_ask(attestation)
    link = (
        SecretLink.objects.filter(
            purpose=CARD_SECOND.name,
            subject_type=ContentType.objects.get_for_model(Attestation),
            subject_id=attestation.pk,
            revoked_at=None,
        )
        .order_by("-pk")
        .first()
    )
    return Asked((link.email,)) if link else _others_at_desk(attestation)


def _others_at_desk(attestation: Attestation) -> Asked:
    """Everybody at the desk but the one who has answered first."""
    if attestation.organisation is None:
        return Asked(())
    first = who_answered(attestation)
    members = desk_addresses(attestation.organisation, without=attestation.application)
    return Asked(
        tuple(email for email in members if first is None or email != first.email), at_desk=True
    )


def _mail(attestation: Attestation, asked: Asked, *, reminder: int = 0) -> None:
    purpose = CARD_SECOND if attestation.answered_at else CARD_ATTESTATION
    at_desk = asked.at_desk and attestation.organisation_id is not None
    for email in asked.emails:
        digest = sha256(email.encode()).hexdigest()
        if at_desk:
            url = absolute(
                reverse(
                    "desk_cards:attestation", args=[attestation.organisation_id, attestation.pk]
                )
            )
        else:
            url = make_link(purpose, attestation, email=email)
        when = f"{attestation.asked_at:%Y%m%d%H%M%S%f}"
        notices.ask_organisation(
            attestation,
            to=email,
            url=url,
            # Keys outlive everything: they say nothing of anybody.
            key=f"card-attestation:{attestation.pk}:{when}:{reminder}:{digest}",
            is_reminder=reminder > 0,
            at_desk=at_desk,
        )
