"""A plan beside people, organisations and rounds that have changed since; and before it is lost."""

import re

import pytest

from matching.models import SpeedDating, SpeedDatingTable, SpeedDatingTalk
from matching.speeddating import services
from matching.speeddating.errors import SpeedDatingError
from matching.speeddating.forms import KnownPeopleForm
from matching.speeddating.moving import Move, moves
from matching.speeddating.outdated import changes
from matching.speeddating.standing import Standing, guests_of, sittings_of
from opportunities.enums import InterestState
from opportunities.models import Interest
from tests.factories import OrganisationFactory, VolunteerFactory

pytestmark = pytest.mark.django_db
Code = SpeedDatingError.Code


@pytest.fixture
def planned(event):
    services.make_plan(event=event)
    return event


def told(event):
    return changes(Standing(SpeedDating.objects.get(pk=event.pk)))


def pause(event, name, *rounds):
    guest = event.guests.get(name=name)
    for number in rounds or guest.talks.values_list("round", flat=True):
        services.move_guest(event=event, guest=guest, number=number, move=Move(None))


def test_a_plan_just_made_fits(event):
    assert told(event) == []
    services.make_plan(event=event)
    assert told(event) == []


def test_a_pause_by_hand_is_no_change(planned):
    pause(planned, "Eva")
    assert not planned.guests.get(name="Eva").talks.exists()
    assert told(planned) == []


def test_people_who_came_since_have_no_talk(planned, desk, address):
    services.add_people(event=planned, lines=["Fritz", "Gül", "Hans"])
    assert told(planned) == ["3 Personen haben kein Gespräch"]
    text = desk.get(address(planned, "inspect")).content.decode()
    assert "Der Plan passt nicht mehr: 3 Personen haben kein Gespräch." in text
    services.make_plan(event=planned)
    assert told(planned) == []


def test_somebody_for_somebody_else_is_a_change(planned):
    services.remove_guest(guest=planned.guests.get(name="Eva"))
    services.add_people(event=planned, lines=["Fritz"])
    assert told(planned) == ["1 Person hat kein Gespräch", "2 Gespräche sind weggefallen"]


def test_whoever_takes_a_free_place_by_hand_makes_up_for_who_left(planned):
    services.remove_guest(guest=planned.guests.get(name="Eva"))
    (fritz,) = services.add_people(event=planned, lines=["Fritz"])
    for number in range(planned.rounds):
        places = {table.pk: table.places for table in planned.tables.all()}
        plan = sittings_of(planned)
        free = [
            one
            for one in moves(plan, places, guest=fritz.pk, number=number)
            if one.table and not one.swaps_with
        ]
        if free:
            services.move_guest(event=planned, guest=fritz, number=number, move=free[0])
    assert fritz.talks.count() == 2
    assert told(planned) == []


def test_where_not_everybody_can_talk_nobody_is_missed(event):
    event.tables.exclude(organisation__name="Bücherei").delete()
    services.make_plan(event=event)
    assert Standing(event).possible_talks == 3
    assert told(event) == []


def test_organisations_that_came_or_went_are_told(planned, luenen):
    other = OrganisationFactory(name="Chor", municipality=luenen.municipality)
    services.add_table(table=SpeedDatingTable(event=planned, organisation=other))
    assert told(planned) == ["1 Organisation hat kein Gespräch"]
    services.remove_table(table=planned.tables.get(organisation__name="Tafel"))
    assert told(planned) == [
        "1 Organisation hat kein Gespräch",
        "5 Gespräche sind weggefallen",
    ]


def test_more_places_are_told(planned):
    table = planned.tables.get(organisation__name="Bücherei")
    table.places = 3
    services.save_table(table=table, fields=[], activities=[])
    assert told(planned) == ["1 Organisation kann mehr Gespräche gleichzeitig führen"]


def test_rounds_that_came_or_went_are_told(planned):
    SpeedDating.objects.filter(pk=planned.pk).update(rounds=4)
    planned.refresh_from_db()
    assert told(planned) == ["1 Runde ist noch nicht verplant"]
    planned.rounds = 2
    planned.save()
    dropped = services.drop_rounds(event=planned)
    assert told(planned)[-1] == f"{dropped} Gespräche sind weggefallen"


def test_a_plan_without_any_talk_is_not_locked_nor_printed(planned, desk, address):
    planned.tables.all().delete()
    with pytest.raises(SpeedDatingError) as caught:
        services.lock_plan(event=planned)
    assert caught.value.code == Code.EMPTY
    assert desk.get(address(planned, "print", "personen")).status_code == 302
    assert ">Plan festlegen<" not in desk.get(address(planned, "inspect")).content.decode()


def test_who_is_taken_off_the_list_is_asked_about_first(planned, desk, address):
    form = address(planned, "guest", planned.guests.get(name="Eva").pk)
    assert "?remove=1" in desk.get(form).content.decode()
    text = desk.get(form, {"remove": "1"}).content.decode()
    assert "Eva von der Liste nehmen?" in text
    assert "2 Gespräche im Plan" in text
    assert planned.guests.filter(name="Eva").exists()
    desk.post(form, {"remove": "1"})
    assert not planned.guests.filter(name="Eva").exists()
    table = address(planned, "table", planned.tables.get(organisation__name="Tafel").pk)
    assert "Tafel von der Liste nehmen?" in desk.get(table, {"remove": "1"}).content.decode()


def test_while_a_plan_is_locked_forms_say_so_and_lose_nothing(planned, desk, address):
    services.lock_plan(event=planned)
    guest = planned.guests.get(name="Ada")
    for name, *args in (
        ("people",),
        ("new_table",),
        ("guest", guest.pk),
        ("table", planned.tables.first().pk),
        ("move", guest.pk, 0),
    ):
        text = desk.get(address(planned, name, *args)).content.decode()
        assert "Bitte öffnen Sie ihn zuerst wieder." in text, name
        assert 'type="submit" class="button"' not in text
        assert ">Speichern<" not in text
    answer = desk.post(
        address(planned, "guest", guest.pk), {"name": "Ada", "wishes": "Etwas sehr Langes"}
    )
    assert answer.status_code == 422
    assert "Etwas sehr Langes" in answer.content.decode()
    answer = desk.post(address(planned, "people"), {"typed": "1", "people": "Fritz: Garten"})
    assert "Fritz: Garten" in answer.content.decode()
    assert planned.guests.count() == 5
    assert ">Plan wieder öffnen<" in desk.get(address(planned, "inspect")).content.decode()


def test_without_a_plan_nobody_is_moved(event, desk, address):
    guest = event.guests.first()
    assert desk.get(address(event, "move", guest.pk, 0)).status_code == 404
    event.guests.all().delete()
    assert desk.get(address(event, "move", 999, 0)).status_code == 404
    assert not SpeedDatingTalk.objects.exists()


def test_people_are_sorted_as_in_a_directory(event):
    services.add_people(event=event, lines=["Özlem", "Zoe", "Otto", "Änne"])
    names = [guest.name for guest in guests_of(event)]
    assert names == ["Ada", "Änne", "Ben", "Cem", "Dora", "Eva", "Özlem", "Otto", "Zoe"]


def test_the_plan_goes_on_paper_without_the_menu_and_its_cells_say_what_a_click_does(
    planned, desk, address
):
    text = desk.get(address(planned, "inspect")).content.decode()
    assert re.search(r"css/admin/paper\.css[^>]*media=\"print\"", text)
    assert "Ein Klick auf ein Feld ändert es." in text
    services.lock_plan(event=planned)
    assert "Ein Klick" not in desk.get(address(planned, "inspect")).content.decode()


def test_known_people_are_offered_in_the_same_order(event):
    for name in ("Özlem", "Zoe", "Otto"):
        Interest.objects.create(
            municipality=event.municipality,
            volunteer=VolunteerFactory(name=name),
            wishes="Etwas mit Tieren",
            state=InterestState.OPEN,
        )
    choices = KnownPeopleForm(event=event).fields["volunteers"].choices
    assert [label.partition(" <")[0] for _value, label in choices] == ["Özlem", "Otto", "Zoe"]
