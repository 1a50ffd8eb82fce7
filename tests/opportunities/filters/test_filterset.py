"""What addresses mean: each parameter, what is said in words, and what makes no sense."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from core.enums import Weekday
from core.forgiving import LONGEST_WORDS, MOST_VALUES
from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup
from opportunities.catalogue import Order
from opportunities.catalogue.facets import FIXED, RADII_KM, YES_OR_NO
from opportunities.enums import TimeModel, Whereabouts
from opportunities.filters import OpportunityFilterSet, choices
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


def asked(address: str) -> OpportunityFilterSet:
    return OpportunityFilterSet(QueryDict(address))


def titles(address: str) -> set[str]:
    keys = asked(address).answer.keys(0, 100)
    return set(OpportunityPage.objects.filter(pk__in=keys).values_list("title", flat=True))


@shared_rows
def offers(luenen, selm):
    """Three offers that differ in everything one can ask for."""
    first = OrganisationPageFactory(parent=luenen.page, title="Lesefreunde")
    second = OrganisationPageFactory(parent=selm.page, title="Mobil e. V.")
    reading = OpportunityPageFactory(
        parent=first,
        title="Vorlesen in der Kita",
        time_model=TimeModel.REGULAR,
        hours_per_week=2,
        minimum_age=16,
        is_step_free=True,
        places_wanted=2,
        latitude=51.616,
        longitude=7.528,
    )
    reading.slots = [
        WeeklySlot(weekday=Weekday.SATURDAY, starts_at=dt.time(9), ends_at=dt.time(11))
    ]
    reading.engagement_fields = EngagementField.objects.filter(slug="schule-kita")
    reading.target_groups = TargetGroup.objects.filter(slug="kinder")
    reading.activities = Activity.objects.filter(slug="vorlesen")
    reading.languages = SpokenLanguage.objects.filter(slug="tr")
    driving = OpportunityPageFactory(
        parent=second,
        title="Fahrdienst zum Arzt",
        description="<p>Sie fahren Ältere.</p>",
        city="Selm",
        time_model=TimeModel.ONCE,
        counts_for_card=True,
        has_insurance=True,
        places_wanted=1,
        places_taken=1,
        latitude=51.7,
        longitude=7.468,
    )
    driving.dates = [OpportunityDate(takes_place_on=dt.date(2030, 1, 8))]
    driving.engagement_fields = EngagementField.objects.filter(slug="soziales")
    driving.requirements = Requirement.objects.filter(slug__in=["fuehrungszeugnis", "handwerk"])
    online = OpportunityPageFactory(
        parent=second,
        title="Webseite pflegen",
        description="<p>Am eigenen Rechner.</p>",
        city="Selm",
        whereabouts=Whereabouts.ONLINE,
        time_model=TimeModel.FLEXIBLE,
        suits_groups=True,
        hours_per_week=8,
    )
    for page in (reading, driving, online):
        page.save_revision().publish()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", {"Vorlesen in der Kita", "Fahrdienst zum Arzt", "Webseite pflegen"}),
        ("ort=luenen", {"Vorlesen in der Kita"}),
        ("ort=luenen&ort=selm&wie=online", {"Webseite pflegen"}),
        ("bereich=schule-kita&bereich=soziales", {"Vorlesen in der Kita", "Fahrdienst zum Arzt"}),
        ("bereich=schule-kita&ort=selm", set()),
        ("zielgruppe=kinder", {"Vorlesen in der Kita"}),
        ("taetigkeit=vorlesen", {"Vorlesen in der Kita"}),
        ("sprache=tr", {"Vorlesen in der Kita"}),
        ("zeit=einmalig", {"Fahrdienst zum Arzt"}),
        ("zeit=einmalig&zeit=flexibel", {"Fahrdienst zum Arzt", "Webseite pflegen"}),
        ("dauer=dauerhaft", {"Vorlesen in der Kita", "Webseite pflegen"}),
        ("tag=sa", {"Vorlesen in der Kita"}),
        ("tag=di", {"Fahrdienst zum Arzt"}),
        ("tageszeit=vormittags&tag=sa", {"Vorlesen in der Kita"}),
        ("stunden=2", {"Vorlesen in der Kita"}),
        ("alter=14", {"Fahrdienst zum Arzt", "Webseite pflegen"}),
        ("ab=2031-01-01", {"Vorlesen in der Kita", "Webseite pflegen"}),
        ("wie=vor-ort", {"Vorlesen in der Kita", "Fahrdienst zum Arzt"}),
        ("ohne_vorkenntnisse=1", {"Vorlesen in der Kita", "Webseite pflegen"}),
        ("ohne_fuehrungszeugnis=1", {"Vorlesen in der Kita", "Webseite pflegen"}),
        ("stufenfrei=1", {"Vorlesen in der Kita"}),
        ("versichert=1", {"Fahrdienst zum Arzt"}),
        ("ehrenamtskarte=1", {"Fahrdienst zum Arzt"}),
        ("gruppen=1", {"Webseite pflegen"}),
        ("frei=1", {"Vorlesen in der Kita", "Webseite pflegen"}),
        ("wo=Selm&umkreis=2", {"Fahrdienst zum Arzt", "Webseite pflegen"}),
        ("wo=44532&umkreis=5&wie=vor-ort", {"Vorlesen in der Kita"}),
        ("q=vorlesen", {"Vorlesen in der Kita"}),
        ("q=Fahrdienst+in+Selm", {"Fahrdienst zum Arzt"}),
    ],
)
def test_each_parameter_narrows(offers, address, found):
    assert titles(address) == found


def test_every_choice_is_one_that_the_catalogue_counts(offers):
    filters = asked("")
    for name in filters.base_filters.keys() - {"q", "wo", "umkreis", "ab", "sortierung"}:
        assert set(filters.options_of(name)) <= set(filters.answer.counts[name]), name
    for name, values in FIXED.items():
        assert set(filters.options_of(name)) == set(values), name
    assert set(YES_OR_NO) <= filters.base_filters.keys()
    assert [int(value) for value in choices.radii()] == list(RADII_KM)


def test_every_filter_stands_in_the_bar_or_in_one_group():
    shown = [
        *OpportunityFilterSet.bar,
        *(name for group in OpportunityFilterSet.groups for name in group.filters),
    ]
    assert sorted([*shown, "sortierung"]) == sorted(OpportunityFilterSet.base_filters)


def test_words_may_carry_place_and_day(offers):
    filters = asked("q=vorlesen+in+L%C3%BCnen+samstags")
    assert filters.question.words == "vorlesen"
    assert filters.question.wishes.choices == {"tag": frozenset({"sa"})}
    assert filters.question.wishes.near.radius_km == 10
    assert filters.question.wishes.place == "Lünen"
    # Nothing is left out that was not chosen, but distances are known.
    assert filters.question.choices == {}
    assert filters.question.near.radius_km is None
    assert filters.place.name == "Lünen"
    assert [chip.label for chip in filters.chips] == ["„vorlesen“", "10 km um Lünen", "Samstag"]


def test_the_address_keeps_words_as_they_were_typed(offers):
    filters = asked("q=vorlesen+in+L%C3%BCnen+samstags&frei=1")
    assert filters.query == "q=vorlesen+in+L%C3%BCnen+samstags&frei=1"
    assert [QueryDict(chip.query).get("q") for chip in filters.chips] == [
        "in Lünen samstags",
        "vorlesen samstags",
        "vorlesen in Lünen",
        "vorlesen in Lünen samstags",
    ]


def test_what_the_address_says_itself_wins_over_its_words(offers):
    filters = asked("q=vorlesen+in+Selm+samstags&wo=L%C3%BCnen&tag=so")
    assert filters.place.name == "Lünen"
    assert filters.question.choices == {"tag": frozenset({"so"})}
    assert not filters.question.wishes
    # Nothing that was typed is lost: what was not followed counts as words.
    assert {"vorlesen", "Selm", "samstags"} <= set(filters.question.words.split())


def test_what_both_say_is_chosen(offers):
    filters = asked("q=vorlesen+samstags&tag=sa")
    assert filters.question.words == "vorlesen"
    assert filters.question.choices == {"tag": frozenset({"sa"})}
    assert not filters.question.wishes


def test_a_chosen_radius_holds_for_a_place_among_the_words(offers):
    filters = asked("q=vorlesen+in+Selm&umkreis=25")
    assert (filters.place.name, filters.radius_km) == ("Selm", 25)
    assert filters.question.wishes.near.radius_km == 25
    assert filters.query == "q=vorlesen+in+Selm&umkreis=25"


def test_each_chip_leads_to_the_same_search_without_it(offers):
    filters = asked("q=vorlesen&wo=Selm&umkreis=25&ort=luenen&ort=selm&frei=1&sortierung=nah")
    without = {chip.parameter + chip.value: QueryDict(chip.query) for chip in filters.chips}
    assert "q" not in without["qvorlesen"]
    assert without["qvorlesen"]["wo"] == "Selm"
    assert without["ortluenen"].getlist("ort") == ["selm"]
    # Without the place neither its radius nor the order by distance makes sense.
    assert {"wo", "umkreis", "sortierung"}.isdisjoint(without["woSelm"])
    assert "frei" not in without["frei1"]
    assert len(without) == len(filters.chips) == 5


def test_the_title_says_the_search_in_words(offers):
    assert asked("").title == "Alle Angebote"
    assert asked("q=vorlesen&tag=sa").title == "Angebote: „vorlesen“, Samstag"
    assert len(asked(f"q={'sehr ' * 40}").title) < 100


def test_the_canonical_query_reads_back_as_the_same_search(offers):
    filters = asked("tag=so&tag=sa&q=lesen&ab=2030-01-01&wo=59379&alter=16&seite=3&unsinn=1")
    again = asked(filters.query)
    assert again.question == filters.question
    assert again.query == filters.query
    assert "seite" not in filters.query
    assert "unsinn" not in filters.query


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("", Order.NEWEST),
        ("q=vorlesen", Order.RELEVANCE),
        ("wo=Selm", Order.NEAREST),
        ("q=vorlesen&wo=Selm", Order.RELEVANCE),
        ("q=vorlesen&sortierung=neu", Order.NEWEST),
        ("sortierung=bedarf", Order.MOST_NEEDED),
        ("sortierung=nah", Order.NEWEST),  # nobody said from where
        ("sortierung=relevanz", Order.NEWEST),  # nor for what
    ],
)
def test_the_order_suits_what_is_looked_for(offers, address, order):
    assert asked(address).order == order


def test_orders_that_make_no_sense_are_not_offered(offers):
    assert [order.label for order in asked("").orders] == ["Neues zuerst", "Dringendes zuerst"]
    assert len(asked("q=vorlesen&wo=Selm").orders) == len(Order)


def test_numbers_beside_choices_leave_the_filter_itself_aside(offers):
    filters = asked("ort=luenen&frei=1")
    assert filters.answer.counts["ort"]["selm"] == 1  # the free one
    assert filters.answer.counts["wie"] == {"vor-ort": 1, "online": 0}


ABSURD = [
    "plz=😀&radius=-5&seite=1e9",
    "umkreis=-5&wo=Selm",
    "umkreis=9999999999999999999999",
    "wo=😀",
    "wo=%00",
    "wo=" + "9" * 5000,
    "q=" + "x" * 10_000,
    "q=" + "vorlesen+in+Selm+" * 600,
    "q=%22)+OR+*:*+NEAR(a+b)+-+%2B+AND+NOT+%7B%7D",
    "q=%25%27%3B+DROP+TABLE+--",
    "q=%00%01%02%03%1f",
    "q=%F0%9F%98%80&q=zwei",
    "q=%ff%fe",
    "ort=atlantis&tag=xx&zeit=&alter=999&stunden=-1",
    "&".join(f"ort=x{number}" for number in range(900)),
    "&".join(f"tag={day}" for day in ["mo", "sa"] * 400),
    "ab=2026-02-31",
    "ab=morgen",
    "ab=99999-01-01",
    "sortierung=egal&frei=ja",
    "seite=-1",
    "seite=0x10",
    "seite=%00",
]


@pytest.mark.parametrize("address", ABSURD)
def test_absurd_values_are_left_out_and_never_break(offers, address):
    filters = asked(address)
    assert filters.answer.count <= 3
    assert len(filters.question.words) <= LONGEST_WORDS
    assert all(len(values) <= MOST_VALUES for values in filters.question.choices.values())
    assert len(filters.query) < 2_000
    assert filters.title
    assert all(filters.like(chip.query).answer.count >= 0 for chip in filters.chips[:5])
    assert all(len(hint) < 200 for hint in filters.hints.values())


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("plz=😀", "Den Ort „😀“ kennen wir nicht."),
        ("wo=Entenhausen", "Den Ort „Entenhausen“ kennen wir nicht."),
        ("radius=-5", "„-5“ steht hier nicht zur Wahl"),
        ("ort=atlantis", "„atlantis“ steht hier nicht zur Wahl"),
        ("ab=morgen", "„morgen“ ist kein Tag."),
        ("ab=31.02.2027", "„31.02.2027“ ist kein Tag."),
        ("alter=-15", "„-15“ steht hier nicht zur Wahl"),
        ("seite=1e9", "Die Seite „1e9“ gibt es nicht"),
        ("q=" + "x" * 10_000, "Das war zu lang"),
        ("sortierung=nah", "wo Sie sind"),
    ],
)
def test_what_could_not_be_followed_is_said(offers, address, hint):
    assert any(hint in said for said in asked(address).hints.values()), asked(address).hints


@pytest.mark.parametrize("typed", ["2027-03-01", "01.03.2027", "1.3.2027", "1. 3. 27"])
def test_days_may_be_written_as_people_write_them(db, typed):
    filters = OpportunityFilterSet(QueryDict(urlencode({"ab": typed})))
    assert filters.hints == {}
    assert filters.query == "ab=2027-03-01"
    assert filters.chips[0].label == "ab 1. März 2027"


@pytest.mark.parametrize(
    ("age", "group", "label"),
    [
        ("5", "0", "Ich bin jünger als 14 (die meisten Angebote beginnen mit 14)"),
        ("14", "14", "Ich bin 14 oder 15"),
        ("15", "14", "Ich bin 14 oder 15"),
        ("17", "16", "Ich bin 16 oder 17"),
        ("70", "18", "Ich bin 18 oder älter"),
    ],
)
def test_every_age_has_a_choice(db, age, group, label):
    filters = asked(f"alter={age}")
    assert filters.hints == {}
    assert (filters.query, filters.chips[0].label) == (f"alter={group}", label)


def test_sensible_values_beside_absurd_ones_count(offers):
    assert titles("ort=atlantis&ort=luenen&umkreis=-5") == {"Vorlesen in der Kita"}


def test_nobody_means_only_another_case(offers, monkeypatch):
    filters = asked("q=etwas")
    monkeypatch.setattr(filters, "better_words", lambda: "Etwas")
    assert filters.suggestion is None


def test_nothing_is_said_where_all_is_well(offers):
    assert asked("q=vorlesen&wo=Selm&umkreis=10&tag=sa&ab=2030-01-01&seite=1").hints == {}


def test_nothing_found_offers_what_would_be(offers):
    ways = asked("q=vorlesen&ort=selm").ways_on
    assert [(way.label, way.count) for way in ways] == [
        ("ohne: „vorlesen“", 2),
        ("ohne: Selm", 1),
    ]
    assert asked(ways[1].query).answer.count == 1


def test_a_wider_radius_comes_first(offers):
    ways = asked("q=vorlesen&wo=Selm&umkreis=2").ways_on
    assert ways[0].label == "im Umkreis von 25 km um Selm"
    assert asked(ways[0].query).answer.count == ways[0].count == 1


def test_who_finds_little_is_shown_what_lies_farther_away(offers):
    assert asked("wo=Selm&umkreis=2").more_nearby.count == 3
    assert asked("wo=Selm&umkreis=50").more_nearby is None
    assert asked("").more_nearby is None


def test_misspelt_words_are_put_right(offers):
    filters = asked("q=Vorlehsen&frei=1")
    assert filters.suggestion is not None
    assert filters.suggestion.query == "q=Vorlesen&frei=1"
    assert asked("q=Vorlesen").suggestion is None
