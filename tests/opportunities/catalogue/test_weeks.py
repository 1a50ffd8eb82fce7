"""On which days of the week an offer takes place, by what it says of its times."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opportunities.catalogue.facets import WEEKDAYS
from opportunities.catalogue.times import ANY_PERIOD, LONGEST_RUN, Period, time_values, week_of

MONDAY = dt.date(2027, 4, 12)
SATURDAY, ANY_DAY = 0b111 << 15, 0o1111111


def period(days, *, model="project", start=MONDAY):
    return Period(model, start, start + dt.timedelta(days=days - 1))


def week(note="", of=ANY_PERIOD):
    return week_of((), tuple(time_values((), note, period=of)), of, note)


def days_of(parts):
    return {day for place, day in enumerate(WEEKDAYS) if parts >> 3 * place & 0b111}


def test_a_week_of_holidays_is_on_its_own_days_at_its_own_times():
    found = week("Täglich von 9 bis 15 Uhr.", period(5))
    assert found.parts == 0b011_011_011_011_011
    assert found.runs_through
    assert not found.is_read


@given(st.integers(2, LONGEST_RUN), st.integers(0, 6))
def test_what_is_short_and_says_no_more_is_on_each_of_its_days(days, start):
    of = period(days, start=MONDAY + dt.timedelta(days=start))
    found = week("", of)
    assert found.runs_through
    assert days_of(found.parts) == {WEEKDAYS[(start + day) % 7] for day in range(days)}


@pytest.mark.parametrize(
    "of",
    [
        *(period(LONGEST_RUN + 1), period(1), period(5, model="flexible")),
        *(period(5, model="regular"), Period("project", MONDAY, None)),
    ],
)
def test_nothing_else_runs_through(of):
    assert week("", of) == (0, False, False)
    assert not week("vormittags", of).runs_through


def test_a_note_may_name_some_of_the_days():
    found = week("mittwochs", period(12))
    assert days_of(found.parts) == {"mi"}
    assert found.is_read
    assert not found.runs_through


def test_weekly_times_and_dates_count_before_all_else():
    spans = [(5, dt.time(9), dt.time(11))]
    assert week_of(spans, (), period(5), "täglich") == (0b001 << 15, False, False)


def test_a_time_of_day_alone_may_be_on_any_day():
    found = week("Meist vormittags.")
    assert found.parts == 0b001 * ANY_DAY
    assert found.is_read
