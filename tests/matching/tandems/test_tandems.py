import datetime as dt
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from pypdf import PdfReader

from core.models import SpokenLanguage
from matching.enums import CheckInAnswer, TandemRole
from matching.models import Tandem, TandemCheckIn, TandemPerson, TandemProgramme
from matching.tandems import due, services
from matching.tandems.errors import TandemError
from matching.tandems.letter import letters_pdf
from matching.tandems.standing import Standing
from matching.tandems.suggesting import suggestions
from tests.factories import UserFactory, VolunteerFactory
from tests.matching.tandems.pairs import (
    THURSDAY,
    TODAY,
    TUESDAY,
    address,
    follow,
    mails_to,
    noon,
    paired,
    person,
    who,
)
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db
Code = TandemError.Code


def suggested(programme):
    found = suggestions(Standing(programme, TODAY))
    return {str(one.mentee): str(one.suggested.mentor) if one.suggested else None for one in found}


def test_suggested_is_who_has_time_and_topics_in_common(programme):
    assert suggested(programme) == {"Ali": "Berta", "Mia": "Carl", "Tom": None}
    [ali, *_others] = suggestions(Standing(programme, TODAY))
    assert ali.suggested.reason == "Deutsch, Dienstag nachmittags"


def test_whom_one_of_them_avoids_is_never_suggested(programme):
    TandemPerson.objects.filter(name="Carl").update(most_at_a_time=2)
    who("Berta").avoided.add(who("Ali"))
    assert suggested(programme)["Ali"] == "Carl"
    with pytest.raises(TandemError) as caught:
        paired()
    assert caught.value.code == Code.AVOIDED


def test_nobody_is_suggested_without_a_language_in_common(programme):
    TandemPerson.objects.filter(name="Carl").update(most_at_a_time=2)
    who("Ali").languages.set(SpokenLanguage.objects.filter(slug="tr"))
    who("Berta").languages.set(SpokenLanguage.objects.filter(slug="de"))
    assert suggested(programme)["Ali"] == "Carl"


def test_a_pair_is_told_once_and_sees_the_other_behind_the_link(client, programme):
    paired()
    for name, partner in (("Berta", "Ali"), ("Ali", "Berta")):
        [message] = mails_to(name)
        assert partner not in message.message
        assert "Treffpunkt" in message.message
        text = follow(client, name).content.decode()
        assert f"{partner.lower()}@example.org" in text
    assert suggested(programme) == {"Mia": "Carl", "Tom": None}


def test_parents_are_not_greeted_as_their_child(programme):
    tandem = paired()
    due.ask_how_it_goes(noon(TODAY + dt.timedelta(weeks=2)))
    services.end_tandem(tandem=tandem, on=TODAY, today=TODAY)
    assert len(mails_to("Ali")) == len(mails_to("Berta")) == 3
    for mail in mails_to("Berta"):
        assert mail.message.startswith("Guten Tag Berta,\n\n")
    for mail in mails_to("Ali"):
        assert mail.message.startswith("Guten Tag,\n\ndiese Nachricht ist für Ali, bei einem Kind")
        assert "\n\n\n" not in mail.message


def test_nobody_is_brought_together_with_themselves(desk, programme):
    """Two entries of one mailbox, one on each side."""
    TandemPerson.objects.exclude(name__in=["Berta", "Ali"]).delete()
    TandemPerson.objects.filter(name="Ali").update(name="Berta", email="Berta@Example.org")
    mentor, mentee = TandemPerson.objects.order_by("pk")
    assert suggested(programme) == {"Berta": None}
    answer = desk.post(
        address(programme, "pair"),
        {"together": mentee.pk, f"mentor-{mentee.pk}": mentor.pk},
        follow=True,
    )
    assert not Tandem.objects.exists()
    assert str(Code.SAME_PERSON.label) in answer.content.decode()


def test_an_address_that_is_there_already_is_said_and_kept(desk, programme):
    facts = {"name": "Alis Schwester", "agreed_on": "01.11.2026", "email": "ALI@example.org"}
    here = address(programme, "add_person", "begleitet")
    text = desk.post(here, facts, follow=True).content.decode()
    assert "gibt es hier schon: Ali (wird begleitet)" in text
    text = desk.post(here, {**facts, "email": "eva@example.org"}, follow=True).content.decode()
    assert "gibt es hier schon" not in text


def test_choices_tell_people_of_one_name_apart(desk, programme):
    person(programme, TandemRole.MENTOR, "Carl", email="", phone="0170 1", week=THURSDAY)
    text = desk.get(address(programme, "inspect")).content.decode()
    assert "Carl (carl@example.org)" in text
    assert "Carl (0170 1)" in text
    assert "Carl (0170 1)" in desk.get(address(programme, "person", who("Mia").pk)).content.decode()


def test_who_said_nothing_has_no_percentage(desk, programme):
    TandemPerson.objects.filter(name="Berta").update(week=0)
    who("Berta").topics.clear()
    [ali, *_others] = suggestions(Standing(programme, TODAY))
    assert (ali.suggested.for_mentee, ali.suggested.for_mentor) == (0, None)
    assert (
        "0 % für Ali, für Berta nichts gesagt"
        in desk.get(address(programme, "inspect")).content.decode()
    )


def test_nobody_gets_more_than_agreed(programme):
    programme.most_at_a_time = 1
    programme.save()
    paired("Berta", "Ali")
    with pytest.raises(TandemError) as caught:
        paired("Berta", "Mia")
    assert caught.value.code == Code.FULL
    with pytest.raises(TandemError) as caught:
        paired("Carl", "Ali")
    assert caught.value.code == Code.NOT_WAITING
    mia = who("Mia")
    for wrong in ({"mentor": who("Berta"), "mentee": mia}, {"mentor": mia, "mentee": who("Ali")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tandem.objects.create(place=0, started_on=TODAY, **wrong)


def test_the_programme_caps_what_somebody_offers(programme):
    """Berta would take five, the programme allows two."""
    paired("Berta", "Ali")
    paired("Berta", "Mia")
    assert Standing(programme, TODAY).free_of(who("Berta")) == 0
    with pytest.raises(TandemError) as caught:
        paired("Berta", "Tom")
    assert caught.value.code == Code.FULL


def test_who_pauses_or_stands_on_the_same_side_is_not_paired(programme):
    TandemPerson.objects.filter(name="Carl").update(is_resting=True)
    assert suggested(programme)["Mia"] is None
    for mentor, mentee in (("Carl", "Mia"), ("Ali", "Mia"), ("Berta", "Carl")):
        with pytest.raises(TandemError) as caught:
            paired(mentor, mentee)
        assert caught.value.code == Code.NOT_WAITING


def test_overload_is_seen_across_programmes(programme):
    other = TandemProgramme.objects.create(
        municipality=programme.municipality, title="Ausbildungspaten"
    )
    mentor = person(other, TandemRole.MENTOR, "Carla", email="carl@example.org")
    mentee = person(other, TandemRole.MENTEE, "Kim")
    services.pair(mentor=mentor, mentee=mentee, today=TODAY)
    assert Standing(programme, TODAY).overloaded == []
    paired("Carl", "Mia")
    assert Standing(programme, TODAY).overloaded == [who("Carl")]


def test_each_is_asked_once_after_each_of_the_weeks(programme):
    tandem = paired()
    assert due.ask_how_it_goes(noon(TODAY + dt.timedelta(days=13))) == 0
    two_weeks = noon(TODAY + dt.timedelta(weeks=2))
    assert due.ask_how_it_goes(two_weeks.replace(hour=3)) == 0
    assert due.ask_how_it_goes(two_weeks) == 2
    assert due.ask_how_it_goes(two_weeks + dt.timedelta(minutes=1)) == 0
    assert len(mails_to("Ali")) == 2
    # The clock stood still for long: the last question is asked, not all of them.
    assert due.ask_how_it_goes(noon(TODAY + dt.timedelta(weeks=60))) == 2
    assert set(tandem.check_ins.values_list("week", flat=True)) == {0, 2, 6}


def test_weeks_that_come_in_later_are_not_asked_afterwards(programme):
    paired()
    due.ask_how_it_goes(noon(TODAY + dt.timedelta(weeks=6)))
    programme.check_in_weeks = "2, 4, 6, 90"
    programme.save()
    assert due.ask_how_it_goes(noon(TODAY + dt.timedelta(weeks=7))) == 0


@pytest.mark.parametrize("answer", CheckInAnswer.values)
def test_one_click_answers_and_the_desk_hears_where_it_is_needed(
    client, programme, coordinator, answer
):
    tandem = paired()
    due.ask_how_it_goes(noon(TODAY + dt.timedelta(weeks=2)))
    page = follow(client, "Ali")
    here = page.redirect_chain[-1][0]
    for _twice in range(2):
        client.post(here, {"answer": answer})
    check_in = TandemCheckIn.objects.get(week=2, person__name="Ali")
    assert check_in.answer == answer
    needed = answer != CheckInAnswer.GOING_WELL
    told = Email.objects.filter(to__contains=coordinator.email)
    assert len(told) == needed
    standing = Standing(programme, TODAY)
    assert [one.pk for one in standing.tasks] == [check_in.pk] * needed
    if needed:
        assert "Ali" not in told[0].message
        services.settle(tandem=tandem)
        assert not Standing(programme, TODAY).tasks


def test_nonsense_is_no_answer(client, programme):
    paired()
    here = follow(client, "Ali").redirect_chain[-1][0]
    client.post(here, {"answer": "egal"})
    assert not TandemCheckIn.objects.exclude(answer="").exists()


def test_a_good_ending_thanks_both_and_closes_the_links(client, programme):
    tandem = paired()
    volunteer = VolunteerFactory(name="Berta", email="berta@example.org", user=UserFactory())
    TandemPerson.objects.filter(name="Berta").update(volunteer=volunteer)
    here = follow(client, "Ali").redirect_chain[-1][0]
    services.end_tandem(tandem=Tandem.objects.get(), on=TODAY, today=TODAY, mentor_goes_on=True)
    for name in ("Berta", "Ali"):
        [_introduction, thanks] = mails_to(name)
        # The programme's words are for mentors.
        assert ("Sie haben viel bewegt." in thanks.message) == (name == "Berta")
        assert ("Danke für Ihr Vertrauen" in thanks.message) == (name == "Ali")
        assert (reverse("certificates:list") in thanks.message) == (name == "Berta")
    assert who("Ali").left_on == TODAY
    assert who("Berta").left_on is None
    assert client.get(here).status_code == 410
    with pytest.raises(TandemError) as caught:
        services.end_tandem(tandem=tandem, on=TODAY, today=TODAY)
    assert caught.value.code == Code.ENDED
    with pytest.raises(TandemError) as caught:
        services.answer(check_in=TandemCheckIn.objects.first(), answer=CheckInAnswer.GOING_WELL)
    assert caught.value.code == Code.ENDED


def test_it_ends_between_its_first_day_and_today(programme):
    tandem = paired()
    for day in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        with pytest.raises(TandemError) as caught:
            services.end_tandem(tandem=tandem, on=day, today=TODAY)
        assert caught.value.code == Code.WRONG_DAY


def test_a_mentor_with_another_tandem_stays(programme):
    tandem = paired("Berta", "Ali")
    paired("Berta", "Mia")
    services.end_tandem(tandem=tandem, on=TODAY, today=TODAY)
    assert who("Berta").left_on is None


def test_what_has_ended_is_erased_and_counted_when_time_has_come(programme):
    tandem = paired()
    services.end_tandem(tandem=tandem, on=TODAY, today=TODAY, mentor_goes_on=True)
    last = TODAY + dt.timedelta(days=programme.kept_days)
    assert services.erase_ended(noon(last)) == 0
    assert services.erase_ended(noon(last + dt.timedelta(days=1))) == 1
    assert not Tandem.objects.exists()
    assert not TandemPerson.objects.filter(name="Ali").exists()
    assert TandemPerson.objects.filter(name="Berta").exists()
    programme.refresh_from_db()
    assert programme.ended_counted == 1


def test_who_asks_is_erased_at_once_but_not_out_of_a_tandem(programme):
    tandem = paired()
    with pytest.raises(TandemError) as caught:
        services.erase_person(person=who("Ali"))
    assert caught.value.code == Code.HAS_TANDEM
    services.end_tandem(tandem=tandem, on=TODAY, today=TODAY)
    services.erase_person(person=who("Ali"))
    assert not Tandem.objects.exists()
    programme.refresh_from_db()
    assert programme.ended_counted == 1


def test_letters_are_tagged_and_name_the_other(programme):
    reader = PdfReader(BytesIO(letters_pdf(paired(), programme, day=TODAY)))
    first, second = (page.extract_text() for page in reader.pages)
    assert "Guten Tag Berta" in first
    assert "ali@example.org" in first
    assert "Guten Tag Ali" not in second
    assert "dieser Brief ist für Ali, bei einem Kind für die Eltern" in second
    assert "berta@example.org" in second
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_coordinator_does_it_all_on_the_screens(desk, luenen):
    town = luenen.municipality
    desk.post(
        reverse("tandems_admin:add"),
        {
            "municipality": town.pk,
            "title": "Sprachpaten",
            "check_in_weeks": "2",
            "most_at_a_time": 2,
            "kept_days": 90,
            "topics-TOTAL_FORMS": 1,
            "topics-INITIAL_FORMS": 0,
            "topics-0-label": "Deutsch",
        },
    )
    programme = TandemProgramme.objects.get(title="Sprachpaten")
    topic = programme.topics.get()
    facts = {"agreed_on": "2026-11-01", "topics": [topic.pk], "times": ["di-nachmittags"]}
    for side, name in (("begleitend", "Ina"), ("begleitet", "Omar")):
        answer = desk.post(
            address(programme, "add_person", side),
            {**facts, "name": name, "email": f"{name.lower()}@example.org", "most_at_a_time": 2},
        )
        assert answer.status_code == 302
    assert who("Ina").week == TUESDAY
    answer = desk.post(address(programme, "add_person", "begleitet"), {**facts, "name": "Ohne"})
    assert answer.status_code == 422
    omar, ina = who("Omar"), who("Ina")
    desk.post(address(programme, "pair"), {f"mentor-{omar.pk}": ina.pk})
    assert not Tandem.objects.exists()
    desk.post(address(programme, "pair"), {"together": omar.pk, f"mentor-{omar.pk}": ina.pk})
    tandem = Tandem.objects.get()
    assert desk.get(address(programme, "letter", tandem.pk)).status_code == 200
    services.answer(check_in=tandem.check_ins.first(), answer=CheckInAnswer.PLEASE_CALL)
    page = desk.get(address(programme, "inspect"))
    assert len(page.context["standing"].tasks) == 1
    desk.post(address(programme, "tandem", tandem.pk), {"settle": "1"})
    assert not desk.get(address(programme, "inspect")).context["standing"].tasks
    desk.post(address(programme, "tandem", tandem.pk), {"on": timezone.localdate().isoformat()})
    tandem.refresh_from_db()
    assert tandem.ended_on == timezone.localdate()
    assert desk.get(address(programme, "tandem", tandem.pk)).status_code == 200
    desk.get(address(programme, "person", ina.pk))


def test_who_is_known_is_linked(desk, programme):
    known = VolunteerFactory(name="Berta", email="Berta@example.org")
    berta = who("Berta")
    desk.post(
        address(programme, "person", berta.pk),
        {
            "name": "Berta",
            "email": "berta@example.org",
            "agreed_on": "2026-11-01",
            "most_at_a_time": 1,
        },
    )
    berta.refresh_from_db()
    assert berta.volunteer == known
    assert berta.week == 0


def test_another_towns_programme_is_not_there(desk, programme, selm):
    programme.municipality = selm.municipality
    programme.save()
    tandem = paired()
    for name, *args in (("inspect",), ("tandem", tandem.pk), ("person", who("Ali").pk)):
        assert desk.get(address(programme, name, *args)).status_code == 404
    assert desk.post(address(programme, "pair")).status_code == 404


def test_people_of_another_programme_are_not_there(desk, programme):
    other = TandemProgramme.objects.create(municipality=programme.municipality, title="Andere")
    tandem = paired()
    assert desk.get(address(other, "person", who("Ali").pk)).status_code == 404
    assert desk.get(address(other, "tandem", tandem.pk)).status_code == 404
    assert desk.get(address(other, "letter", tandem.pk)).status_code == 404
    desk.post(
        address(other, "pair"),
        {"together": who("Mia").pk, f"mentor-{who('Mia').pk}": who("Carl").pk},
    )
    assert Tandem.objects.count() == 1


def test_the_screen_asks_the_same_however_many_there_are(desk, programme):
    paired()
    desk.get(address(programme, "inspect"))
    with CaptureQueriesContext(connection) as few:
        desk.get(address(programme, "inspect"))
    for number in range(8):
        person(programme, TandemRole.MENTEE, f"Kind{number}", topics=["Mathe"])
        person(programme, TandemRole.MENTOR, f"Patin{number}", topics=["Mathe"])
    for number in range(4):
        paired(f"Patin{number}", f"Kind{number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(address(programme, "inspect"))
    assert len(asked_of_pages(few)) == len(asked_of_pages(many))
