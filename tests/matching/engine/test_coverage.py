"""This week's applications are counted by one query, at most once a minute in each process."""

import datetime as dt

import pytest
from django.utils import timezone

from matching.engine import coverage
from tests.factories import (
    ApplicationFactory,
    OpportunityPageFactory,
    OrganisationPageFactory,
)
from tests.shared_rows import shared_rows


@shared_rows
def page(luenen):
    organisation = OrganisationPageFactory(parent=luenen.page)
    return OpportunityPageFactory(parent=organisation)


def local(day, hour=0, minute=0):
    return timezone.make_aware(dt.datetime(2027, 3, day, hour, minute))


def applied(page, confirmed_at):
    """Somebody applied; None: and never confirmed it."""
    ApplicationFactory(opportunity=page, confirmed_at=confirmed_at)


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (local(21, 23, 59), 1),  # Sunday
        (local(22, 0, 30), 1),  # Monday, still Sunday in London
        (local(26, 9), 2),
        (local(28, 23, 59), 2),  # Sunday, after the night in which an hour was left out
    ],
)
def test_what_was_confirmed_this_week_counts(page, now, count, django_assert_num_queries):
    for confirmed_at in (local(14, 23, 59), local(21, 23, 58), local(22), local(24, 18), None):
        if confirmed_at is None or confirmed_at <= now:
            applied(page, confirmed_at)
    with django_assert_num_queries(1):
        recent = coverage.read(now)
    assert recent.keys.tolist() == [page.pk]
    assert recent.counts.tolist() == [count]


def test_a_process_asks_once_a_minute(page, monkeypatch, django_assert_num_queries):
    now = 1000.0
    monkeypatch.setattr(coverage.time, "monotonic", lambda: now)
    coverage._keeper.clear()
    with django_assert_num_queries(1):
        assert not len(coverage.current().keys)
    applied(page, timezone.now())
    now += coverage.REFRESH_EVERY - 1
    with django_assert_num_queries(0):
        assert not len(coverage.current().keys)
    now += 2
    with django_assert_num_queries(1):
        assert coverage.current().keys.tolist() == [page.pk]
    coverage._keeper.clear()
