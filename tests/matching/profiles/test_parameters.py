from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.engine.profile import part_of_week
from matching.profiles import choices
from matching.profiles.parameters import ProfileParameters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def read(query: str) -> ProfileParameters:
    return ProfileParameters(QueryDict(query))


def test_nothing_is_required() -> None:
    nothing = read("")
    assert nothing.query == ""
    assert not nothing.is_narrowed
    profile = nothing.profile
    assert profile.can is None
    assert profile.online is None
    assert profile.near is None
    assert not any((profile.week, profile.words, profile.likes["bereich"], profile.hours))


def test_every_answer_reaches_the_profile() -> None:
    profile = read(
        "bereich=sport&nicht_bereich=politik&taetigkeit=vorlesen&art=menschen&kann=juleica"
        "&spricht=tr&deutsch=gut&wann=mo-vormittags&wann=so-abends&zeit=einmalig&stunden=2"
        "&wo=Selm&umkreis=10&weg=rad&online=nein&gewinn=karte&alter=16&text=Flederm%C3%A4use"
    ).profile
    assert profile.likes["bereich"] == {"sport"}
    assert profile.dislikes["bereich"] == {"politik"}
    assert profile.likes["taetigkeit"] == {"vorlesen"}
    assert profile.ways == {"menschen"}
    assert profile.can == {"juleica"}
    assert profile.languages == {"tr"}
    assert profile.german == "good"
    assert profile.week == part_of_week(0, 0) | part_of_week(6, 2)
    assert profile.time_models == {"einmalig"}
    assert profile.hours == 2
    assert profile.near is not None
    assert profile.near.radius_km == 10
    assert profile.travel == "rad"
    assert profile.online is False
    assert profile.gains == {"karte"}
    assert profile.age == 16
    assert profile.words == "Fledermäuse"


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("bereich-sport=gern&bereich-politik=nicht&bereich-kultur-musik=",
         "bereich=sport&nicht_bereich=politik"),
        ("taetigkeit-vorlesen=vielleicht&taetigkeit-=gern", ""),
        ("alter=17", "alter=16"),
        ("alter=3", "alter=0"),
        ("q=Lesen&sprache=tr&tag=sa&tageszeit=abends", "spricht=tr&wann=sa-abends&text=Lesen"),
        ("umkreis=10", ""),
        ("kann=nichts&kann=juleica", "kann=juleica"),
        ("kann=nichts", "kann=nichts"),
    ],
)  # fmt: skip
def test_other_ways_to_say_it_mean_the_same(asked: str, query: str) -> None:
    assert read(asked).query == query


def test_having_nothing_is_an_answer() -> None:
    assert read("kann=nichts").profile.can == frozenset()


def test_rather_not_wins_and_is_said() -> None:
    both = read("bereich=sport&nicht_bereich=sport&wo=Nirgendwo")
    assert both.query == "nicht_bereich=sport"
    assert both.profile.likes["bereich"] == frozenset()
    assert set(both.hints) == {"nicht_bereich", "wo"}


def test_answers_stand_alone_as_chips() -> None:
    chips = read("nicht_bereich=politik&wo=Selm&umkreis=5&text=Kochen").chips
    assert [chip.parameter for chip in chips] == ["wo", "text", "nicht_bereich"]
    assert chips[0].query == "nicht_bereich=politik&text=Kochen"


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("tag=sa", ["Samstag"]),
        ("wann=sa-abends", ["Samstag abends"]),
        ("tageszeit=vormittags&tageszeit=nachmittags", ["jeden Tag vormittags und nachmittags"]),
        (
            "tag=mo&tag=di&tag=mi&tag=fr&tageszeit=abends",
            ["Montag bis Mittwoch und Freitag abends"],
        ),
        ("tag=sa&tag=so", ["Samstag und Sonntag"]),
        ("tageszeit=vormittags&tageszeit=nachmittags&tageszeit=abends", ["jederzeit"]),
        (
            "wann=mo-abends&wann=sa-vormittags&wann=di-abends",
            ["Montag und Dienstag abends", "Samstag vormittags"],
        ),
    ],
)
def test_the_week_stands_in_few_words(asked: str, labels: list[str]) -> None:
    said = read(asked)
    assert [chip.label for chip in said.chips] == labels
    assert said.labels({"wann"}) == labels
    # Each of them drops what it names, and all of them everything.
    dropped = [said.cleaned["wann"] - read(chip.query).cleaned["wann"] for chip in said.chips]
    assert frozenset().union(*dropped) == said.cleaned["wann"]
    assert sum(map(len, dropped)) == len(said.cleaned["wann"])


NAMES = [*ProfileParameters.base_filters, "bereich-sport", "taetigkeit-vorlesen", "tag", "q"]
VALUES = st.one_of(
    st.sampled_from(
        ["sport", "gern", "nicht", "nichts", "Selm", "59379", "10", "17", "sa", "tr", "ja", "fuss",
         "mo-abends", "vorlesen", "juleica", "kinder", "karte", "menschen", "gut", ""]
    ),
    st.text(max_size=20),
)  # fmt: skip


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=12))
def test_an_address_is_never_wrong_and_has_one_canonical_form(pairs: list[tuple[str, str]]) -> None:
    first = read(urlencode(pairs))
    again = read(first.query)
    assert again.query == first.query
    assert again.profile == first.profile
    assert not again.hints
    for facet, liked in first.profile.likes.items():
        assert not liked & first.profile.dislikes[facet]


def test_the_week_has_its_bits_where_the_engine_looks() -> None:
    for bit, part in enumerate(choices.parts_of_the_week()):
        assert read(f"wann={part}").profile.week == part_of_week(*divmod(bit, 3))


@pytest.mark.parametrize(
    ("text", "unfound"),
    [
        ("xyzzy", "xyzzy"),
        ("Ich will einfach nur helfen", ""),
        ("Ich lese gern vor", ""),
        ("", ""),
    ],
)
def test_words_that_no_offer_has_are_told(text: str, unfound: str) -> None:
    assert read(urlencode({"text": text})).unfound_words == unfound
