import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.demo import content
from municipalities.models import Municipality
from organisations.duplicates import Facts, Reason, likely_duplicates, likeness
from organisations.duplicates.names import ALIKE
from organisations.enums import OrganisationState
from organisations.models import Organisation
from tests.factories import OrganisationFactory, OrganisationPageFactory

TOWNS = ("Lünen", "Selm", "Werne", "Bergkamen")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tafel Lünen", "Lüner Tafel e. V."),
        ("Tafel Lünen", "Lünener Tafel gGmbH"),
        ("Tafel Lünen", "Tafel Luenen e.V."),
        ("Lesebrücke Lünen e. V.", "Lese-Brücke Lünen"),
        ("Lesebrücke Lünen", "Lesbrücke Lünen eV"),
        ("DRK Ortsverein Selm", "Deutsches Rotes Kreuz Selm e. V."),
        ("AWO Werne", "Arbeiterwohlfahrt Ortsverein Werne"),
        ("Freiwillige Feuerwehr Selm", "Feuerwehr Selm"),
        ("TuS Brambauer 1920 e.V.", "TuS Brambauer"),
        ("Ambulanter Hospizdienst Lippelicht e. V.", "Hospizdienst Lippelicht"),
        ("Nachbarschaftshilfe e. V. i. Gr.", "Nachbarschaftshilfe"),
    ],
)
def test_the_same_by_another_name(one, other):
    assert likeness(one, other, towns=TOWNS) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tafel Lünen", "Tafel Selm"),
        ("Tafel Lünen", "Förderverein Tafel Lünen"),
        ("SV Preußen Lünen", "SV Westfalia Lünen"),
        ("Kirchengemeinde St. Marien", "Kirchengemeinde St. Josef"),
        ("Frauenhaus Ankerplatz", "Frauenhaus Lünen"),
        ("Verein für Heimatpflege Werne", "Verein für Denkmalpflege Werne"),
        ("e. V.", "Tafel e. V."),
        ("", "Tafel"),
    ],
)
def test_two_of_a_kind_are_not_the_same(one, other):
    assert likeness(one, other, towns=TOWNS) < ALIKE


WORDS = st.lists(
    st.sampled_from(
        [
            *("Tafel", "Lünen", "Lüner", "Lesebrücke", "Hospizdienst", "DRK", "Feuerwehr"),
            *("Sport", "Verein", "1920", "Musik", "Deutsches", "Rotes", "Kreuz", "e. V."),
            *("gGmbH", "Nachbarschaft", "Frauen*treff"),
        ]
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_likeness_is_the_same_both_ways_and_within_bounds(one, other):
    there = likeness(" ".join(one), " ".join(other), towns=TOWNS)
    back = likeness(" ".join(other), " ".join(one), towns=TOWNS)
    assert there == pytest.approx(back)
    assert 0 <= there <= 1


@settings(max_examples=60, deadline=None)
@given(WORDS, st.randoms(use_true_random=False))
def test_a_name_is_itself_in_any_order_and_with_any_legal_form(words, chance):
    name = " ".join(words)
    shuffled = list(words)
    chance.shuffle(shuffled)
    assert likeness(name, name, towns=TOWNS) == 1
    assert likeness(name, " ".join(shuffled), towns=TOWNS) == pytest.approx(1)
    if any(word not in ("e. V.", "gGmbH") for word in words):
        assert likeness(name, f"{name} e. V.", towns=TOWNS) == pytest.approx(1)


def test_no_two_organisations_of_the_demo_are_taken_for_one():
    titles = [organisation.title for organisation in content.organisations()]
    alike = [
        (one, other)
        for number, one in enumerate(titles)
        for other in titles[number + 1 :]
        if likeness(one, other, towns=TOWNS) >= ALIKE
    ]
    assert alike == []


def test_each_of_the_demo_is_found_with_a_slip_in_its_name():
    chance = random.Random(7)
    missed = []
    for organisation in content.organisations():
        title = organisation.title.removesuffix(" e. V.")
        longest = max(title.split(), key=len)
        place = chance.randrange(2, len(longest) - 1)
        slip = longest[:place] + longest[place + 1 :]
        if likeness(organisation.title, title.replace(longest, slip), towns=TOWNS) < ALIKE:
            missed.append(title)
    assert len(missed) <= 3, missed


def facts(town: Municipality, **known) -> Facts:
    return Facts(municipality=town, **{"name": "Ganz etwas anderes", **known})


def test_found_by_what_else_is_known(luenen):
    town = luenen.municipality
    page = OrganisationPageFactory(parent=luenen.page, website="https://www.tafel.example/wir")
    tafel = page.record
    Organisation.objects.filter(pk=tafel.pk).update(
        name="Tafel Lünen",
        email="Info@Tafel.example",
        phone="+49 (0)2306 12345",
        register_court="Amtsgericht Dortmund",
        register_number="VR 01234",
    )
    for known, reason in (
        ({"email": "info@tafel.example"}, Reason.EMAIL),
        ({"phone": "02306/12345"}, Reason.PHONE),
        ({"website": "http://tafel.example"}, Reason.WEBSITE),
        ({"register_number": "1234", "register_court": "Dortmund"}, Reason.REGISTER),
        ({"name": "Lüner Tafel e. V."}, Reason.NAME),
    ):
        [likely] = likely_duplicates(facts(town, **known))
        assert (likely.organisation, likely.reasons) == (tafel, (reason,))
    assert likely_duplicates(facts(town, register_number="1234", register_court="Hamm")) == []
    assert likely_duplicates(facts(town)) == []


def test_whoever_registers_sees_only_what_everybody_may_know(luenen, selm):
    town = luenen.municipality
    OrganisationFactory(
        name="Tafel Lünen", municipality=town, state=OrganisationState.KNOWN, email="t@example.org"
    )
    shown = OrganisationFactory(name="Lüner Tafel", municipality=town, email="info@example.org")
    OrganisationFactory(name="Tafel Lünen", municipality=selm.municipality)
    found = likely_duplicates(facts(town, name="Tafel Lünen"), only_public=True)
    assert [one.organisation for one in found] == [shown]
    # The address is not on its page, so it must not tell whose it is.
    assert likely_duplicates(facts(town, email="info@example.org"), only_public=True) == []


def test_declined_and_merged_ones_are_not_offered(luenen):
    town = luenen.municipality
    OrganisationFactory(name="Tafel", municipality=town, state=OrganisationState.DECLINED)
    stays = OrganisationFactory(name="Tafel Lünen", municipality=town)
    OrganisationFactory(
        name="Tafel", municipality=town, state=OrganisationState.MERGED, merged_into=stays
    )
    found = likely_duplicates(facts(town, name="Tafel"), only_public=True)
    assert [one.organisation for one in found] == [stays]
