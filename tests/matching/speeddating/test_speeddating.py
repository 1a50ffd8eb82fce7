import datetime as dt
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.models import Activity, EngagementField
from matching.models import (
    MatchingProfile,
    SpeedDating,
    SpeedDatingGuest,
    SpeedDatingTable,
    SpeedDatingTalk,
)
from matching.speeddating import printing, services
from matching.speeddating.errors import SpeedDatingError
from matching.speeddating.moving import Move, Sitting, moved, moves
from matching.speeddating.profiles import fits_of
from matching.speeddating.standing import Standing, guests_of, tables_of
from matching.speeddating.wishes import NOTHING_SAID, Wish, fit
from opportunities.enums import InterestState
from opportunities.models import Interest
from organisations.records import record_of
from tests.factories import (
    OpportunityPageFactory,
    OrganisationFactory,
    OrganisationPageFactory,
    VolunteerFactory,
)
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db
Code = SpeedDatingError.Code


def test_names_and_wishes_are_typed_one_in_each_line(event):
    services.add_people(event=event, lines=["  Fritz   Frei : kocht gern", "", "   ", "Gül"])
    assert list(event.guests.values_list("name", "wishes").order_by("pk"))[-2:] == [
        ("Fritz Frei", "kocht gern"),
        ("Gül", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("Ada\n\n : nur ein Wunsch", "In Zeile 3 fehlt vor dem Doppelpunkt der Name."),
        ("Ada" * 100, "Zeile 1: Der Name ist länger als 120 Zeichen."),
        ("Ada: " + "singt " * 200, "Zeile 1: Die Wünsche sind länger als 1000 Zeichen."),
    ],
)
def test_nothing_typed_is_left_out_or_cut_off(desk, event, typed, complaint, address):
    before = event.guests.count()
    answer = desk.post(address(event, "people"), {"typed": "1", "people": typed})
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert event.guests.count() == before


def test_names_and_tables_that_are_there_twice_are_said(desk, event, address):
    text = desk.get(address(event, "inspect")).content.decode()
    assert "Mehrmals auf der Liste" not in text
    assert "gehört mehreren Organisationen" not in text
    services.add_people(event=event, lines=["ada", "Neu"])
    # The third in the order of names, so it is number 3 by itself.
    event.tables.filter(organisation__name="Bücherei").update(label="3")
    text = desk.get(address(event, "inspect")).content.decode()
    assert "Mehrmals auf der Liste: Ada." in text
    assert "Tisch 3 gehört mehreren Organisationen: Bücherei, Tafel" in text


def test_a_percentage_is_only_of_who_said_something(desk, event, address):
    services.make_plan(event=event)
    said_nothing = {line.guest.name: line.said_nothing for line in Standing(event).lines}
    assert said_nothing == {"Ada": False, "Ben": False, "Cem": True, "Dora": True, "Eva": True}
    assert desk.get(address(event, "inspect")).content.decode().count("nichts gesagt\n") == 3


EVENT = {
    "title": "Runde",
    "takes_place_on": "01.03.2099",
    "starts_at": "18:00",
    "rounds": 4,
    "minutes": 7,
    "change_minutes": 1,
    "kept_days": 30,
}


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"takes_place_on": "01.03.2020"}, "Dieser Tag ist schon vorbei."),
        ({"starts_at": "23:30"}, "So viele Runden gingen bis nach Mitternacht."),
        ({"rounds": -3}, "größer oder gleich 1"),
    ],
)
def test_an_impossible_event_is_refused(desk, luenen, wrong, complaint):
    facts = {"municipality": luenen.municipality.pk, **EVENT, **wrong}
    text = desk.post(reverse("speed_datings:add"), facts).content.decode()
    assert not SpeedDating.objects.exists()
    assert complaint in text
    assert "Treffpunkt" in text


def test_an_hour_that_is_over_is_refused_today(desk, luenen, monkeypatch):
    now = timezone.localtime().replace(hour=4, minute=5)
    monkeypatch.setattr("matching.speeddating.forms.timezone.localtime", lambda *_of: now)
    facts = {"municipality": luenen.municipality.pk, **EVENT, "takes_place_on": now.date()}
    add = reverse("speed_datings:add")
    text = desk.post(add, {**facts, "starts_at": "00:30"}).content.decode()
    assert "Diese Uhrzeit ist schon vorbei." in text
    assert not SpeedDating.objects.exists()
    desk.post(add, {**facts, "starts_at": "04:30"})
    assert SpeedDating.objects.exists()


def test_an_event_may_end_shortly_before_midnight_and_be_edited_when_it_is_over(
    desk, event, luenen
):
    SpeedDating.objects.filter(pk=event.pk).update(takes_place_on=dt.date(2026, 1, 2))
    facts = {"municipality": luenen.municipality.pk, **EVENT}
    edited = {"takes_place_on": "02.01.2026", "starts_at": "23:28", "title": "Vorbei"}
    desk.post(reverse("speed_datings:edit", args=[event.pk]), {**facts, **edited})
    event.refresh_from_db()
    assert (event.title, Standing(event).ends) == ("Vorbei", dt.time(23, 59))


def test_the_list_shows_days(desk, event):
    text = desk.get(reverse("speed_datings:index")).content.decode()
    assert f"{event.takes_place_on:%d.%m.%Y}" in text


def test_who_told_the_desk_comes_with_their_wishes_once(event, luenen):
    ida = VolunteerFactory(name="Ida")
    Interest.objects.create(
        municipality=luenen.municipality,
        volunteer=ida,
        wishes="Etwas mit Tieren",
        state=InterestState.OPEN,
    )
    assert services.add_volunteers(event=event, volunteers=[ida]) == 1
    assert services.add_volunteers(event=event, volunteers=[ida]) == 0
    assert event.guests.get(volunteer=ida).wishes == "Etwas mit Tieren"


def test_a_table_looks_for_what_the_open_offers_look_for(event, luenen):
    page = OrganisationPageFactory(parent=luenen.page, title="Tierheim")
    offer = OpportunityPageFactory(parent=page, title="Hunde ausführen")
    offer.activities.add(Activity.objects.first())
    offer.engagement_fields.add(EngagementField.objects.first())
    offer.save()
    OpportunityPageFactory(parent=page, title="Entwurf", published=False)
    table = SpeedDatingTable(event=event, organisation=record_of(page))
    services.add_table(table=table)
    assert table.wanted == "Hunde ausführen"
    assert list(table.activities.all()) == [Activity.objects.first()]
    assert list(table.fields.all()) == [EngagementField.objects.first()]


@pytest.mark.parametrize(
    ("guest", "table", "expected"),
    [
        (Wish(), Wish(fields=frozenset({1})), NOTHING_SAID),
        (Wish(fields=frozenset({1, 2})), Wish(fields=frozenset({1})), 1),
        (Wish(fields=frozenset({1})), Wish(), 0),
        (Wish(activities=frozenset({1})), Wish(activities=frozenset({2})), 0),
        (Wish(said=frozenset({"hund"})), Wish(terms=frozenset({"hund"})), 0.5),
    ],
)
def test_a_fit_is_the_mean_of_what_was_said(guest, table, expected):
    assert fit(guest, table) == expected


def test_words_find_what_they_mean(event):
    fits = fits_of(guests_of(event), tables_of(event))
    ada, library = 0, 0
    assert fits[ada, library] == fits[ada].max() > 0
    assert fits[ada, 1:].max() < fits[ada, library]


def test_a_profile_counts_only_with_the_persons_word(event, luenen):
    page = OrganisationPageFactory(parent=luenen.page, title="Sportverein")
    offer = OpportunityPageFactory(parent=page, title="Übungsleitung")
    sport = EngagementField.objects.get(slug="sport")
    offer.engagement_fields.add(sport)
    offer.save()
    table = SpeedDatingTable.objects.create(event=event, organisation=record_of(page))
    profile = MatchingProfile.objects.create(
        volunteer=VolunteerFactory(), query=f"bereich={sport.slug}"
    )
    guest = SpeedDatingGuest.objects.create(
        event=event, name="Zoe", volunteer=profile.volunteer, uses_profile=True
    )

    def row():
        guests, tables = guests_of(event), tables_of(event)
        return dict(zip(tables, fits_of(guests, tables)[guests.index(guest)], strict=True))

    assert row().pop(table) > 0
    assert sorted(row().values())[:-1] == [0, 0, 0]
    guest.uses_profile = False
    guest.save()
    assert set(row().values()) == {NOTHING_SAID}


def test_everybody_gets_a_plan_that_the_tables_can_hold(event):
    assert services.make_plan(event=event) == 11
    assert Standing(event).possible_talks == 11
    ada = event.guests.get(name="Ada")
    assert ada.talks.filter(table__organisation__name="Bücherei").exists()
    services.make_plan(event=event)
    assert SpeedDatingTalk.objects.count() == 11


def test_the_database_keeps_the_promises_too(event):
    services.make_plan(event=event)
    talk = SpeedDatingTalk.objects.first()
    others = SpeedDatingGuest.objects.exclude(pk=talk.guest_id)
    for wrong in (
        {"guest": talk.guest, "table": talk.table, "round": 9, "place": 0},
        {"guest": talk.guest, "table": event.tables.last(), "round": talk.round, "place": 9},
        {"guest": others[0], "table": talk.table, "round": talk.round, "place": talk.place},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SpeedDatingTalk.objects.create(**wrong)


def test_without_anybody_there_is_no_plan(event):
    event.tables.all().delete()
    with pytest.raises(SpeedDatingError) as caught:
        services.make_plan(event=event)
    assert caught.value.code == Code.NOBODY
    with pytest.raises(SpeedDatingError) as caught:
        services.lock_plan(event=event)
    assert caught.value.code == Code.UNPLANNED


def test_a_locked_plan_stays_as_it_is(event):
    services.make_plan(event=event)
    services.lock_plan(event=event)
    guest, table = event.guests.first(), event.tables.first()
    for act in (
        lambda: services.make_plan(event=event),
        lambda: services.add_people(event=event, lines=["Neu"]),
        lambda: services.remove_guest(guest=guest),
        lambda: services.remove_table(table=table),
        lambda: services.save_table(table=table, fields=[], activities=[]),
        lambda: services.move_guest(event=event, guest=guest, number=0, move=Move(None)),
    ):
        with pytest.raises(SpeedDatingError) as caught:
            act()
        assert caught.value.code == Code.LOCKED
    services.unlock_plan(event=event)
    services.add_people(event=event, lines=["Neu"])


def test_whoever_leaves_is_taken_out_of_the_plan(event):
    services.make_plan(event=event)
    services.remove_guest(guest=event.guests.get(name="Ben"))
    table = event.tables.get(organisation__name="Tafel")
    table.places = 1
    services.save_table(table=table, fields=[], activities=[])
    event.rounds = 2
    event.save()
    services.drop_rounds(event=event)
    assert all(talk.place == 0 and talk.round < 2 for talk in SpeedDatingTalk.objects.all())


PLAN = [Sitting(0, 1, 10, 0), Sitting(0, 2, 20, 0), Sitting(1, 1, 20, 0), Sitting(1, 3, 10, 0)]
PLACES = {10: 1, 20: 1, 30: 2}


def test_moves_are_those_in_which_nobody_meets_anybody_twice():
    # 1 meets table 20 in the other round, so it can't go there; table 30 is free.
    assert moves(PLAN, PLACES, guest=1, number=0) == [Move(None), Move(30)]
    # 3 pauses: it may take a free place, or send 2 into a pause; it meets table 10 later.
    assert moves(PLAN, PLACES, guest=3, number=0) == [Move(20, 2, other_pauses=True), Move(30)]


def test_who_can_not_go_where_the_other_was_pauses():
    plan = [*PLAN[:2], Sitting(1, 2, 10, 0)]
    wanted = Move(20, 2, other_pauses=True)
    assert wanted in moves(plan, PLACES, guest=1, number=0)
    assert moved(plan, PLACES, wanted, guest=1, number=0) == [Sitting(0, 1, 20, 0)]


def test_a_swap_puts_each_where_the_other_was():
    plan = PLAN[:2]
    assert moves(plan, PLACES, guest=1, number=0) == [Move(None), Move(20, 2), Move(30)]
    after = moved(plan, PLACES, Move(20, 2), guest=1, number=0)
    assert after == [Sitting(0, 1, 20, 0), Sitting(0, 2, 10, 0)]
    assert moved(plan, PLACES, Move(None), guest=1, number=0) == plan[1:]


def test_the_plan_is_changed_by_hand(desk, event, address):
    services.make_plan(event=event)
    line = next(line for line in Standing(event).lines if line.talks == 2)
    guest = line.guest
    number = next(cell.round.number for cell in line.cells if not cell.table)
    form = address(event, "move", guest.pk, number)
    wanted = next(move for move in desk.get(form).context["moves"] if move["table"])
    desk.post(form, {"move": wanted["value"]})
    assert guest.talks.get(round=number).table == wanted["table"]
    before = set(SpeedDatingTalk.objects.values_list("guest", "table", "round"))
    answer = desk.post(form, {"move": "1-999"}, follow=True)
    assert str(Code.IMPOSSIBLE.label) in answer.content.decode()
    assert before == set(SpeedDatingTalk.objects.values_list("guest", "table", "round"))


def test_a_coordinator_does_it_all_on_the_screens(desk, luenen, address):
    OrganisationFactory(name="Chor", municipality=luenen.municipality)
    answer = desk.post(
        reverse("speed_datings:add"),
        {
            "municipality": luenen.municipality.pk,
            "title": "Runde",
            "takes_place_on": "2099-03-01",
            "starts_at": "18:00",
            "rounds": 4,
            "minutes": 7,
            "change_minutes": 1,
            "kept_days": 30,
        },
    )
    event = SpeedDating.objects.get()
    assert answer.url == address(event, "inspect")
    desk.post(address(event, "people"), {"typed": "1", "people": "Ada: singt\nBen"})
    chor = desk.get(address(event, "new_table")).context["form"].fields["organisation"].queryset
    assert [str(one) for one in chor] == ["Chor"]
    answer = desk.post(address(event, "new_table"), {"organisation": chor[0].pk, "places": 1})
    assert answer.url == address(event, "table", event.tables.get().pk)
    guest = event.guests.get(name="Ben")
    desk.post(address(event, "guest", guest.pk), {"name": "Ben Beispiel", "wishes": "Bass"})
    desk.post(address(event, "plan"), {"do": "plan"})
    desk.post(address(event, "plan"), {"do": "lock"})
    text = desk.get(address(event, "inspect")).content.decode()
    assert "Ben Beispiel" in text
    event.refresh_from_db()
    assert event.locked_at
    assert SpeedDatingTalk.objects.count() == 2
    # Rounds belong to the plan, the hour does not.
    edit = reverse("speed_datings:edit", args=[event.pk])
    known = desk.get(edit).context["form"].initial
    desk.post(edit, {**known, "starts_at": "19:00", "rounds": 1})
    event.refresh_from_db()
    assert (event.starts_at, event.rounds) == (dt.time(19), 4)


def test_the_event_of_another_town_can_not_be_taken(desk, event, selm, address):
    event.municipality = selm.municipality
    event.save()
    assert desk.get(address(event, "inspect")).status_code == 404
    assert desk.post(address(event, "plan"), {"do": "plan"}).status_code == 404
    form = desk.get(reverse("speed_datings:add")).context["form"]
    assert selm.municipality not in form.fields["municipality"].queryset


def test_a_person_of_another_event_is_not_there(desk, event, luenen, address):
    other = SpeedDating.objects.create(
        municipality=luenen.municipality,
        title="Andere",
        takes_place_on=timezone.localdate(),
        starts_at=dt.time(9),
    )
    guest = event.guests.first()
    assert desk.get(address(other, "guest", guest.pk)).status_code == 404


def test_the_screen_asks_the_same_however_many_come(desk, event, address):
    services.make_plan(event=event)
    desk.get(address(event, "inspect"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get(address(event, "inspect"))
    services.add_people(event=event, lines=[f"Gast {number}: kocht" for number in range(20)])
    services.make_plan(event=event)
    with CaptureQueriesContext(connection) as many:
        desk.get(address(event, "inspect"))
    assert len(asked_of_pages(few)) == len(asked_of_pages(many))


@pytest.mark.parametrize(
    ("make", "pages", "says"),
    [
        (printing.guest_sheets, 5, ["Ada", "17:00–17:08", "Hansesaal", "Kaffee gibt es"]),
        (printing.table_sheets, 3, ["Bücherei", "Tafel", "17:20–17:28"]),
        (printing.overview, 2, ["Gartenfreunde", "Eva"]),
    ],
)
def test_sheets_are_tagged_and_say_what_they_must(event, make, pages, says):
    services.make_plan(event=event)
    reader = PdfReader(BytesIO(make(Standing(event))))
    assert len(reader.pages) == pages
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in says:
        assert words in text
    # A sheet that goes to one person is no page 2 of 5.
    assert ("Seite 2 von" in text) == (make is printing.overview)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "de"


def test_sheets_come_only_of_a_plan(desk, event, address):
    assert desk.get(address(event, "print", "personen")).status_code == 302
    services.make_plan(event=event)
    answer = desk.get(address(event, "print", "personen"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert desk.get(address(event, "print", "anderes")).status_code == 404


def test_people_are_erased_and_counted_when_time_has_come(event):
    services.make_plan(event=event)
    last = event.takes_place_on + dt.timedelta(days=event.kept_days)
    noon = dt.datetime.combine(last, dt.time(12), tzinfo=timezone.get_current_timezone())
    assert services.erase_people(noon) == 0
    assert services.erase_people(noon + dt.timedelta(days=1)) == 5
    assert services.erase_people(noon + dt.timedelta(days=2)) == 0
    event.refresh_from_db()
    assert (event.people_counted, event.talks_counted) == (5, 11)
    assert not SpeedDatingTalk.objects.exists()
    with pytest.raises(SpeedDatingError) as caught:
        services.add_people(event=event, lines=["Neu"])
    assert caught.value.code == Code.ERASED
