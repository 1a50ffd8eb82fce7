"""Whatever is done to hours, in any order: sums hold, and confirmed hours stay as they are."""

import contextlib
import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Volunteer
from engagement.book.sums import sums_by_year
from engagement.enums import HoursSource, HoursState
from engagement.errors import HoursError
from engagement.models import Engagement, HoursEntry
from engagement.services import (
    SeenHours,
    change_hours,
    confirm_hours,
    correct_hours,
    dispute_hours,
    record_hours,
    withdraw_hours,
)
from tests.engagement.factories import EngagementFactory, HoursEntryFactory, VolunteerFactory

TODAY = dt.date(2026, 1, 3)
DAYS = st.sampled_from([dt.date(2025, 12, 30), dt.date(2025, 12, 31), dt.date(2026, 1, 2)])
HOURS = st.integers(0, 100).map(lambda quarters: Decimal(quarters) / 4)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["record", "change", "withdraw", "confirm", "dispute", "correct"]),
        st.integers(0, 1),  # which engagement
        st.integers(0, 9),  # which entry
        DAYS,
        HOURS,
    ),
    max_size=14,
)


class TestAnyOrder(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(ACTS)
    def test_the_invariants(self, acts):
        volunteer = VolunteerFactory()
        engagements = EngagementFactory.create_batch(2, volunteer=volunteer)
        frozen: dict[int, tuple] = {}
        for name, which, nth, day, hours in acts:
            with contextlib.suppress(HoursError):  # what can't be changes nothing
                act(name, engagements[which], nth, day, hours)
            check(volunteer, frozen)


def act(name: str, engagement: Engagement, nth: int, day: dt.date, hours: Decimal) -> None:
    if name == "record":
        record_hours(
            engagement=engagement,
            worked_on=day,
            hours=hours,
            source=HoursSource.ENTRY,
            today=TODAY,
        )
        return
    entries = list(engagement.hours.order_by("pk"))
    if not entries:
        return
    entry = entries[nth % len(entries)]
    match name:
        case "change":
            change_hours(entry=entry, worked_on=day, hours=hours, today=TODAY)
        case "withdraw":
            withdraw_hours(entry=entry)
        case "confirm":
            confirm_hours(among=engagement.hours.waiting(), seen=[SeenHours.of(entry)], by=None)
        case "dispute":
            dispute_hours(entry=entry, word="Bitte ansehen", by=None)
        case "correct":
            correct_hours(entry=entry, hours=hours)


def check(volunteer: Volunteer, frozen: dict[int, tuple]) -> None:
    rows = HoursEntry.objects.filter(engagement__volunteer=volunteer)
    kept = {
        entry.pk: (entry.hours, entry.worked_on, entry.state)
        for entry in rows
        if entry.state == HoursState.CONFIRMED
    }
    assert frozen.items() <= kept.items(), "confirmed hours have changed"
    frozen.update(kept)
    for entry in rows.confirmed().filter(corrects=None):
        with_corrections = entry.hours + entry.corrections.confirmed().total()
        assert 0 <= with_corrections <= 24
    for day in {entry.worked_on for entry in rows}:
        assert rows.standing().filter(worked_on=day).total() <= 24
    years = sums_by_year(rows)
    assert [year.year for year in years] == sorted({one.year for one in years}, reverse=True)
    assert sum(year.confirmed for year in years) == rows.confirmed().total()
    assert sum(year.confirmed + year.waiting for year in years) == rows.standing().total()
    for year in years:
        assert year.confirmed >= 0
        assert year.confirmed == sum(one.confirmed for one in year.organisations)


class TestSums(TestCase):
    def test_years_and_organisations_in_one_query(self):
        volunteer = VolunteerFactory()
        for name in ("Tafel", "Chor"):
            engagement = EngagementFactory(volunteer=volunteer, organisation__name=name)
            HoursEntryFactory(engagement=engagement, state=HoursState.CONFIRMED)
            HoursEntryFactory(engagement=engagement, worked_on=dt.date(2025, 5, 5))
        with self.assertNumQueries(1):
            newest, older = sums_by_year(HoursEntry.objects.all())
        assert (newest.year, newest.confirmed, newest.waiting) == (2026, 4, 0)
        assert [one.label for one in newest.organisations] == ["Chor", "Tafel"]
        assert (older.confirmed, older.waiting) == (0, 4)
