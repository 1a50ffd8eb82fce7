"""What is wished for and finds no offer."""

import pytest
from django.utils import timezone

from matching.unmet.kinds import Kind
from matching.unmet.wishes import Wishes, wishes_in
from opportunities.models import WeeklySlot
from tests.factories import OrganisationPageFactory
from tests.matching.people import person, persons
from tests.matching.unmet.conftest import make_offer

pytestmark = pytest.mark.django_db


def by_value(wishes):
    return {(wish.kind, wish.value): wish for wish in wishes.wishes}


def test_a_wish_waits_where_no_offer_that_suits_answers_to_it(reading, luenen):
    persons(5, "taetigkeit=vorlesen&taetigkeit=verkauf")
    person("taetigkeit=vorlesen&nicht_zielgruppe=kinder&online=nein")
    found = wishes_in([luenen.municipality])
    assert (found.people, found.suited) == (6, 6)
    told = by_value(found)
    assert (told[Kind.ACTIVITY, "vorlesen"].people, told[Kind.ACTIVITY, "vorlesen"].waiting) == (
        6,
        0,
    )
    assert (told[Kind.ACTIVITY, "verkauf"].people, told[Kind.ACTIVITY, "verkauf"].waiting) == (5, 5)
    assert [wish.value for wish in found.waiting] == ["verkauf"]
    assert told[Kind.ACTIVITY, "vorlesen"].offers == 1


def test_an_offer_that_does_not_suit_them_answers_nobody(organisation, luenen):
    make_offer(organisation, "Vorlesen", "vorlesen", minimum_age=18)
    persons(5, "taetigkeit=vorlesen&alter=16")
    (wish,) = wishes_in([luenen.municipality]).waiting
    assert (wish.waiting, wish.offers) == (5, 1)
    assert wish.waiting_told == "fast alle"


def test_skills_languages_fields_and_times_are_counted(organisation, luenen, reading):
    WeeklySlot.objects.create(opportunity=reading, weekday=0)
    reading.save()
    persons(5, "kann=buchhaltung&spricht=uk&spricht=de&bereich=sport&wann=sa-vormittags")
    waiting = {(wish.kind, wish.value) for wish in wishes_in([luenen.municipality]).waiting}
    assert waiting == {
        (Kind.SKILL, "buchhaltung"),
        (Kind.LANGUAGE, "uk"),
        (Kind.FIELD, "sport"),
        (Kind.TIME, "sa-vormittags"),
    }


def test_what_few_people_say_is_not_shown(luenen, reading):
    persons(4, "taetigkeit=verkauf")
    persons(12, "taetigkeit=vorlesen")
    found = wishes_in([luenen.municipality])
    assert found.waiting == []
    persons(3, "taetigkeit=vorlesen&wo=München&umkreis=5")
    told = by_value(wishes_in([luenen.municipality], everywhere=True))
    assert told[Kind.ACTIVITY, "vorlesen"].waiting_told == "unter 5"


def test_each_town_counts_who_may_come_there(luenen, selm, reading):
    make_offer(
        OrganisationPageFactory(parent=selm.page, title="Heimatverein"),
        "Vorlesen in Selm",
        "vorlesen",
        city="Selm",
    )
    person("wo=Lünen&umkreis=5&taetigkeit=vorlesen")
    person("wo=Selm&taetigkeit=vorlesen")
    person("taetigkeit=vorlesen")
    in_luenen, in_selm = wishes_in([luenen.municipality]), wishes_in([selm.municipality])
    assert (in_luenen.people, in_selm.people) == (2, 2)
    assert wishes_in([luenen.municipality, selm.municipality]).people == 3
    wish = (Kind.ACTIVITY, "vorlesen")
    assert (by_value(in_luenen)[wish].offers, by_value(in_selm)[wish].offers) == (1, 1)


@pytest.mark.parametrize(
    ("people", "suited", "words"),
    [
        (4, 0, ""),
        (20, 16, "Für fast alle von ihnen gibt es mindestens ein offenes Angebot"),
        (20, 4, "Für kaum jemanden von ihnen"),
        (20, 12, "Für 8 von ihnen gibt es kein offenes Angebot"),
    ],
)
def test_how_many_find_nothing_is_a_sentence(people, suited, words):
    found = Wishes(people, suited, (), timezone.now())
    assert found.suited_sentence.startswith(words)
    assert bool(found.suited_sentence) == bool(words)
