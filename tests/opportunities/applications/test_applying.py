"""The citizen's pages: apply, confirm, see how things stand, answer, withdraw."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from core.mail import send_outbox
from opportunities.applications import services
from opportunities.enums import ApplicationState, BookingState
from opportunities.models import Application, Intake, OpportunityPage
from tests.factories import ApplicationFactory, UserFactory, VolunteerFactory


@pytest.fixture(autouse=True)
def _people_take_their_time(monkeypatch):
    monkeypatch.setattr("core.forms.FASTEST_PERSON", -1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def person(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def address(offer):
    return reverse("applications:apply", args=[offer.pk])


def send(person, offer, **more):
    """Send the form as a person would: as it came, filled in."""
    html = person.get(address(offer)).content.decode()
    shown = re.search(r'name="shown" value="([^"]+)"', html)[1]
    facts = {"name": "Erika Muster", "email": "erika@example.org", "of_age": "yes"}
    return person.post(address(offer), {"shown": shown, **facts, **more}, follow=True)


def open_mail(person, to="erika@example.org"):
    """Follow the link of the newest mail to somebody."""
    send_outbox.call()
    newest = next(one for one in reversed(mail.outbox) if one.to == [to])
    return person.get("/l/" + re.search(r"/l/(\S+)", newest.body)[1], follow=True)


def press(person, page, action, **data):
    return person.post(page.request["PATH_INFO"] + action, data, follow=True)


def test_from_the_form_to_the_status_without_account(person, offer):
    response = send(person, offer, message="Ich koche gern.")
    assert "erika@example.org" in response.content.decode()
    page = open_mail(person)
    assert page.context["needs_confirmation"]
    for _click in range(2):
        page = press(person, page, "bestaetigen/") if _click == 0 else page
    application = Application.objects.get()
    assert application.state == ApplicationState.SENT
    assert page.context["standing"].tone == "success"
    page = person.post(page.request["PATH_INFO"] + "zurueckziehen/", {"note": "Krank"}, follow=True)
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert application.events.last().note == "Krank"
    # What is over can't be done again, and that is said.
    page = person.post(page.request["PATH_INFO"] + "zurueckziehen/", follow=True)
    assert application.events.count() == 2


def test_the_mail_can_be_sent_again_but_not_without_end(person, offer):
    page = send(person, offer)
    for _click in range(5):
        page = person.post(reverse("applications:resend", args=[offer.pk]), follow=True)
    send_outbox.call()
    assert len([one for one in mail.outbox if one.to == ["erika@example.org"]]) == 4
    assert not page.context["can_resend"]
    assert open_mail(person).context["needs_confirmation"]


def test_with_an_account_nothing_has_to_be_confirmed(person, offer):
    user = UserFactory(first_name="Kim", last_name="Muster")
    person.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    form = person.get(address(offer)).context["form"]
    assert form["name"].initial == "Kim Muster"
    assert "email" not in form.fields
    page = send(person, offer, name="Kim Muster")
    application = Application.objects.get()
    assert application.state == ApplicationState.SENT
    assert page.request["PATH_INFO"] == reverse("applications:page", args=[application.pk])
    listed = person.get(reverse("applications:own"))
    assert listed.context["running"] == [application]
    assert offer.title in person.get(reverse("account_home")).content.decode()
    # A second time leads to the first.
    again = person.get(address(offer), follow=True)
    assert again.request["PATH_INFO"] == page.request["PATH_INFO"]


@pytest.mark.parametrize(("age", "answer"), [(15, "no"), (17, "yes")])
def test_whose_date_of_birth_is_known_finds_the_answer_filled_in(person, offer, age, answer):
    user = UserFactory(first_name="Kim", last_name="Muster")
    born_on = timezone.localdate().replace(year=timezone.localdate().year - age, day=1)
    VolunteerFactory(user=user, name="Kim Muster", born_on=born_on)
    person.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    form = person.get(address(offer)).context["form"]
    assert form["of_age"].initial == answer
    assert form["born_on"].initial == (born_on if answer == "no" else "")


def test_by_telephone_only_there_is_no_page_and_no_mail(person, offer):
    response = send(person, offer, email="", phone="02306 12345")
    assert Application.objects.get().state == ApplicationState.SENT
    assert "call" in response.content.decode()
    send_outbox.call()
    assert not [one for one in mail.outbox if "erika" in str(one.to)]


WRONG = {
    "name": ({"name": " "}, {"name"}),
    "neither e-mail nor telephone": ({"email": ""}, {"email"}),
    "e-mail": ({"email": "erika"}, {"email"}),
    "telephone": ({"phone": "12"}, {"phone"}),
    "no answer to the age": ({"of_age": ""}, {"of_age"}),
    "no date of birth": ({"of_age": "no"}, {"born_on"}),
    "no such day": ({"of_age": "no", "born_on": "31.02.2012"}, {"born_on"}),
    "in the future": ({"of_age": "no", "born_on": "01.01.2999"}, {"born_on"}),
    "no parent": ({"of_age": "no", "born_on": "{young}"}, {"guardian_name", "guardian_email"}),
    "the own address": (
        {
            "of_age": "no",
            "born_on": "{young}",
            "guardian_name": "Alex",
            "guardian_email": "Erika@example.org",
        },
        {"guardian_email"},
    ),
    "a parent's address": (
        {"of_age": "no", "born_on": "{young}", "guardian_name": "A", "guardian_email": "a@"},
        {"guardian_email"},
    ),
    "too long": ({"message": "x" * 2001}, {"message"}),
    "no date": ({"dates": []}, {"dates"}),
    "no such date": ({"dates": ["00000000-0000-0000-0000-000000000000"]}, {"dates"}),
    "not even a key": ({"dates": ["x"]}, {"dates"}),
    "no number": ({"people": "viele"}, {"people"}),
    "nobody": ({"people": "0"}, {"people"}),
    "group too small": ({"people": "2"}, {"people"}),
    "more than there are places": ({"people": "9"}, {"people"}),
    "zero byte": ({"name": "E\x00"}, {"name"}),
}


@pytest.mark.parametrize(("sent", "fields"), WRONG.values(), ids=WRONG)
def test_bad_input_is_said_beside_the_field_and_changes_nothing(person, dated, sent, fields):
    OpportunityPage.objects.filter(pk=dated.pk).update(
        suits_groups=True, smallest_group=3, largest_group=10, places_wanted=8
    )
    young = f"01.01.{timezone.localdate().year - 13}"
    sent = {
        name: value.format(young=young) if isinstance(value, str) else value
        for name, value in sent.items()
    }
    any_number = dated.dates.get(places=None)
    good = {"dates": [str(any_number.key)], "people": "1", "phone": "02306 1234"}
    if sent.get("email") == "":
        good["phone"] = ""
    response = send(person, dated, **{**good, "message": "Bleibt stehen", **sent})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == fields
    if "message" not in sent:
        assert "Bleibt stehen" in response.content.decode()
    assert not Application.objects.exists()


def test_machines_get_thanks_and_the_hasty_are_asked_again(person, offer, monkeypatch):
    response = send(person, offer, website="https://spam.example")
    assert "erika@example.org" in response.content.decode()
    monkeypatch.setattr("core.forms.FASTEST_PERSON", 60)
    response = send(person, offer)
    assert response.status_code == 422
    assert "Erika Muster" in response.content.decode()
    assert not Application.objects.exists()


def test_parents_agree_by_a_button_in_their_mail(person, client, offer):
    send(
        person,
        offer,
        of_age="no",
        born_on=f"1.1.{timezone.localdate().year - 13}",
        guardian_name="Alex Muster",
        guardian_email="alex@example.org",
    )
    press(person, open_mail(person), "bestaetigen/")
    assert Application.objects.get().state == ApplicationState.CONSENT
    page = open_mail(client, "alex@example.org")
    assert Application.objects.get().state == ApplicationState.CONSENT  # opening does nothing
    page = press(client, page, "", yes="1")
    assert page.context["answer"] == "yes"
    assert Application.objects.get().state == ApplicationState.SENT
    # A second press, even of the other button, changes nothing.
    press(client, page, "", no="1")
    assert Application.objects.get().state == ApplicationState.SENT


def test_the_button_says_what_one_gets(person, offer):
    def text():
        return person.get(OpportunityPage.objects.get(pk=offer.pk).url).content.decode()

    assert address(offer) in text()
    for _ in range(2):
        ApplicationFactory(opportunity=offer)
    assert "waiting list" in text()
    assert "waiting list" in person.get(address(offer)).content.decode()
    Intake.objects.filter(opportunity=offer).update(paused_at=timezone.now())
    OpportunityPage.objects.get(pk=offer.pk).save()
    assert address(offer) not in text()
    assert person.get(address(offer)).status_code == 302


def test_what_is_not_public_takes_nobody(person, organisation):
    from tests.factories import OpportunityPageFactory

    draft = OpportunityPageFactory(parent=organisation, published=False)
    assert person.get(address(draft)).status_code == 404
    assert person.get("/angebote/999999999/bewerben/").status_code == 404


def test_a_place_that_became_free_is_answered_on_the_page(person, offer):
    first, _second = (ApplicationFactory(opportunity=offer) for _ in range(2))
    waiting = ApplicationFactory(
        opportunity=offer, volunteer=VolunteerFactory(email="erika@example.org")
    )
    services.withdraw(application=first)
    page = open_mail(person)
    booking = waiting.bookings.get()
    assert page.context["offered"] == [booking]
    assert "You are on the waiting list" not in page.content.decode()
    stranger = ApplicationFactory(opportunity=offer).bookings.get()
    assert press(person, page, f"platz/{stranger.pk}/", answer="yes").status_code == 404
    press(person, page, f"platz/{booking.pk}/", answer="yes")
    booking.refresh_from_db()
    assert booking.state == BookingState.HELD


def test_other_dates_are_chosen_on_the_page(person, dated):
    one, two, three = dated.dates.order_by("takes_place_on")
    ApplicationFactory(
        opportunity=dated, dates=[one.key], volunteer=VolunteerFactory(email="erika@example.org")
    )
    application = Application.objects.get()
    from opportunities.applications.mails import send_receipt

    send_receipt(application)
    page = open_mail(person)
    assert page.context["can_choose_dates"]
    empty = press(person, page, "termine/")
    assert empty.status_code == 422
    press(person, page, "termine/", dates=[str(two.key), str(three.key)])
    held = application.bookings.filter(slot__isnull=False, state=BookingState.HELD)
    assert [booking.slot for booking in held] == [two.key, three.key]


def test_everywhere_full_right_after_the_last_sign_up(person, offer):
    """Page, list, map, feed and API, without waiting for anything."""
    OpportunityPage.objects.filter(pk=offer.pk).update(places_wanted=1, latitude=None)
    api = reverse("api:opportunity", args=[offer.pk])
    wanting = reverse("api:opportunities") + "?freie_plaetze=1"
    assert person.get(api).json()["places_left"] == 1
    assert "1 person" in person.get(offer.url).content.decode()
    application = ApplicationFactory(opportunity=offer, state=ApplicationState.UNCONFIRMED)
    services.confirm_application(application=application)
    assert person.get(api).json()["places_left"] == 0
    assert person.get(api).json()["state"] == "full"
    assert "All places are taken" in person.get(offer.url).content.decode()
    found = person.get(wanting).json()
    assert offer.pk not in [one["key"] for one in found.get("opportunities", [])]


def test_before_it_is_sent_nobody_is_told_of_a_waiting_list(person, dated):
    send(person, dated, dates=[str(dated.dates.first().key)])
    page = open_mail(person)
    assert page.context["needs_confirmation"]
    assert "waiting list" not in page.content.decode()
