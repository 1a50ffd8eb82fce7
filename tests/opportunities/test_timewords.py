import datetime as dt
from decimal import Decimal
from typing import NamedTuple

import pytest
from django.utils import translation

from opportunities.enums import Rhythm, TimeModel
from opportunities.timewords import (
    Times,
    clock_in_words,
    date_in_words,
    hours_in_words,
    slots_in_words,
    span_in_words,
    time_in_words,
    times_in_words,
)

TODAY = dt.date(2026, 11, 21)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


class Slot(NamedTuple):
    weekday: int
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    rhythm: str = Rhythm.WEEKLY


class Date(NamedTuple):
    takes_place_on: dt.date
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None


def at(hour: int, minute: int = 0) -> dt.time:
    return dt.time(hour, minute)


def plain(words: str) -> str:
    """Numbers and their words are held together; here only the words count."""
    return words.replace("\u00a0", " ").replace("\u2060", "")


def afternoons(*weekdays: int, rhythm: str = Rhythm.WEEKLY) -> list[Slot]:
    return [Slot(weekday, at(15), at(17), rhythm) for weekday in weekdays]


@pytest.fixture(params=["en", "de"])
def language(request):
    with translation.override(request.param):
        if request.param == "de" and translation.gettext("daily") == "daily":
            pytest.skip("the German catalogue is not compiled")
        yield request.param


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, {"en": "", "de": ""}),
        (at(15), at(17), {"en": "15:00–17:00", "de": "15–17 Uhr"}),
        (at(15, 30), at(17), {"en": "15:30–17:00", "de": "15:30–17:00 Uhr"}),
        (at(9), at(9, 45), {"en": "9:00–9:45", "de": "9:00–9:45 Uhr"}),
        (at(0), at(6), {"en": "0:00–6:00", "de": "0–6 Uhr"}),
        (at(15), None, {"en": "from 15:00", "de": "ab 15 Uhr"}),
        (at(8, 5), None, {"en": "from 8:05", "de": "ab 8:05 Uhr"}),
        (None, at(17), {"en": "until 17:00", "de": "bis 17 Uhr"}),
    ],
)
def test_the_clock(language, start, end, words):
    assert plain(clock_in_words(start, end)) == words[language]


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ([], {"en": [], "de": []}),
        (afternoons(WEDNESDAY), {"en": ["Wednesdays 15:00–17:00"], "de": ["mittwochs 15–17 Uhr"]}),
        ([Slot(SUNDAY)], {"en": ["Sundays"], "de": ["sonntags"]}),
        (
            afternoons(MONDAY, WEDNESDAY),
            {
                "en": ["Mondays and Wednesdays 15:00–17:00"],
                "de": ["montags und mittwochs 15–17 Uhr"],
            },
        ),
        (
            afternoons(MONDAY, TUESDAY, THURSDAY),
            {
                "en": ["Mondays, Tuesdays and Thursdays 15:00–17:00"],
                "de": ["montags, dienstags und donnerstags 15–17 Uhr"],
            },
        ),
        (
            afternoons(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY),
            {
                "en": ["Mondays to Fridays 15:00–17:00"],
                "de": ["montags bis freitags 15–17 Uhr"],
            },
        ),
        (
            afternoons(*range(7)),
            {"en": ["daily 15:00–17:00"], "de": ["täglich 15–17 Uhr"]},
        ),
        (
            afternoons(WEDNESDAY, rhythm=Rhythm.FORTNIGHTLY),
            {
                "en": ["every second Wednesday 15:00–17:00"],
                "de": ["jeden zweiten Mittwoch 15–17 Uhr"],
            },
        ),
        (
            afternoons(MONDAY, TUESDAY, WEDNESDAY, rhythm=Rhythm.FORTNIGHTLY),
            {
                "en": [
                    "every second Monday, every second Tuesday"
                    " and every second Wednesday 15:00–17:00"
                ],
                "de": [
                    "jeden zweiten Montag, jeden zweiten Dienstag"
                    " und jeden zweiten Mittwoch 15–17 Uhr"
                ],
            },
        ),
        (
            afternoons(TUESDAY, rhythm=Rhythm.MONTHLY),
            {
                "en": ["one Tuesday a month 15:00–17:00"],
                "de": ["einmal im Monat dienstags 15–17 Uhr"],
            },
        ),
        (
            [*afternoons(MONDAY), Slot(FRIDAY, at(9), at(12)), *afternoons(THURSDAY)],
            {
                "en": ["Mondays and Thursdays 15:00–17:00", "Fridays 9:00–12:00"],
                "de": ["montags und donnerstags 15–17 Uhr", "freitags 9–12 Uhr"],
            },
        ),
        (
            [*afternoons(MONDAY), *afternoons(MONDAY)],
            {"en": ["Mondays 15:00–17:00"], "de": ["montags 15–17 Uhr"]},
        ),
    ],
)
def test_weekly_times(language, slots, words):
    assert list(map(plain, slots_in_words(slots))) == words[language]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (
            Date(dt.date(2026, 12, 12), at(9), at(13)),
            {
                "en": "Sat, 12 December 2026, 9:00–13:00",
                "de": "Sa., 12. Dezember 2026, 9–13 Uhr",
            },
        ),
        (Date(dt.date(2027, 3, 1)), {"en": "Mon, 1 March 2027", "de": "Mo., 1. März 2027"}),
    ],
)
def test_single_dates(language, date, words):
    words_made = date_in_words(date.takes_place_on, date.starts_at, date.ends_at)
    assert plain(words_made) == words[language]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (None, None, {"en": "", "de": ""}),
        (
            dt.date(2027, 3, 1),
            dt.date(2027, 6, 30),
            {"en": "1 March 2027 to 30 June 2027", "de": "1. März 2027 bis 30. Juni 2027"},
        ),
        (dt.date(2027, 3, 1), None, {"en": "from 1 March 2027", "de": "ab 1. März 2027"}),
        (None, dt.date(2027, 6, 30), {"en": "until 30 June 2027", "de": "bis 30. Juni 2027"}),
        # it has begun already
        (
            dt.date(2026, 3, 1),
            dt.date(2027, 6, 30),
            {"en": "until 30 June 2027", "de": "bis 30. Juni 2027"},
        ),
        (dt.date(2026, 3, 1), None, {"en": "", "de": ""}),
        (
            dt.date(2026, 12, 12),
            dt.date(2026, 12, 12),
            {"en": "Sat, 12 December 2026", "de": "Sa., 12. Dezember 2026"},
        ),
    ],
)
def test_spans(language, starts_on, ends_on, words):
    assert plain(span_in_words(starts_on, ends_on, today=TODAY)) == words[language]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("1", {"en": "about 1 hour a week", "de": "etwa 1 Stunde in der Woche"}),
        ("3.0", {"en": "about 3 hours a week", "de": "etwa 3 Stunden in der Woche"}),
        ("2.5", {"en": "about 2.5 hours a week", "de": "etwa 2,5 Stunden in der Woche"}),
        ("0.5", {"en": "about 0.5 hours a week", "de": "etwa 0,5 Stunden in der Woche"}),
        ("20.0", {"en": "about 20 hours a week", "de": "etwa 20 Stunden in der Woche"}),
    ],
)
def test_hours(language, hours, words):
    assert hours_in_words(Decimal(hours)) == words[language]


DECEMBER = Date(dt.date(2026, 12, 12), at(9), at(13))
JANUARY = Date(dt.date(2027, 1, 9), at(9), at(13))
LAST_YEAR = Date(dt.date(2025, 12, 13), at(9), at(13))


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (
            Times(TimeModel.ONCE, dates=[DECEMBER]),
            {
                "en": "Sat, 12 December 2026, 9:00–13:00",
                "de": "Sa., 12. Dezember 2026, 9–13 Uhr",
            },
        ),
        (
            Times(TimeModel.ONCE, dates=[LAST_YEAR, JANUARY, DECEMBER]),
            {
                "en": "Sat, 12 December 2026, 9:00–13:00 and 1 more date",
                "de": "Sa., 12. Dezember 2026, 9–13 Uhr und 1 weiterer Termin",
            },
        ),
        (
            Times(TimeModel.ONCE, dates=[LAST_YEAR]),
            {
                "en": "Sat, 13 December 2025, 9:00–13:00",
                "de": "Sa., 13. Dezember 2025, 9–13 Uhr",
            },
        ),
        (
            Times(TimeModel.ONCE, starts_on=dt.date(2027, 3, 1)),
            {"en": "from 1 March 2027", "de": "ab 1. März 2027"},
        ),
        (Times(TimeModel.ONCE), {"en": "once", "de": "einmalig"}),
        (
            Times(TimeModel.REGULAR, slots=afternoons(WEDNESDAY), hours_per_week=Decimal(2)),
            {"en": "Wednesdays 15:00–17:00", "de": "mittwochs 15–17 Uhr"},
        ),
        (
            Times(
                TimeModel.REGULAR,
                slots=[Slot(day, at(8 + day), at(12)) for day in (MONDAY, TUESDAY, FRIDAY)],
            ),
            {
                "en": "Mondays 8:00–12:00, Tuesdays 9:00–12:00, more times",
                "de": "montags 8–12 Uhr, dienstags 9–12 Uhr, weitere Zeiten",
            },
        ),
        (
            Times(TimeModel.REGULAR, hours_per_week=Decimal(3)),
            {"en": "about 3 hours a week", "de": "etwa 3 Stunden in der Woche"},
        ),
        (Times(TimeModel.REGULAR), {"en": "regularly", "de": "regelmäßig"}),
        (
            Times(
                TimeModel.PROJECT,
                slots=afternoons(WEDNESDAY),
                starts_on=dt.date(2026, 3, 1),
                ends_on=dt.date(2027, 6, 30),
            ),
            {
                "en": "Wednesdays 15:00–17:00, until 30 June 2027",
                "de": "mittwochs 15–17 Uhr, bis 30. Juni 2027",
            },
        ),
        (Times(TimeModel.PROJECT), {"en": "for a limited time", "de": "für begrenzte Zeit"}),
        (Times(TimeModel.FLEXIBLE), {"en": "flexible", "de": "flexibel"}),
        (
            Times(TimeModel.FLEXIBLE, hours_per_week=Decimal("2.5")),
            {
                "en": "flexible, about 2.5 hours a week",
                "de": "flexibel, etwa 2,5 Stunden in der Woche",
            },
        ),
    ],
)
def test_one_line_for_a_card(language, times, words):
    assert plain(time_in_words(times, today=TODAY)) == words[language]


def test_standing_in_is_said_whatever_its_word(language):
    times = Times(TimeModel.STANDBY, hours_per_week=Decimal(2))
    label, hours = time_in_words(times, today=TODAY).split(", ")
    assert label == str(TimeModel.STANDBY.label)
    assert hours == hours_in_words(Decimal(2))


def test_every_line_for_the_page():
    times = Times(
        TimeModel.PROJECT,
        slots=afternoons(WEDNESDAY),
        dates=[LAST_YEAR, DECEMBER, JANUARY],
        ends_on=dt.date(2027, 6, 30),
        hours_per_week=Decimal(3),
    )
    with translation.override("en"):
        assert list(map(plain, times_in_words(times, today=TODAY))) == [
            "Wednesdays 15:00–17:00",
            "Sat, 12 December 2026, 9:00–13:00",
            "Sat, 9 January 2027, 9:00–13:00",
            "until 30 June 2027",
            "about 3 hours a week",
        ]


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        (Times(TimeModel.FLEXIBLE), ["flexible"]),
        (Times(TimeModel.REGULAR), ["regularly"]),
        (
            Times(TimeModel.FLEXIBLE, slots=afternoons(MONDAY)),
            ["flexible", "Mondays 15:00–17:00"],
        ),
        # all over: the page of an expired offer still says when it was
        (Times(TimeModel.ONCE, dates=[LAST_YEAR]), ["Sat, 13 December 2025, 9:00–13:00"]),
    ],
)
def test_the_page_is_never_without_a_line(times, lines):
    with translation.override("en"):
        assert list(map(plain, times_in_words(times, today=TODAY))) == lines


def test_no_line_ends_inside_of_a_number(language):
    words = date_in_words(dt.date(2026, 12, 12), at(9), at(13))
    day, clock = words.rsplit(", ", 1)
    assert "12\u00a0December" in day or "12.\u00a0Dezember" in day
    assert "–\u2060" in clock
    assert " " not in clock
