"""The few statements of the redeeming path that are written by hand.

Building a query costs Django more than the database takes to answer it, and what happens at every
till at every moment is worth some lines of SQL (ADR 44). They lie here and in `issuers`, know
nothing but their tables, and are tested on both databases.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from partners.redeeming.offering import Offer

# Whoever reports, and the shop's benefits beside, in as many rows as there are of them.
TILL = """
    SELECT till.id, till.partner_id, till.branch_id, till.last_seen_at, till.revoked_at, shop.state,
        benefit.id, benefit.limit_period, benefit.limit_count, benefit.created_at,
        benefit.for_standard, benefit.for_jubilee, benefit.weekdays,
        benefit.from_time, benefit.until_time, benefit.valid_from, benefit.valid_until,
        benefit.paused_at, benefit.ended_at,
        EXISTS (SELECT 1 FROM partners_benefit_branches place WHERE place.benefit_id = benefit.id),
        EXISTS (SELECT 1 FROM partners_benefit_branches place
            WHERE place.benefit_id = benefit.id AND place.partnerbranch_id = till.branch_id)
    FROM partners_scannerdevice till
    JOIN partners_partner shop ON shop.id = till.partner_id
    LEFT JOIN partners_benefit benefit ON benefit.partner_id = till.partner_id
"""
TILL_COLUMNS = 6

# Two constraints can say no: the key that is there already, and the use that the limit allows once.
WRITE = """
    INSERT INTO partners_redemption (
        idempotency_key, benefit_id, partner_id, device_id, pseudonym, card_type, issued_by_id,
        state, conflict, period, slot, scanned_at, received_at
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING
"""

TAKEN = """
    SELECT slot FROM partners_redemption
    WHERE benefit_id = %s AND pseudonym = %s AND period = %s AND slot IS NOT NULL
"""


class _Kept(threading.local):
    """This thread's cursor and the connection that it belongs to."""

    connection: Any = None
    cursor: Any = None


_kept = _Kept()


@contextmanager
def cursor_of_thread() -> Iterator[Any]:
    """A cursor for these statements: on PostgreSQL the same for as long as its connection lives.

    Making one for each costs a tenth of a redemption. SQLite's cost nothing, and as long as one
    has rows left, it would hold the database.
    """
    db = connections[DEFAULT_DB_ALIAS]
    if db.vendor != "postgresql" or db.connection is None or db.queries_logged:
        with db.cursor() as cursor:
            yield cursor
        return
    if _kept.connection is not db.connection:
        _kept.connection, _kept.cursor = db.connection, db.cursor()
    yield _kept.cursor


@dataclass(frozen=True, slots=True)
class BenefitFacts:
    """What of a benefit decides whether it can be redeemed, and how often."""

    pk: int
    limit_period: str
    limit_count: int
    created_at: datetime
    offer: Offer
    only_at_places: bool
    at_this_place: bool

    def is_here(self, branch_id: int | None) -> bool:
        """Whether it is offered where the device stands."""
        return branch_id is None or self.at_this_place or not self.only_at_places


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger that is to be."""

    key: UUID
    benefit_id: int
    partner_id: int
    device_id: int
    pseudonym: bytes | None
    card_type: int | None
    issued_by_id: int | None
    state: str
    scanned_at: datetime
    received_at: datetime
    conflict: str = ""
    period: str = ""
    slot: int | None = None


def till_and_benefits(
    token_digest: str, only: Sequence[int] | None = None
) -> tuple[Any, dict[int, BenefitFacts]]:
    """The till's columns (None: there is no such token), and its shop's benefits.

    Args:
        only: primary keys of the benefits that are asked for; None for all.
    """
    return _till_and_benefits("till.token_digest", token_digest, only)


def benefits_of(till_id: int, only: Sequence[int] | None = None) -> dict[int, BenefitFacts]:
    """The benefits of a till's shop by primary key: all, or those of `only` that are its own."""
    return _till_and_benefits("till.id", till_id, only)[1]


def _till_and_benefits(
    column: str, value: str | int, only: Sequence[int] | None
) -> tuple[Any, dict[int, BenefitFacts]]:
    statement, values = TILL, []
    if only is not None:
        values = list(only) or [0]
        statement += f" AND benefit.id IN ({', '.join(['%s'] * len(values))})"
    with cursor_of_thread() as cursor:
        cursor.execute(f"{statement} WHERE {column} = %s", [*values, value])
        rows = cursor.fetchall()
    found = [_facts(row[TILL_COLUMNS:]) for row in rows if row[TILL_COLUMNS] is not None]
    return (rows[0][:TILL_COLUMNS] if rows else None), {benefit.pk: benefit for benefit in found}


def write(entry: Entry) -> bool:
    """Add it to the ledger; False where its key, or its use of the benefit, is there already."""
    with cursor_of_thread() as cursor:
        adapt = cursor.db.ops.adapt_datetimefield_value
        values = [
            entry.key if cursor.db.features.has_native_uuid_field else entry.key.hex,
            entry.benefit_id,
            entry.partner_id,
            entry.device_id,
            entry.pseudonym,
            entry.card_type,
            entry.issued_by_id,
            entry.state,
            entry.conflict,
            entry.period,
            entry.slot,
            adapt(entry.scanned_at),
            adapt(entry.received_at),
        ]
        cursor.execute(WRITE, values)
        return cursor.rowcount == 1


def taken_slots(benefit_id: int, pseudonym: bytes, period: str) -> set[int]:
    """Which of the uses that the limit allows in a period this card has had."""
    with cursor_of_thread() as cursor:
        cursor.execute(TAKEN, [benefit_id, pseudonym, period])
        return {slot for (slot,) in cursor.fetchall()}


def aware(moment: datetime | None) -> datetime | None:
    """A moment as a statement gets it: SQLite says no time zone, but means UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _facts(row: Any) -> BenefitFacts:
    return BenefitFacts(
        pk=row[0],
        limit_period=row[1],
        limit_count=row[2],
        created_at=row[3] if row[3].tzinfo else row[3].replace(tzinfo=UTC),
        offer=Offer(
            for_standard=row[4],
            for_jubilee=row[5],
            weekdays=row[6],
            from_time=row[7],
            until_time=row[8],
            valid_from=row[9],
            valid_until=row[10],
            paused_at=aware(row[11]),
            ended_at=aware(row[12]),
        ),
        only_at_places=bool(row[13]),
        at_this_place=bool(row[14]),
    )
