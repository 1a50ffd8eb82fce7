"""What a coordinator finds who tries everything out."""

import datetime as dt
from io import BytesIO

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from pypdf import PdfReader

from core.models import SpokenLanguage
from matching.enums import CheckInAnswer
from matching.models import Tandem, TandemCheckIn, TandemPerson, TandemProgramme
from matching.tandems import due, services
from matching.tandems.errors import TandemError
from matching.tandems.letter import letters_pdf
from matching.tandems.standing import Standing, last_answers
from matching.tandems.suggesting import suggestions
from tests.matching.tandems.pairs import (
    TODAY,
    address,
    follow,
    mails_to,
    noon,
    paired,
    who,
)

pytestmark = pytest.mark.django_db
Code = TandemError.Code


def without_mail(*names):
    TandemPerson.objects.filter(name__in=names).update(email="")


def shown(response):
    return " ".join(response.content.decode().split())


def bring(desk, programme, **mentors):
    """Tick people and press the button: `Ali="Berta"`."""
    chosen = {
        f"mentor-{who(mentee).pk}": who(mentor).pk if mentor else ""
        for mentee, mentor in mentors.items()
    }
    ticked = {"together": [who(mentee).pk for mentee in mentors]}
    return desk.post(address(programme, "pair"), {**ticked, **chosen}, follow=True)


def end(desk, programme, tandem, **chosen):
    return desk.post(
        address(programme, "tandem", tandem.pk),
        {"on": timezone.localdate().isoformat(), **chosen},
        follow=True,
    )


def test_a_programme_with_running_tandems_is_not_deleted(desk, client, programme):
    paired("Berta", "Ali")
    paired("Carl", "Mia")
    here = address(programme, "delete")
    page = desk.get(here)
    assert "2 Tandems laufen noch mit 4 Personen: erst beenden." in shown(page)
    assert "<button" not in shown(page).partition('class="pairs"')[2]
    answer = desk.post(here)
    assert answer.status_code == 422
    assert "2 Tandems laufen noch" in shown(answer)
    with pytest.raises(TandemError) as caught:
        services.check_deletion(programme=programme)
    assert caught.value.code == Code.RUNNING
    with pytest.raises(ProtectedError):
        programme.delete()
    assert TandemPerson.objects.count() == 5
    assert follow(client, "Ali").status_code == 200


def test_what_goes_with_a_programme_is_named(desk, programme):
    services.end_tandem(tandem=paired(), on=TODAY, today=TODAY)
    here = address(programme, "delete")
    text = shown(desk.get(here))
    assert "5 Personen: Ali, Berta, Carl, Mia, Tom" in text
    assert "1 beendetes Tandem" in text
    assert "referenziert" not in text
    desk.post(here)
    assert not TandemProgramme.objects.exists()


def test_an_ended_tandem_and_its_people_are_found_until_they_are_erased(desk, programme):
    tandem = paired()
    services.end_tandem(tandem=tandem, on=TODAY, today=TODAY, mentor_goes_on=True)
    page = desk.get(address(programme, "inspect"))
    ended = page.content.decode().partition('id="beendet"')[2]
    assert address(programme, "tandem", tandem.pk) in ended
    for name in ("Berta", "Ali"):
        assert address(programme, "person", who(name).pk) in ended
    assert "31.01.2027" in ended
    assert ended.count("macht nicht weiter") == 1
    # The partner was erased, and the tandem with them.
    services.erase_person(person=who("Berta"))
    page = desk.get(address(programme, "inspect"))
    assert address(programme, "person", who("Ali").pk) in page.content.decode()


def test_a_forgotten_tick_is_corrected(desk, programme):
    services.end_tandem(tandem=paired(), on=TODAY, today=TODAY)
    ali = who("Ali")
    here = address(programme, "person", ali.pk)
    text = shown(desk.get(here))
    assert "Ali macht nicht weiter und wird nach dem 31. Januar 2027 gelöscht." in text
    desk.post(here, {"go_on": "1"})
    assert [str(one) for one in Standing(programme, TODAY).waiting] == ["Ali", "Mia", "Tom"]
    assert services.erase_ended(noon(TODAY + dt.timedelta(days=400))) == 1
    assert who("Ali").left_on is None


def test_whom_somebody_avoids_is_kept_while_that_person_leaves(desk, programme):
    mia, berta = who("Mia"), who("Berta")
    mia.avoided.add(berta)
    TandemPerson.objects.filter(pk=berta.pk).update(left_on=TODAY)
    here = address(programme, "person", mia.pk)
    form = desk.get(here).context["form"]
    assert set(form.fields["avoided"].queryset) == {berta, who("Carl")}
    facts = {"name": "Mia", "phone": "02306 12345", "agreed_on": "2026-11-01"}
    desk.post(here, {**facts, "avoided": [berta.pk]})
    assert list(mia.avoided.all()) == [berta]


def test_nobody_is_erased_without_a_question(desk, programme):
    tandem = paired()
    here = address(programme, "person", who("Ali").pk)
    text = shown(desk.get(here))
    assert "Ali hat ein Tandem. Bitte beenden Sie es erst:" in text
    assert 'name="erase"' not in text
    services.end_tandem(tandem=tandem, on=TODAY, today=TODAY)
    text = shown(desk.get(here))
    form, question = text.split("<summary>")
    assert 'name="erase"' not in form
    assert "wird endgültig gelöscht, und damit 1 beendetes Tandem." in question
    # A second click comes before the first has been answered.
    for _click in range(2):
        answer = desk.post(here, {"erase": "1"})
        assert answer.url == address(programme, "inspect")
    assert "Ali ist gelöscht." in shown(desk.get(answer.url))


def test_who_got_thanks_by_mail_and_who_needs_a_letter_is_told(desk, programme):
    without_mail("Ali")
    tandem = paired(on=timezone.localdate())
    text = shown(end(desk, programme, tandem))
    assert "Ein Dank geht per E-Mail an Berta." in text
    assert "Ali hat keine E-Mail-Adresse" in text
    assert address(programme, "letter", tandem.pk) in text
    assert "gedankt" not in text
    assert len(mails_to("Berta")) == 2
    letter = desk.get(address(programme, "letter", tandem.pk))
    assert letter.status_code == 200
    page = shown(desk.get(address(programme, "tandem", tandem.pk)))
    assert "Dankesbriefe für beide" in page


def test_letters_of_an_ended_tandem_say_thank_you(programme):
    tandem = paired()
    services.end_tandem(tandem=tandem, on=TODAY, today=TODAY)
    reader = PdfReader(BytesIO(letters_pdf(tandem, programme, day=TODAY)))
    first, second = (" ".join(page.extract_text().split()) for page in reader.pages)
    assert "Guten Tag Berta" in first
    assert "Ihr Tandem mit Ali bei „Lesepaten“ ist am 2. November 2026 zu Ende gegangen" in first
    assert "Sie haben viel bewegt." in first
    assert "Danke für Ihr Vertrauen!" in second
    assert "viel bewegt" not in second
    assert "example.org" not in first + second


def test_after_pairing_who_needs_a_letter_is_named(desk, programme):
    without_mail("Carl", "Mia")
    text = shown(bring(desk, programme, Ali="Berta", Mia="Carl"))
    assert "Jetzt Tandems: Berta + Ali, Carl + Mia." in text
    assert "Eine E-Mail geht an Berta und Ali." in text
    assert "Carl und Mia haben keine E-Mail-Adresse" in text
    assert address(programme, "letter", Tandem.objects.get(mentor__name="Carl").pk) in text


def test_whom_no_mail_reaches_is_called_and_not_said_to_have_been_asked(desk, programme):
    without_mail("Ali")
    today = timezone.localdate()
    tandem = paired(on=today - dt.timedelta(weeks=2))
    due.ask_how_it_goes(noon(today))
    here = address(programme, "tandem", tandem.pk)
    lines = {(one.person.name, one.when): one for one in desk.get(here).context["asked"]}
    assert lines["Ali", "nach 2 Wochen"].is_to_be_called
    assert lines["Ali", "zu Beginn"].check_in is None
    assert lines["Berta", "nach 2 Wochen"].check_in
    text = shown(desk.get(here))
    assert "nicht per E-Mail erreichbar: bitte anrufen" in text
    assert "Gefragt" not in text
    call = "Ali ist nicht per E-Mail erreichbar. Nach 2 Wochen: bitte anrufen"
    assert call in shown(desk.get(address(programme, "inspect")))
    answer = {"note": "1", "person": who("Ali").pk, "answer": CheckInAnswer.GOING_WELL}
    assert "Ali hat am Telefon gesagt: „Es läuft gut“" in shown(
        desk.post(here, answer, follow=True)
    )
    assert "(telefonisch)" in shown(desk.get(here))
    assert call not in shown(desk.get(address(programme, "inspect")))


def test_an_answer_on_the_telephone_is_one_of_the_answers(desk, programme, coordinator):
    tandem = paired(on=timezone.localdate())
    here = address(programme, "tandem", tandem.pk)
    answer = desk.post(here, {"note": "1", "person": who("Mia").pk, "answer": "egal"})
    assert answer.status_code == 422
    assert set(answer.context["telephone"].errors) == {"person", "answer"}
    for said in (CheckInAnswer.STOPPING, CheckInAnswer.PLEASE_CALL):
        services.note_answer(tandem=tandem, person=who("Ali"), answer=said)
    # The later answer counts, and nobody writes to the desk what it has typed itself.
    [task] = Standing(programme, TODAY).tasks
    assert (task.answer, task.by_telephone) == (CheckInAnswer.PLEASE_CALL, True)
    assert not Email.objects.filter(to__contains=coordinator.email).exists()
    services.answer(check_in=task, answer=CheckInAnswer.GOING_WELL)
    assert not TandemCheckIn.objects.get(pk=task.pk).by_telephone
    services.end_tandem(tandem=tandem, on=timezone.localdate(), today=timezone.localdate())
    with pytest.raises(TandemError) as caught:
        services.note_answer(tandem=tandem, person=who("Ali"), answer=said)
    assert caught.value.code == Code.ENDED


def test_a_second_click_is_no_error(desk, programme):
    for _click in range(2):
        text = shown(bring(desk, programme, Ali="Berta"))
        assert "Jetzt ein Tandem: Berta + Ali." in text
        assert "sucht im Moment niemanden" not in text
    assert Tandem.objects.count() == 1
    assert len(mails_to("Ali")) == 1
    text = shown(bring(desk, programme, Ali="Carl"))
    assert "Ali sucht im Moment niemanden." in text
    TandemPerson.objects.filter(name="Berta").update(most_at_a_time=1)
    assert "Berta hat keinen freien Platz mehr." in shown(bring(desk, programme, Mia="Berta"))


def test_who_was_erased_meanwhile_is_named(programme):
    carl, mia = who("Carl"), who("Mia")
    services.erase_person(person=who("Carl"))
    with pytest.raises(TandemError) as caught:
        services.pair(mentor=carl, mentee=mia, today=TODAY)
    assert str(caught.value).startswith("Carl ")


def test_whom_to_choose_is_said(desk, programme):
    assert "Bitte wählen Sie, mit wem: Tom" in shown(bring(desk, programme, Tom=""))
    answer = bring(desk, programme, Tom="", Ali="Berta")
    # An anchor would scroll past what is said at the top.
    assert "#" not in answer.redirect_chain[-1][0]
    text = shown(answer)
    assert "Bitte wählen Sie, mit wem: Tom" in text
    assert "Jetzt ein Tandem: Berta + Ali." in text


def test_each_choice_says_itself_how_well_it_fits(desk, programme):
    TandemPerson.objects.filter(name="Carl").update(most_at_a_time=2)
    text = shown(desk.get(address(programme, "inspect")))
    row = text.partition("Begleitung für Ali (ali@example.org)")[2].partition("</li>")[0]
    berta, carl = row.split("Jemand anderen wählen (1)")
    assert "checked" in berta
    assert "% für Berta" in berta
    assert "Gemeinsam: Deutsch, Dienstag nachmittags" in berta
    assert "% für Carl" in carl
    assert "Gemeinsam: Dienstag nachmittags" in carl
    assert "checked" not in carl


def test_both_last_answers_are_seen(desk, programme):
    tandem = paired()
    for name, said in (("Ali", CheckInAnswer.STOPPING), ("Berta", CheckInAnswer.GOING_WELL)):
        services.answer(check_in=tandem.check_ins.get(person__name=name), answer=said)
    [(mentor, well), (mentee, stops)] = last_answers(Standing(programme, TODAY).running[0])
    assert (mentor.name, well.answer) == ("Berta", CheckInAnswer.GOING_WELL)
    assert (mentee.name, stops.answer) == ("Ali", CheckInAnswer.STOPPING)
    text = shown(desk.get(address(programme, "inspect")))
    assert "Ali: Wir hören auf" in text
    assert "Berta: Es läuft gut" in text
    assert f"Am {timezone.localdate().day}. " in text


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("phone", "abc", "Das ist keine Telefonnummer. Sie sieht so aus: 02306 123456"),
        ("agreed_on", "01.01.1850", "Das ist mehr als zehn Jahre her."),
    ],
)
def test_nonsense_about_a_person_is_refused_beside_its_field(desk, programme, field, value, error):
    facts = {"name": "Eva", "phone": "02306 12345", "agreed_on": "01.11.2026", field: value}
    answer = desk.post(address(programme, "add_person", "begleitet"), facts)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field][0].startswith(error)
    assert not TandemPerson.objects.filter(name="Eva").exists()


def test_nobody_is_asked_after_ten_years(desk, programme):
    facts = {
        "municipality": programme.municipality.pk,
        "title": "Lesepaten",
        "check_in_weeks": "2, 500",
        "most_at_a_time": 2,
        "kept_days": 90,
        "topics-TOTAL_FORMS": 0,
        "topics-INITIAL_FORMS": 0,
    }
    answer = desk.post(address(programme, "edit"), facts)
    [error] = answer.context["form"].errors["check_in_weeks"]
    assert error == "Bitte geben Sie höchstens 156 Wochen an: Das sind drei Jahre."
    other = desk.post(reverse("tandems_admin:add"), {**facts, "title": "Andere"})
    assert "check_in_weeks" in other.context["form"].errors
    answer = desk.post(address(programme, "edit"), {**facts, "check_in_weeks": "2, 156"})
    assert answer.status_code == 302


def test_languages_are_not_taken_for_topics(desk, programme):
    german = SpokenLanguage.objects.filter(slug__in=["de", "tr"])
    who("Ali").languages.set(german)
    who("Berta").languages.set(german)
    [ali, *_others] = suggestions(Standing(programme, TODAY))
    assert ali.suggested.reason == (
        "Deutsch, beide sprechen Deutsch und Türkçe, Dienstag nachmittags"
    )
    assert "spricht Deutsch und Türkçe" in shown(desk.get(address(programme, "inspect")))
