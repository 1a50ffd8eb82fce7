"""Recent applications are counted by one query, at most once a minute in each process."""

import datetime as dt

from django.utils import timezone

from matching.engine import coverage
from matching.engine.weights import RECENT_DAYS
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


def applied(page, days_ago):
    """Somebody applied; None: and never confirmed it."""
    confirmed_at = None if days_ago is None else timezone.now() - dt.timedelta(days=days_ago)
    ApplicationFactory(opportunity=page, confirmed_at=confirmed_at)


def test_what_was_confirmed_lately_counts(page, django_assert_num_queries):
    for days_ago in (0, RECENT_DAYS - 1, RECENT_DAYS + 1, None):
        applied(page, days_ago)
    with django_assert_num_queries(1):
        recent = coverage.read(timezone.now())
    assert recent.keys.tolist() == [page.pk]
    assert recent.counts.tolist() == [2]


def test_a_process_asks_once_a_minute(page, monkeypatch, django_assert_num_queries):
    now = 1000.0
    monkeypatch.setattr(coverage.time, "monotonic", lambda: now)
    coverage._keeper.clear()
    with django_assert_num_queries(1):
        assert not len(coverage.current().keys)
    applied(page, 0)
    now += coverage.REFRESH_EVERY - 1
    with django_assert_num_queries(0):
        assert not len(coverage.current().keys)
    now += 2
    with django_assert_num_queries(1):
        assert coverage.current().keys.tolist() == [page.pk]
    coverage._keeper.clear()
