"""What becomes of one card: made, ended, replaced, handed over. One function for each act.

All take keywords, run in one transaction and raise `IssueError` with a code where something can't
be. Rows are locked in the order of docs/card-keys.md: application, card, key, list, credential.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from ehrenamtskarte.applications.facts import rule_for
from ehrenamtskarte.applications.moves import locked
from ehrenamtskarte.applications.services import mark_issued
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEnd, CardEventKind, CardParty
from ehrenamtskarte.issuing import notices
from ehrenamtskarte.issuing.codes import day_of, name_to_print, sign_printed_code
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.numbers import draw_number
from ehrenamtskarte.models import Card, CardApplication, CardBatch, CardEvent
from ehrenamtskarte.searching import search_name
from ehrenamtskarte.status import revoke_all
from municipalities.models import Municipality

Code = IssueError.Code
# Ten million numbers a town: even with a million given out, nine of ten that are drawn are free.
DRAWS: Final = 30
# Of these the holder knows.
UNTOLD: Final = (CardEnd.DIED, CardEnd.RENEWED, CardEnd.CHANGED)


def issue_card(
    application: CardApplication,
    by: User | None,
    *,
    batch: CardBatch | None = None,
    now: dt.datetime | None = None,
) -> Card:
    """Make the card of an approved application: number, place in the list, signed code, history.

    An application has one card: asked again, it is given back. A renewal begins the day after the
    card that it follows has ended, or, where that is over or has no end, at once and ends it.

    Raises:
        IssueError: NOT_APPROVED, NO_RULE, NAME.
        CardKeyError: the town's key can't be used (`keys.signing_key`).
    """
    now = now or timezone.now()
    with locked(application):
        if application.state == State.ISSUED:
            return Card.objects.select_related("municipality").get(application=application)
        if application.state != State.APPROVED or application.municipality is None:
            raise IssueError(Code.NOT_APPROVED)
        rule = rule_for(application)
        if rule is None:
            raise IssueError(Code.NO_RULE)
        before = _renewed(application)
        first = _first_day(before, application, day_of(now))
        card = _make(
            Card(
                municipality=application.municipality,
                card_type=application.card_type,
                application=application,
                volunteer=application.volunteer,
                batch=batch,
                name=application.name,
                printed_name=name_to_print(application.name),
                search_name=search_name(
                    first_name=application.first_name, last_name=application.last_name
                ),
                born_on=application.born_on,
                valid_from=first,
                valid_until=rule.valid_until(first),
                issued_by=by,
                replaces=before,
            ),
            now=now,
        )
        if before and first <= day_of(now) and before.ended_at is None:
            _end(before, end=CardEnd.RENEWED, note="", by=by, now=now, kind=CardEventKind.REPLACED)
        mark_issued(application=application, card=card, by=by)
        notices.card_was_made(card, now=now)
    return card


def revoke_card(
    *, card: Card, end: CardEnd, note: str = "", by: User | None, now: dt.datetime | None = None
) -> Card:
    """End a card and all of its codes at once. Raises IssueError: ENDED."""
    now = now or timezone.now()
    with _locked_card(card):
        if card.ended_at:
            raise IssueError(Code.ENDED)
        _end(card, end=end, note=note, by=by, now=now)
        if end not in UNTOLD:
            notices.card_was_revoked(card)
    return card


def replace_card(
    *,
    card: Card,
    end: CardEnd,
    by: User | None,
    note: str = "",
    first_name: str = "",
    last_name: str = "",
    municipality: Municipality | None = None,
    now: dt.datetime | None = None,
) -> Card:
    """End a card (lost, stolen, name or town changed) and make another until the same day.

    A card that was revoked before, because it was lost, can be replaced as well.

    Raises:
        IssueError: ENDED where its days are over or another has followed; NOTHING_CHANGED; NAME.
    """
    now = now or timezone.now()
    today = day_of(now)
    with _locked_card(card):
        # Of an erased one nobody knows whose it was.
        is_over = card.erased_at or (card.valid_until is not None and card.valid_until < today)
        follower = Card.objects.select_for_update(of=("self",)).filter(replaces=card).first()
        # One that has not begun yet was made by a renewal and stays: it follows the new one then.
        if is_over or (follower and follower.valid_from <= today):
            raise IssueError(Code.ENDED)
        name = f"{first_name} {last_name}".strip()
        moves = municipality is not None and municipality != card.municipality
        if end == CardEnd.CHANGED and not moves and name in ("", card.name):
            raise IssueError(Code.NOTHING_CHANGED)
        if name == card.name:
            name = ""  # as it was, however it was parted into first and last name
        if card.ended_at is None:
            _end(card, end=end, note=note, by=by, now=now, kind=CardEventKind.REPLACED)
        if follower:
            Card.objects.filter(pk=follower.pk).update(replaces=None)
        made = _make(
            Card(
                municipality=municipality or card.municipality,
                card_type=card.card_type,
                volunteer=card.volunteer,
                name=name or card.name,
                printed_name=name_to_print(name) if name else card.printed_name,
                search_name=search_name(first_name=first_name, last_name=last_name)
                if name
                else card.search_name,
                born_on=card.born_on,
                valid_from=max(card.valid_from, today),
                valid_until=card.valid_until,
                issued_by=by,
                replaces=card,
            ),
            now=now,
        )
        if follower:
            Card.objects.filter(pk=follower.pk).update(replaces=made)
        record(made, CardEventKind.ISSUED, by=by)
        notices.card_was_made(made, now=now)
    return made


def hand_over(*, card: Card, on: dt.date, by: User | None, today: dt.date | None = None) -> Card:
    """Note when the holder got the card. Raises IssueError: IN_FUTURE, ENDED."""
    if on > (today or timezone.localdate()):
        raise IssueError(Code.IN_FUTURE)
    with _locked_card(card):
        if card.ended_at:
            raise IssueError(Code.ENDED)
        if card.handed_over_on is None:
            card.handed_over_on = on
            card.save(update_fields=["handed_over_on"])
            record(card, CardEventKind.HANDED_OVER, by=by)
    return card


def record(
    card: Card,
    kind: CardEventKind,
    *,
    by: User | None = None,
    note: str = "",
    party: CardParty = CardParty.TOWN,
) -> CardEvent:
    """Write down what happened to a card."""
    return CardEvent.objects.create(card=card, kind=kind, party=party, by=by, note=note)


@contextmanager
def _locked_card(card: Card) -> Iterator[None]:
    with transaction.atomic():
        Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
        card.refresh_from_db()
        yield


def _renewed(application: CardApplication) -> Card | None:
    """The card that a renewal follows: the newest, should it have been replaced meanwhile."""
    card = application.renews
    while card and (follower := Card.objects.filter(replaces=card).first()):
        card = follower
    return card and Card.objects.select_for_update(of=("self",)).get(pk=card.pk)


def _first_day(before: Card | None, application: CardApplication, today: dt.date) -> dt.date:
    """The old card's last day is used up; nothing is lost by renewing early."""
    if before is None or before.ended_at or before.valid_until is None:
        return today
    if before.card_type != application.card_type:  # for life: nobody has to wait for that
        return today
    return max(today, before.valid_until + dt.timedelta(days=1))


def _make(card: Card, *, now: dt.datetime) -> Card:
    """Store the card under a number of its own, with its code."""
    for _draw in range(DRAWS):
        card.number = draw_number(card.municipality)
        if Card.objects.filter(number=card.number).exists():
            continue
        try:
            with transaction.atomic():
                card.save(force_insert=True)
        except IntegrityError:  # somebody else has drawn it just now
            if not Card.objects.filter(number=card.number).exists():
                raise
            continue
        sign_printed_code(card, now=now)
        return card
    raise RuntimeError(f"no free number in {DRAWS} draws")


def _end(
    card: Card,
    *,
    end: CardEnd,
    note: str,
    by: User | None,
    now: dt.datetime,
    kind: CardEventKind = CardEventKind.REVOKED,
) -> None:
    card.ended_at, card.end, card.end_note = now, end, note
    card.save(update_fields=["ended_at", "end", "end_note"])
    revoke_all(card.credentials.all(), end=end, now=now)
    card.activation_codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    reason = CardEnd(end).label
    record(card, kind, by=by, note=f"{reason}: {note}" if note else str(reason))
