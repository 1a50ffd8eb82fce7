"""What is read out of the ways in which people write times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opportunities.timereading import DAYS, ENDS, STARTS, read_times

CASES = [
    ("samstags", "sa", ""),
    ("Samstags 10-12 Uhr", "sa", "vormittags"),
    ("Sonnabend", "sa", ""),
    ("Mo-Fr", "mo di mi do fr", ""),
    ("Mo. - Fr. 9:00 - 12:00 Uhr", "mo di mi do fr", "vormittags"),
    ("Mo–Do 9-12", "mo di mi do", "vormittags"),
    ("MO bis FR", "mo di mi do fr", ""),
    ("Mo, Mi und Fr von 14 bis 16 Uhr", "mo mi fr", "nachmittags"),
    ("Di/Do", "di do", ""),
    ("Di + Do nachmittags", "di do", "nachmittags"),
    ("Montag bis Freitag, 8.00 bis 16.00 Uhr", "mo di mi do fr", "vormittags nachmittags"),
    ("dienstags und donnerstags ab 18 Uhr", "di do", "abends"),
    ("am Wochenende", "sa so", ""),
    ("an Wochenenden, gern abends", "sa so", "abends"),
    ("werktags vormittags", "mo di mi do fr", "vormittags"),
    ("unter der Woche", "mo di mi do fr", ""),
    ("täglich 7 bis 9 Uhr", "mo di mi do fr sa so", "vormittags"),
    ("freitagabends", "fr", "abends"),
    ("am Mittwochnachmittag", "mi", "nachmittags"),
    ("Mittwoch Vormittag", "mi", "vormittags"),
    ("Samstag morgens", "sa", "vormittags"),
    ("jeden zweiten Sonntag im Monat", "so", ""),
    ("in den Abendstunden", "", "abends"),
    ("nach der Schule", "", "nachmittags"),
    ("nach der Arbeit oder am Wochenende", "sa so", "abends"),
    ("17-19 Uhr", "", "nachmittags abends"),
    ("ab 17 Uhr", "", "nachmittags abends"),
    ("bis 13 Uhr", "", "nachmittags"),
    ("bis 12 Uhr", "", "vormittags"),
    ("20 Uhr", "", "abends"),
    ("19:30-22:00", "", "abends"),
    ("montags, 17-19 Uhr", "mo", "nachmittags abends"),
    ("außer sonntags", "", ""),
    ("nicht am Wochenende", "", ""),
    ("montags, nicht abends", "mo", ""),
    ("Do", "do", ""),
    ("flexibel", "", ""),
    ("nach Absprache", "", ""),
    ("2-3 Stunden in der Woche", "", ""),
    ("einmal in der Woche", "", ""),
    ("", "", ""),
]
SENTENCES = [
    ("Gruppenstunde immer montags, 17-19 Uhr in der Halle am Ring", "mo", "nachmittags abends"),
    ("So können Kinder ab 6 Jahren lernen, was sie noch nicht kennen.", "", ""),
    ("Ihre Ansprechpartnerin ist Fr. Muster, die Ihnen gern mehr erzählt.", "", ""),
    ("Für 10-12 Kinder im Alter von 6-10 Jahren suchen wir helfende Hände", "", ""),
    ("Das Fest ist am 12.05.2030, wir freuen uns auf Sie und Ihre Familie", "", ""),
    ("Das Büro ist erreichbar Mo-Fr 9-12 Uhr unter der bekannten Nummer", "", ""),
    ("Sie kommen mittwochs. Wir sind telefonisch erreichbar von Mo-Fr 9-12 Uhr.", "mi", ""),
    ("<ul><li>Mi 15:00 bis 17:00 in der Bücherei am Markt</li></ul>", "mi", "nachmittags"),
    ("Wir treffen uns jeden Mi im Hof und gärtnern gemeinsam mit Kindern", "mi", ""),
    ("Ein Tag im Zoo mit Menschen, die sonst selten herauskommen können", "", ""),
    ("Feiertage und Tagesausflüge gehören zum Leben im Heim einfach dazu", "", ""),
    ("Wir bieten Mittagstisch für alle, die ihn brauchen, und gute Worte.", "", ""),
]


def _said(days: str, times_of_day: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(days.split()), frozenset(times_of_day.split())


@pytest.mark.parametrize(("text", "days", "times_of_day"), CASES)
def test_notes_about_the_time(text, days, times_of_day):
    assert read_times(text) == _said(days, times_of_day)


@pytest.mark.parametrize(("text", "days", "times_of_day"), SENTENCES)
def test_sentences_of_a_description(text, days, times_of_day):
    assert read_times(text) == _said(days, times_of_day)


_pieces = st.sampled_from(
    [text for text, *_ in (*CASES, *SENTENCES)] + ["-", " bis ", "Uhr", "25:99", "\n", "24.24"]
)


@given(st.text() | st.lists(_pieces).map("".join))
def test_never_fails_and_says_only_what_filters_know(text):
    times = read_times(text)

    assert times.weekdays <= set(DAYS)
    assert times.times_of_day <= {part for part, _ in STARTS}


def test_parts_of_the_day_meet_without_gaps():
    assert [start for _, start in STARTS[1:]] == list(ENDS[:-1])


def test_a_novel_takes_no_longer_than_its_beginning():
    assert read_times("ein Wort " * 10_000 + "samstags") == _said("", "")
