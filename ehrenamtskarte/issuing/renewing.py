"""Cards are renewed: whoever holds one is reminded 60 days before, and applies with one button."""

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User, Volunteer
from core.links import Purpose, make_link, revoke_links
from ehrenamtskarte.applications import known
from ehrenamtskarte.applications.asking import whom_to_ask
from ehrenamtskarte.applications.services import start, submit
from ehrenamtskarte.applications.states import NOT_YET_SENT, RUNNING
from ehrenamtskarte.enums import (
    AttestationState,
    CardApplicationSource,
    CardApplicationState,
    CardEventKind,
    CardParty,
)
from ehrenamtskarte.issuing import notices
from ehrenamtskarte.issuing.codes import day_of
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.services import record
from ehrenamtskarte.models import Attestation, Card, CardApplication

REMIND_BEFORE: Final = dt.timedelta(days=60)
# Somebody may come back to it when the card has ended.
RENEW_AFTER: Final = dt.timedelta(days=90)
CARD_RENEWAL: Final = Purpose(
    name="card_renewal",
    view_name="card_renewals:renew",
    lifetime=REMIND_BEFORE + RENEW_AFTER,
    once=True,
)
# What the application says again; the rest is asked anew or follows.
KEPT: Final = (
    "email",
    "phone",
    "street",
    "postcode",
    "city",
    "is_active_in_town",
    "shortcuts",
    "pay",
    "goes_on",
)
WORK: Final = (
    "organisation",
    "organisation_name",
    "role",
    "contact_name",
    "contact_email",
    "engagement",
)


def due_cards(today: dt.date) -> "QuerySet[Card]":
    """Those that end within 60 days, that nobody was reminded of, and nothing follows yet."""
    under_way = CardApplication.objects.filter(
        renews=OuterRef("pk"), state__in=[*NOT_YET_SENT, *RUNNING]
    )
    return Card.objects.filter(
        Q(volunteer__user__isnull=False)
        | Q(volunteer__email__gt="")
        | Q(application__email__gt=""),
        ~Exists(under_way),
        valid_until__range=(today, today + REMIND_BEFORE),
        ended_at=None,
        renewal_reminded_at=None,
        replaced_by=None,
    )


def renewable_cards(user: User, today: dt.date) -> "QuerySet[Card]":
    """The cards of an account that end soon, or ended lately, and that no card follows yet."""
    return Card.objects.filter(
        volunteer__in=Volunteer.objects.of(user),
        valid_until__range=(today - RENEW_AFTER, today + REMIND_BEFORE),
        ended_at=None,
        replaced_by=None,
    ).select_related("municipality")


def is_under_way(card: Card) -> bool:
    """Whether the holder has begun to renew it."""
    running = [*NOT_YET_SENT, *RUNNING, CardApplicationState.ISSUED]
    return card.renewals.filter(state__in=running).exists()


def remind(now: dt.datetime) -> int:
    """Write to whoever is due, once; returns to how many."""
    reminded = 0
    for key in list(due_cards(day_of(now)).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            waiting = Card.objects.filter(pk=key, renewal_reminded_at=None, ended_at=None)
            if not waiting.update(renewal_reminded_at=now):  # another process was faster
                continue
            card = Card.objects.select_related("municipality", "volunteer__user").get(pk=key)
            link = make_link(CARD_RENEWAL, card, email=notices.mailbox_of(card))
            notices.renewal_is_due(card, link=link)
            record(card, CardEventKind.RENEWAL_DUE, party=CardParty.SITE)
            reminded += 1
    return reminded


@transaction.atomic
def begin_renewal(*, card: Card, now: dt.datetime | None = None) -> CardApplication:
    """A draft with everything that is known: the person, the town, where they volunteer.

    Raises IssueError: ENDED where the card was revoked, RENEWED where it is renewed already.
    """
    today = day_of(now or timezone.now())
    card = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if card.ended_at:
        raise IssueError(IssueError.Code.ENDED)
    if is_under_way(card) or Card.objects.filter(replaces=card).exists():
        raise IssueError(IssueError.Code.RENEWED)
    before = last_application(card)
    facts: dict[str, Any] = {name: getattr(before, name) for name in KEPT} if before else {}
    if before and before.name == card.name:
        facts |= {"first_name": before.first_name, "last_name": before.last_name}
    else:
        first, _blank, last = card.name.rpartition(" ")
        facts |= {"first_name": first, "last_name": last}
    application = start(
        source=CardApplicationSource.RENEWAL,
        municipality=card.municipality,
        card_type=card.card_type,
        volunteer=card.volunteer,
        born_on=card.born_on,
        renews=card,
        **facts,
    )
    written = {one.organisation_name for one in known.prefill(application, today=today)}
    for work in works_of(card):
        if work.organisation_name not in written and len(written) < known.MOST:
            written.add(work.organisation_name)
            _again(work, application)
    revoke_links(CARD_RENEWAL, card)
    return application


def can_be_sent(application: CardApplication) -> bool:
    """Whether nothing is missing: at each organisation there is somebody to ask."""
    attestations = application.attestations.select_related("organisation", "application")
    return bool(application.first_name and application.postcode and application.pay) and all(
        one.state == AttestationState.KNOWN
        or ((one.hours_per_week or one.hours_per_year) and whom_to_ask(one).emails)
        for one in attestations
    )


def renew(*, card: Card, now: dt.datetime | None = None) -> CardApplication:
    """Apply again with what is known, if that is enough; else a draft comes back, to be completed.

    Whoever calls knows that it is the holder: by the link of a mail, or by account.
    Raises IssueError: ENDED, RENEWED; CardApplicationError.
    """
    with transaction.atomic():
        application = begin_renewal(card=card, now=now)
        if can_be_sent(application) and (application.attestations.exists() or _needs_none(card)):
            submit(application=application, party=CardParty.APPLICANT, is_proved=True)
    return application


def last_application(card: Card) -> CardApplication | None:
    """The application of the card, or of the one that it replaced."""
    found: Card | None = card
    while found and found.application is None:
        found = found.replaces
    return found.application if found else None


def works_of(card: Card) -> "list[Attestation]":
    """Where the holder volunteered when they applied last, as far as it had no end."""
    before = last_application(card)
    if before is None:
        return []
    return list(
        before.attestations.filter(until=None)
        .exclude(state=AttestationState.DECLINED)
        .select_related("organisation")
        .order_by("pk")
    )


def _again(work: Attestation, application: CardApplication) -> None:
    """To be confirmed again, with what the organisation has corrected."""
    is_corrected = work.corrected_hours_per_week or work.corrected_hours_per_year
    Attestation.objects.create(
        application=application,
        since=work.corrected_since or work.since,
        hours_per_week=work.corrected_hours_per_week if is_corrected else work.hours_per_week,
        hours_per_year=work.corrected_hours_per_year if is_corrected else work.hours_per_year,
        **{name: getattr(work, name) for name in WORK},
    )


def _needs_none(card: Card) -> bool:
    before = last_application(card)
    return bool(before and before.shortcuts)
