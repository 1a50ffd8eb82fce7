import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from opportunities.counselling import services
from opportunities.counselling.errors import CounsellingError
from opportunities.counselling.suggestions import fitting_offers
from opportunities.enums import InterestState
from opportunities.models import CounsellingSlot, Interest
from tests.factories import OpportunityPageFactory, OrganisationPageFactory, UserFactory

pytestmark = pytest.mark.django_db
Code = CounsellingError.Code
FORM = {
    "municipality": "luenen",
    "name": "Ida Beispiel",
    "email": "ida@example.org",
    "wishes": "Ich lese gern vor.",
}


@pytest.fixture
def coordinator(luenen):
    return UserFactory(groups=[luenen.municipality.coordinators])


@pytest.fixture
def interest(luenen):
    found = services.register_interest(
        municipality=luenen.municipality, name="Ida Beispiel", email="ida@example.org"
    )
    services.confirm_interest(interest=found)
    return found


def slots(town, *, day=None, number=2):
    return services.offer_slots(
        municipality=town,
        day=day or timezone.localdate() + dt.timedelta(days=7),
        starts_at=dt.time(14),
        ends_at=dt.time(14 + number // 2, 30 * (number % 2)),
        minutes=30,
        place="Rathaus, Zimmer 12",
    )


def mails_to(address):
    return [one for one in Email.objects.order_by("pk") if address in one.to]


@pytest.fixture
def _patience(monkeypatch):
    """Whoever tests need not wait as long as a person reads."""
    monkeypatch.setattr("core.forms.FASTEST_PERSON", -1)


def test_the_desk_hears_of_it_only_when_the_mailbox_has_confirmed(luenen, coordinator):
    interest = services.register_interest(
        municipality=luenen.municipality, name="Ida Beispiel", email="ida@example.org"
    )
    assert interest.state == InterestState.UNCONFIRMED
    assert len(mails_to("ida@example.org")) == 1
    assert not mails_to(coordinator.email)
    services.confirm_interest(interest=interest)
    services.confirm_interest(interest=interest)
    assert interest.state == InterestState.OPEN
    assert len(mails_to(coordinator.email)) == 1


def test_who_is_signed_in_has_confirmed_already(luenen, coordinator):
    user = UserFactory()
    interest = services.register_interest(
        municipality=luenen.municipality, name="Ida Beispiel", email=user.email, user=user
    )
    assert interest.state == InterestState.OPEN
    assert interest.volunteer.user == user
    assert len(mails_to(coordinator.email)) == 1


def test_the_mail_opens_the_page_whose_button_confirms(client, luenen):
    interest = services.register_interest(
        municipality=luenen.municipality, name="Ida Beispiel", email="ida@example.org"
    )
    [message] = mails_to("ida@example.org")
    link = next(line for line in message.message.splitlines() if "/l/" in line)
    page = client.get(link.strip(), follow=True)
    assert page.context["needs_confirmation"]
    interest.refresh_from_db()
    assert interest.state == InterestState.UNCONFIRMED
    client.post(page.context["addresses"]["confirm"])
    interest.refresh_from_db()
    assert interest.state == InterestState.OPEN


def test_nobody_opens_somebody_elses_message(client, interest):
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("counselling:page", args=[interest.pk])).status_code == 404


def test_an_answer_carries_the_suggested_offers(interest, luenen, coordinator):
    offer = OpportunityPageFactory(
        parent=OrganisationPageFactory(parent=luenen.page), title="Vorlesen im Altenheim"
    )
    services.answer_interest(
        interest=interest, text="Wie wäre das?", offers=[offer], by=coordinator
    )
    assert interest.state == InterestState.ANSWERED
    text = mails_to("ida@example.org")[-1].message
    assert "Wie wäre das?" in text
    assert "Vorlesen im Altenheim" in text
    assert offer.full_url in text


def test_an_answer_says_something(interest):
    with pytest.raises(CounsellingError) as caught:
        services.answer_interest(interest=interest, text="  ")
    assert caught.value.code == Code.EMPTY


def test_offers_that_fit_the_wishes_come_first(luenen, selm):
    organisation = OrganisationPageFactory(parent=luenen.page)
    reading = OpportunityPageFactory(parent=organisation, title="Vorlesen in der Bücherei")
    driving = OpportunityPageFactory(parent=organisation, title="Fahrdienst")
    OpportunityPageFactory(
        parent=OrganisationPageFactory(parent=selm.page), title="Vorlesen in Selm"
    )
    interest = services.register_interest(
        municipality=luenen.municipality,
        name="Ida",
        email="ida@example.org",
        wishes="Ich würde gern vorlesen",
    )
    assert fitting_offers(interest) == [reading.pk, driving.pk]


def test_appointments_fill_the_time_and_never_overlap(luenen):
    made = slots(luenen.municipality, number=3)
    assert [timezone.localtime(slot.starts_at).time() for slot in made] == [
        dt.time(14),
        dt.time(14, 30),
        dt.time(15),
    ]
    with pytest.raises(CounsellingError) as caught:
        slots(luenen.municipality)
    assert caught.value.code == Code.OVERLAP
    assert CounsellingSlot.objects.count() == 3


def test_an_appointment_goes_to_one_person(interest, luenen):
    first, second = slots(luenen.municipality)
    other = services.register_interest(
        municipality=luenen.municipality, name="Jo", email="jo@example.org"
    )
    services.book_slot(interest=interest, slot=first)
    services.book_slot(interest=interest, slot=first)
    with pytest.raises(CounsellingError) as caught:
        services.book_slot(interest=other, slot=first)
    assert caught.value.code == Code.TAKEN
    services.book_slot(interest=interest, slot=second)
    assert services.free_slots(luenen.municipality, timezone.now()) == [first]
    message = mails_to("ida@example.org")[-1]
    attached = message.attachments.get()
    assert attached.name == "termin.ics"
    with attached.file.open() as file:
        assert b"BEGIN:VEVENT" in file.read()


def test_another_towns_appointment_can_not_be_taken(interest, selm):
    foreign = slots(selm.municipality)[0]
    with pytest.raises(CounsellingError) as caught:
        services.book_slot(interest=interest, slot=foreign)
    assert caught.value.code == Code.TAKEN


def test_what_is_over_can_not_be_taken(interest, luenen):
    slot = slots(luenen.municipality)[0]
    with pytest.raises(CounsellingError) as caught:
        services.book_slot(interest=interest, slot=slot, now=slot.starts_at)
    assert caught.value.code == Code.PAST


def test_a_cancelled_appointment_is_free_and_the_desk_knows(coordinator, interest, luenen):
    slot = slots(luenen.municipality)[0]
    services.book_slot(interest=interest, slot=slot)
    assert services.cancel_slot(interest=interest)
    assert not services.cancel_slot(interest=interest)
    assert slot in services.free_slots(luenen.municipality, timezone.now())
    assert len(mails_to(coordinator.email)) == 2  # that somebody wrote, and that they cancelled


def test_what_nobody_confirms_is_erased_with_the_person(luenen):
    interest = services.register_interest(
        municipality=luenen.municipality, name="Ida", email="ida@example.org"
    )
    now = timezone.now()
    assert services.erase_unconfirmed(now + dt.timedelta(days=13)) == 0
    assert services.erase_unconfirmed(now + dt.timedelta(days=15)) == 1
    assert not Interest.objects.exists()
    assert not type(interest.volunteer).objects.exists()


def test_bad_input_is_told_beside_the_field_and_kept(client, luenen):
    response = client.post(
        reverse("counselling:tell"),
        {"municipality": "atlantis", "name": "", "email": "kein-at", "wishes": "Kochen"},
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"municipality", "name", "email"}
    assert "Kochen" in response.content.decode()
    assert not Interest.objects.exists()


def signed_form(client, **changes):
    shown = client.get(reverse("counselling:tell")).context["form"]["shown"].value()
    return FORM | {"shown": shown} | changes


@pytest.mark.usefixtures("_patience")
def test_the_form_leads_to_the_mailbox(client, luenen):
    response = client.post(reverse("counselling:tell"), signed_form(client), follow=True)
    assert "ida@example.org" in response.content.decode()
    assert Interest.objects.get().wishes == FORM["wishes"]


@pytest.mark.usefixtures("_patience")
def test_a_form_that_is_sent_twice_tells_the_desk_once(client, luenen):
    filled = signed_form(client)
    for _press in range(2):
        client.post(reverse("counselling:tell"), filled)
    assert Interest.objects.count() == 1
    assert len(mails_to("ida@example.org")) == 1
    client.post(reverse("counselling:tell"), signed_form(client, wishes="Lieber kochen."))
    assert Interest.objects.count() == 2


@pytest.mark.usefixtures("_patience")
def test_machines_get_the_same_answer_and_nothing_is_kept(client, luenen):
    response = client.post(
        reverse("counselling:tell"), signed_form(client, website="x"), follow=True
    )
    assert response.status_code == 200
    assert not Interest.objects.exists()


def test_the_desk_answers_in_the_administration(client, coordinator, interest, luenen):
    offer = OpportunityPageFactory(parent=OrganisationPageFactory(parent=luenen.page))
    client.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    assert interest.volunteer.name in client.get(reverse("interests:index")).content.decode()
    case = client.get(reverse("interests:inspect", args=[interest.pk]))
    assert offer.title in case.content.decode()
    empty = client.post(reverse("interests:answer", args=[interest.pk]), {"text": ""})
    assert empty.status_code == 422
    client.post(
        reverse("interests:answer", args=[interest.pk]), {"text": "Gern!", "offers": [offer.pk]}
    )
    answer = interest.answers.get()
    assert (answer.by, list(answer.offers.all())) == (coordinator, [offer])


def test_the_desk_offers_an_afternoon_at_once(client, coordinator, luenen, selm):
    client.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    day = timezone.localdate() + dt.timedelta(days=3)
    form = {
        "municipality": luenen.municipality.pk,
        "day": day.isoformat(),
        "begin": "14:00",
        "end": "16:00",
        "minutes": "30",
        "place": "Rathaus",
    }
    address = reverse("counselling_slots:add")
    assert client.get(address).status_code == 200
    client.post(address, form | {"municipality": selm.municipality.pk})
    client.post(address, form | {"end": "13:00"})
    client.post(address, form | {"day": "2001-01-01"})
    assert not CounsellingSlot.objects.exists()
    assert client.post(address, form).status_code == 302
    assert CounsellingSlot.objects.filter(municipality=luenen.municipality).count() == 4
    response = client.post(address, form)
    assert response.status_code == 200
    assert CounsellingSlot.objects.count() == 4
