"""Opening hours: what German lines say for certain, and whether that is now."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partners.holidays import easter_sunday, is_holiday
from partners.hours import DAY, is_open
from partners.hours_reading import read_opening_hours

WORKDAYS = range(5)
ALL = range(7)


def week(days, *spans):
    return sorted([day, opens * 60, closes * 60] for day in days for opens, closes in spans)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Mo–Fr 8–18 Uhr, Sa 8–13 Uhr. Di geschlossen.",
         sorted(week([0, 2, 3, 4], (8, 18)) + week([5], (8, 13)))),
        ("Mo - Fr: 09:00 - 18:30, Sa: 9.00-14.00 Uhr",
         sorted(week(WORKDAYS, (9, 18.5)) + week([5], (9, 14)))),
        ("montags bis freitags von 9 bis 12 und 14 bis 18 Uhr",
         week(WORKDAYS, (9, 12), (14, 18))),
        ("Mo, Mi und Fr 9-12 Uhr", week([0, 2, 4], (9, 12))),
        ("täglich 10–22 Uhr, Mo Ruhetag", week(range(1, 7), (10, 22))),
        ("täglich außer montags 18–2 Uhr", week(range(1, 7), (18, 26))),
        ("Fr–Mo 10–12", week([4, 5, 6, 0], (10, 12))),
        ("So und feiertags 10-18 Uhr", week([6, 7], (10, 18))),
        ("Mo-Fr 8-18 Uhr, Sa nach Vereinbarung", week(WORKDAYS, (8, 18))),
        ("Mo–Fr 8–18 Uhr, mittwochs 8–12 Uhr",
         sorted(week([0, 1, 3, 4], (8, 18)) + week([2], (8, 12)))),
        ("Mo–Fr 8–12 Uhr, Mi 14–16 Uhr", sorted(week(WORKDAYS, (8, 12)) + week([2], (14, 16)))),
        ("Mo–So rund um die Uhr", week(ALL, (0, 24))),
        ("Di-Sa 17.30-23 Uhr; Ruhetage: So", []),  # `Ruhetage` is no word that it knows
        *[(text, []) for text in (
            "", "nach Vereinbarung", "8–18 Uhr", "Di–So ab 17 Uhr", "bis 18 Uhr", "Mo", "Mo–",
            "April bis Oktober Mo–Fr 8–18 Uhr", "jeden 1. Samstag 9–12 Uhr", "Mo–Fr 8–25 Uhr",
            "Mo–Fr 8:75–9 Uhr", "werktags 8–18 Uhr", "Mo–Fr 8–18 Uhr, Küche bis 21 Uhr",
            "Mo 8–8 Uhr", "Mo 8–12 und 11–13 Uhr", "außer", "Feiertag–Mo 8–9", "Mo " * 500,
        )],
    ],
)  # fmt: skip
def test_a_line_says_what_is_certain_or_nothing(text, times):
    assert read_opening_hours(text) == times


@given(st.text(alphabet="MoDiFrSatäglich außerfeibs0123456789:.,;–- UhrundRuhetag\n", max_size=60))
def test_whatever_is_typed_gives_sound_times(text):
    for day, opens, closes in read_opening_hours(text):
        assert 0 <= day <= 7
        assert 0 <= opens < DAY
        assert opens < closes <= opens + DAY


CLOCK = st.integers(0, DAY // 15 - 1).map(lambda quarter: quarter * 15)
WEEK = st.dictionaries(st.integers(0, 6), st.tuples(CLOCK, CLOCK).filter(lambda t: t[0] < t[1]))
NAMES = [("Mo", "montags"), ("Di", "dienstags"), ("Mi", "mittwochs"), ("Do", "donnerstags"),
         ("Fr", "freitags"), ("Sa", "samstags"), ("So", "Sonntag")]  # fmt: skip


@given(WEEK, st.sampled_from(["–", "-", " bis ", " - "]), st.sampled_from([", ", "; ", " und "]),
       st.integers(0, 1), st.sampled_from([" Uhr", ""]))  # fmt: skip
def test_what_is_written_is_read(hours, span, between, name, o_clock):
    def clock(minutes):
        return f"{minutes // 60}:{minutes % 60:02}"

    text = between.join(
        f"{NAMES[day][name]} {clock(opens)}{span}{clock(closes)}{o_clock}"
        for day, (opens, closes) in hours.items()
    )
    assert read_opening_hours(text) == sorted([day, *span] for day, span in hours.items())


CASES = json.loads(Path(__file__).with_name("opening.json").read_text())
MONDAY = dt.datetime(2026, 3, 2)  # no holiday within a week
GOOD_FRIDAY = dt.datetime(2026, 4, 3)


@pytest.mark.parametrize("case", CASES)
def test_it_is_open_when_it_says_so(case):
    day = GOOD_FRIDAY if case.get("holiday") else MONDAY + dt.timedelta(days=case["weekday"])
    assert is_open(case["times"], day + dt.timedelta(minutes=case["minute"])) == case["open"]


def test_holidays_are_those_of_north_rhine_westphalia():
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    assert [f"{day:%d.%m.}" for day in year if is_holiday(day)] == [
        "01.01.", "03.04.", "06.04.", "01.05.", "14.05.", "25.05.", "04.06.", "03.10.", "01.11.",
        "25.12.", "26.12.",
    ]  # fmt: skip
    assert [easter_sunday(year) for year in (1981, 2025, 2049)] == [
        dt.date(1981, 4, 19), dt.date(2025, 4, 20), dt.date(2049, 4, 18),
    ]  # fmt: skip
