"""What the demo's texts promise, without making the demo."""

import datetime as dt
import json
import re
from collections import Counter

import pytest

from home.demo import content, times
from home.demo.markup import rich_text
from home.demo.organisations import SCATTER
from home.demo.pictures import SCENES, paint
from home.demo.pictures.logos import organisation_logo
from municipalities.gazetteer import boundary_of, known_municipalities
from opportunities.enums import TimeModel, Whereabouts
from partners.enums import BenefitKind
from partners.hours_reading import read_opening_hours

ORGANISATIONS = content.organisations()
SHOPS = content.partners()
OPPORTUNITIES = [entry for text in ORGANISATIONS for entry in text.opportunities]
MONDAY = dt.date(2026, 11, 16)
# The numbers that the Bundesnetzagentur keeps for films and examples.
FICTIONAL_NUMBER = re.compile(r"0221 4710-\d{3}\Z")


def vocabulary(app, model):
    entries = json.loads((content.DATA.parents[2] / app / "data/vocabularies.json").read_text())
    return {entry["slug"] for entry in entries[f"{app}.{model}"]}


def test_there_is_enough_of_everything():
    assert len(ORGANISATIONS) >= 40
    assert len(OPPORTUNITIES) >= 150
    assert {entry.time for entry in OPPORTUNITIES} == set(TimeModel)
    assert {entry.where for entry in OPPORTUNITIES} == set(Whereabouts)
    rhythms = {times.slot(text).rhythm for entry in OPPORTUNITIES for text in entry.slots}
    assert rhythms == {"weekly", "fortnightly", "monthly"}
    states = Counter(entry.state for entry in OPPORTUNITIES)
    assert states["scheduled"] >= 4
    assert states["draft"] >= 6
    assert min(states[name] for name in ("submitted", "rejected", "unpublished")) >= 1


@pytest.mark.parametrize(
    ("model", "attribute"),
    [("EngagementField", "fields"), ("TargetGroup", "groups"), ("Activity", "activities"),
     ("Requirement", "requirements")],
)  # fmt: skip
def test_every_entry_of_the_lists_is_used(model, attribute):
    used = {slug for entry in OPPORTUNITIES for slug in getattr(entry, attribute)}
    assert used == vocabulary("core", model)


def test_every_kind_of_organisation_appears_in_some_town():
    assert {text.kind for text in ORGANISATIONS} == vocabulary("organisations", "OrganisationKind")


@pytest.mark.parametrize("town", [town.slug for town in content.towns()])
def test_every_town_has_its_share(town):
    here = [text for text in ORGANISATIONS if text.town == town]
    assert len(here) >= 8
    entries = [entry for text in here for entry in text.opportunities]
    assert len(entries) >= 25
    assert len({field for entry in entries for field in entry.fields}) >= 11


def test_no_text_is_written_twice():
    for texts in (
        [entry.summary for entry in OPPORTUNITIES],
        [entry.description for entry in OPPORTUNITIES],
        [entry.title for entry in OPPORTUNITIES],
        [text.pitch for text in ORGANISATIONS],
        [text.why for text in ORGANISATIONS],
    ):
        assert [text for text, number in Counter(texts).items() if number > 1] == []


def test_texts_say_something():
    for entry in OPPORTUNITIES:
        assert 40 <= len(entry.summary) <= 300, entry.title
        assert len(entry.description) >= 110, entry.title
    for text in ORGANISATIONS:
        assert len(text.pitch) >= 120, text.title


def test_shops_give_benefits_of_every_kind():
    kinds = Counter(benefit["kind"] for text in SHOPS for benefit in text.benefits)
    assert set(kinds) == set(BenefitKind)
    assert sum(kinds.values()) >= 25
    assert {text.town for text in SHOPS} == {town.slug for town in content.towns()}
    assert {text.category for text in SHOPS} <= vocabulary("partners", "PartnerCategory")
    assert all(text.picture in SCENES for text in SHOPS if text.picture)
    assert all(FICTIONAL_NUMBER.match(text.phone) for text in SHOPS)
    assert all(text.website.endswith(".example") for text in SHOPS if text.website)
    # Nearly all hours can be followed by a clock; those of a season or an evening can't.
    hours = [place["hours"] for text in SHOPS for place in text.places]
    assert len([line for line in hours if not read_opening_hours(line)]) == 2


def test_towns_are_real_and_reached_by_invented_numbers():
    for town in content.towns():
        assert known_municipalities()[town.ags].name
        assert FICTIONAL_NUMBER.match(town.desk["desk_phone"])
    for text in ORGANISATIONS:
        assert FICTIONAL_NUMBER.match(text.contact["phone"]), text.title


@pytest.mark.parametrize("town", content.towns(), ids=lambda town: town.slug)
def test_localities_lie_in_their_town(town):
    (ring,) = boundary_of(town.ags)["coordinates"]
    for place in town.localities.values():
        assert _is_inside(place.longitude, place.latitude, ring), place.name
    assert SCATTER < 0.003


def _is_inside(x, y, ring):
    """Even-odd rule."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_people_of_the_demo_have_no_real_address():
    files = [*content.DATA.rglob("*.toml"), *content.DATA.rglob("*.txt")]
    addresses = {
        address
        for file in files
        for address in re.findall(r"[\w.-]+@[\w.-]+\w", file.read_text(encoding="utf-8"))
    }
    real = {"ombudsstelle-barrierefreie-it@mags.nrw.de"}
    assert all(a.endswith((".example", "example.org")) for a in addresses - real), addresses


def test_days_are_counted_from_the_week_of_today():
    assert times.day("+0w", MONDAY + dt.timedelta(days=3)) == MONDAY
    assert times.day("+2w sa", MONDAY) == dt.date(2026, 12, 5)
    assert times.date("-1w fr 10:00-14:30", MONDAY) == (
        dt.date(2026, 11, 13),
        dt.time(10),
        dt.time(14, 30),
    )
    assert times.slot("mi 15:00-17:00 monthly") == (2, dt.time(15), dt.time(17), "monthly")
    with pytest.raises(ValueError, match="not a day"):
        times.day("tomorrow", MONDAY)


def test_marks_become_rich_text():
    text = """
    Erste
    Zeile mit **Gewicht** & [Weg](/selm/).

    ### Liste

    - eins
    - zwei,
      weiter

    1. a
    2. b
    """
    plain = "\n".join(line.strip() for line in text.splitlines())
    assert rich_text(plain) == (
        '<p>Erste Zeile mit <b>Gewicht</b> &amp; <a href="/selm/">Weg</a>.</p><h3>Liste</h3>'
        "<ul><li>eins</li><li>zwei, weiter</li></ul><ol><li>a</li><li>b</li></ol>"
    )


@pytest.mark.parametrize("name", SCENES)
def test_every_picture_can_be_painted_and_is_always_the_same(name):
    first, again, other = (paint(name, seed, width=160) for seed in ("a", "a", "b"))
    assert first.size == (160, 100)
    assert first.tobytes() == again.tobytes()
    # One colour would be no picture.
    assert len(first.getcolors(maxcolors=160 * 100)) > 30
    assert other.size == first.size


def test_pictures_have_alternative_texts():
    alternatives = [scene.alt for scene in SCENES.values()]
    assert len(set(alternatives)) == len(alternatives) >= 30
    assert all(20 < len(alt) <= 200 and alt.endswith(".") for alt in alternatives)


def test_logos_carry_up_to_three_initials():
    for initials in ("A", "AB", "ABC"):
        logo = organisation_logo(initials, "seed")
        assert (logo.mode, logo.size) == ("RGBA", (480, 480))
    for text in ORGANISATIONS:
        assert re.fullmatch(r"[A-Z]{0,3}", text.initials), text.title
