import datetime as dt
from decimal import Decimal

import pytest

from engagement.enums import EngagementState, HoursSource, HoursState
from engagement.errors import HoursError
from engagement.models import Engagement, HoursEntry
from engagement.services import begin_engagement, record_hours
from tests.engagement.factories import EngagementFactory, HoursEntryFactory, VolunteerFactory
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 5, 20)


def record(engagement: Engagement, **given) -> HoursEntry:
    given = {"worked_on": TODAY, "hours": Decimal(2), "source": HoursSource.ENTRY, **given}
    return record_hours(engagement=engagement, today=TODAY, **given)


def test_accepting_twice_begins_one_engagement():
    facts = {
        "volunteer": VolunteerFactory(),
        "organisation": OrganisationFactory(),
        "role": "Fahrerin",
        "since": TODAY,
        "source": "application:17",
        "by": UserFactory(),
    }
    first = begin_engagement(**facts)
    assert begin_engagement(**facts) == first
    assert first.state == EngagementState.CONFIRMED
    assert first.confirmed_by == facts["by"]


def test_hours_wait_for_the_organisation():
    entry = record(EngagementFactory())
    assert entry.state == HoursState.OPEN
    assert entry.decided_at is None


def test_the_organisation_records_confirmed_hours():
    member = UserFactory()
    entry = record(EngagementFactory(), by=member, confirmed=True)
    assert entry.state == HoursState.CONFIRMED
    assert entry.decided_by == member


def test_the_same_attendance_is_recorded_once():
    engagement = EngagementFactory()
    first = record(engagement, source=HoursSource.SLOT, source_key="booking:4")
    assert record(engagement, source=HoursSource.SLOT, source_key="booking:4") == first
    assert HoursEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "facts", "code"),
    [
        ({"worked_on": TODAY + dt.timedelta(days=1)}, {}, HoursError.Code.FUTURE),
        ({"worked_on": dt.date(2019, 12, 31)}, {}, HoursError.Code.BEFORE_START),
        ({}, {"until": dt.date(2026, 5, 19)}, HoursError.Code.AFTER_END),
        ({}, {"state": EngagementState.DECLINED}, HoursError.Code.NOT_CONFIRMED),
        ({"hours": Decimal(0)}, {}, HoursError.Code.NO_TIME),
        ({"hours": Decimal("24.01")}, {}, HoursError.Code.DAY_FULL),
    ],
)
def test_what_can_not_be_is_refused(given, facts, code):
    with pytest.raises(HoursError) as refused:
        record(EngagementFactory(**facts), **given)
    assert refused.value.code == code
    assert HoursEntry.objects.count() == 0


def test_a_day_has_24_hours_over_all_engagements():
    engagement = EngagementFactory()
    other = EngagementFactory(volunteer=engagement.volunteer)
    record(engagement, hours=Decimal(20))
    HoursEntryFactory(
        engagement=engagement, worked_on=TODAY, hours=Decimal(3), state=HoursState.WITHDRAWN
    )
    record(other, hours=Decimal(4))
    with pytest.raises(HoursError) as refused:
        record(other, hours=Decimal("0.25"))
    assert refused.value.code == HoursError.Code.DAY_FULL
    assert "24" in str(refused.value)
    record(EngagementFactory(), hours=Decimal(24))  # somebody else's day
