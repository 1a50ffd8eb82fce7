"""Applying in steps: what is asked, what is refused, and who gets where."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from accounts.models import Volunteer
from core import forms as core_forms
from core.links import make_link
from ehrenamtskarte.applications.links import CARD_APPLICATION
from ehrenamtskarte.enums import AttestationState
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import CardApplication
from engagement.enums import HoursState
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory
from tests.engagement.factories import EngagementFactory, HoursEntryFactory
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

PERSON = {
    "first_name": "Jörg",
    "last_name": "Müller",
    "born_on": "24.12.1957",
    "street": "Marktweg 1",
    "postcode": "44532",
    "city": "Lünen",
    "email": "joerg@example.org",
    "phone": "",
}
WORK = {
    "organisation_name": "Chor am Kanal",
    "role": "Notenwart",
    "since": "01.03.2015",
    "hours_per_week": "4,5",
    "hours_per_year": "",
    "contact_name": "Vera Vorstand",
    "contact_email": "vera@chor.example",
}


@pytest.fixture
def patient(monkeypatch):
    """Tests fill in forms faster than people."""
    monkeypatch.setattr(core_forms, "FASTEST_PERSON", -1)


def first_step(client: Client, **changes: str):
    address = reverse("card_applications:start")
    shown = client.get(address).context["form"]
    hidden = {"shown": shown["shown"].value()} if "shown" in shown.fields else {}
    return client.post(address, PERSON | hidden | changes)


@pytest.fixture
def begun(luenen, selm, patient, client):
    """A browser in which somebody without an account has done the first step."""
    first_step(client)
    return CardApplication.objects.get()


def step(name: str, application: CardApplication, **arguments: int) -> str:
    return reverse(f"card_applications:{name}", kwargs={"pk": application.pk} | arguments)


def test_the_whole_way_without_an_account(begun, client):
    answer = client.post(step("town", begun), {"card_type": "0"})
    assert answer.url == step("works", begun)
    answer = client.post(step("add_named", begun), WORK)
    assert answer.url == step("works", begun)
    client.post(step("questions", begun), {"pay": "nothing", "note": ""})
    page = client.get(step("send", begun))
    assert "Art. 6" in page.content.decode()
    assert client.post(step("send", begun)).url == step("page", begun)
    begun.refresh_from_db()
    assert begun.state == State.UNCONFIRMED
    assert begun.municipality.name == "Lünen"
    assert begun.search_name == "mueller joerg"
    # The same browser has proved nothing and can't confirm.
    assert not client.get(step("page", begun)).context.get("standing")
    client.post(step("confirm", begun))
    begun.refresh_from_db()
    assert begun.state == State.UNCONFIRMED

    mailbox = Client()
    link = make_link(CARD_APPLICATION, begun, email=begun.email)
    assert mailbox.get(link, follow=True).context["application"] == begun
    mailbox.post(step("confirm", begun))
    begun.refresh_from_db()
    assert begun.state == State.ATTESTING
    assert begun.attestations.get().hours_per_week == dt.timedelta(hours=4.5).seconds / 3600
    assert Email.objects.filter(to="vera@chor.example").count() == 1
    # From now on the browser that it was begun in needs the link, too.
    assert client.get(step("page", begun)).status_code == 404


def test_the_link_of_the_draft_leads_back_to_the_next_step(begun):
    link = make_link(CARD_APPLICATION, begun, email=begun.email)
    client = Client()
    answer = client.get(link, follow=True)
    assert answer.redirect_chain[-1][0] == step("town", begun)
    client.post(step("town", begun), {"card_type": "0"})
    client.post(step("add_named", begun), WORK)
    client.post(step("questions", begun), {"pay": "nothing"})
    client.post(step("send", begun))
    begun.refresh_from_db()
    assert begun.state == State.ATTESTING  # whoever opened the link has proved the mailbox


def test_an_address_that_is_changed_closes_the_links_of_the_old_one(begun, client):
    old = Client()
    old.get(make_link(CARD_APPLICATION, begun, email=begun.email))
    assert old.get(step("person", begun)).status_code == 200
    client.post(step("person", begun), PERSON | {"email": "neu@example.org"})
    assert old.get(step("person", begun)).status_code == 404
    assert Email.objects.filter(to="neu@example.org").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("born_on", "31.02.1980"),
        ("born_on", "01.01.1850"),
        ("born_on", "01.01.2999"),
        ("postcode", "00000"),
        ("postcode", "4453"),
        ("postcode", "445321"),
        ("email", "joerg(at)example.org"),
        ("first_name", "…"),
        ("last_name", ""),
    ],
)
def test_what_can_not_be_is_said_beside_the_field_and_keeps_the_rest(
    luenen, patient, client, field, value
):
    answer = first_step(client, **{field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert "Marktweg 1" in answer.content.decode()
    assert not CardApplication.objects.exists()


def test_a_year_in_two_digits_is_of_the_last_century(luenen, patient, client):
    first_step(client, born_on="24.12.57")
    assert CardApplication.objects.get().born_on == dt.date(1957, 12, 24)


def test_a_machine_leaves_nothing(luenen, patient, client):
    assert first_step(client, website="http://spam.example").status_code == 302
    assert not CardApplication.objects.exists()
    assert not Email.objects.exists()


def test_whoever_lives_elsewhere_chooses_a_town_that_lets_them(luenen, selm, patient, client):
    first_step(client, postcode="44339", city="Dortmund")
    application = CardApplication.objects.get()
    form = client.get(step("town", application)).context["form"]
    towns = list(form.fields["town"].queryset) if "town" in form.fields else []
    assert luenen.municipality in towns
    answer = client.post(step("town", application), {"card_type": "0"})
    assert answer.context["form"].errors["town"]
    client.post(step("town", application), {"card_type": "0", "town": luenen.municipality.pk})
    application.refresh_from_db()
    assert (application.municipality, application.is_active_in_town) == (luenen.municipality, True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hours_per_week": ""}, "hours_per_week"),
        ({"hours_per_week": "168"}, "hours_per_week"),
        ({"hours_per_week": "viel"}, "hours_per_week"),
        ({"since": "01.01.2999"}, "since"),
        ({"contact_email": ""}, "contact_email"),
        ({"contact_email": PERSON["email"].upper()}, "contact_email"),
        ({"organisation_name": ""}, "organisation_name"),
    ],
)
def test_an_organisation_needs_hours_and_somebody_else_to_ask(begun, client, change, field):
    client.post(step("town", begun), {"card_type": "0"})
    answer = client.post(step("add_named", begun), WORK | change)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not begun.attestations.exists()


def test_a_proof_stands_in_for_somebody_to_ask(begun, client):
    client.post(step("town", begun), {"card_type": "0"})
    proof = SimpleUploadedFile("Brief.pdf", b"%PDF-1.4\n1 0 obj\nstartxref\n0\n%%EOF")
    client.post(step("add_named", begun), WORK | {"contact_email": "", "proof": proof})
    attestation = begun.attestations.get()
    assert attestation.state == AttestationState.PROVEN
    assert attestation.proofs.get().name == "Brief.pdf"
    # Taken away again, there is nobody left to ask.
    client.post(step("no_proof", begun, proof=attestation.proofs.get().pk))
    assert client.get(step("works", begun)).context["incomplete"]


def test_five_organisations_are_enough(begun, client):
    client.post(step("town", begun), {"card_type": "0"})
    AttestationFactory.create_batch(5, application=begun, state=AttestationState.OPEN)
    client.post(step("add_named", begun), WORK)
    assert begun.attestations.count() == 5


def test_a_registered_organisation_needs_no_contact(begun, client):
    client.post(step("town", begun), {"card_type": "0"})
    organisation = OrganisationFactory(name="Tafel Lünen")
    found = client.get(step("find", begun), {"q": "tafel"})
    address = step("add", begun, organisation=organisation.pk)
    assert address in found.content.decode()
    assert "contact_email" not in client.get(address).context["form"].fields
    client.post(address, {"role": "Fahrer", "since": "2020-01-01", "hours_per_week": "5"})
    assert begun.attestations.get().organisation == organisation


def test_an_organisation_that_somebody_only_named_is_found_by_nobody(begun, client):
    OrganisationFactory(name="Geheimer Kreis", state="known", email="")
    assert "Geheimer Kreis" not in client.get(step("find", begun), {"q": "geheim"}).content.decode()


def test_with_an_account_confirmed_hours_need_not_be_confirmed_again(luenen, selm, client):
    user = UserFactory(first_name="Jörg", last_name="Müller")
    volunteer = Volunteer.objects.create(user=user, name="Jörg Müller", email=user.email)
    engagement = EngagementFactory(volunteer=volunteer, since=dt.date(2020, 1, 1))
    today = dt.date.today()
    for days in range(30):
        HoursEntryFactory(
            engagement=engagement,
            worked_on=today - dt.timedelta(days=days),
            hours=8,
            state=HoursState.CONFIRMED,
        )
    client.force_login(user)
    first_step(client)
    application = CardApplication.objects.get()
    assert application.volunteer == volunteer
    attestation = application.attestations.get()
    assert (attestation.state, attestation.hours_per_year) == (AttestationState.KNOWN, 240)
    client.post(step("town", application), {"card_type": "0"})
    client.post(step("questions", application), {"pay": "nothing"})
    client.post(step("send", application))
    application.refresh_from_db()
    assert application.state == State.READY  # nobody had to be asked


def test_changed_hours_are_for_the_organisation_to_confirm(luenen, selm, client):
    user = UserFactory(first_name="Jörg", last_name="Müller")
    volunteer = Volunteer.objects.create(user=user, name="Jörg Müller", email=user.email)
    application = CardApplicationFactory(
        state=State.DRAFT, municipality=luenen.municipality, volunteer=volunteer, email=user.email
    )
    engagement = EngagementFactory(volunteer=volunteer)
    attestation = AttestationFactory(
        application=application,
        organisation=engagement.organisation,
        engagement=engagement,
        hours_per_week=None,
        hours_per_year=240,
        contact_email="",
        state=AttestationState.KNOWN,
    )
    client.force_login(user)
    address = step("change", application, attestation=attestation.pk)
    given = {"role": attestation.role, "since": "2015-01-01", "hours_per_year": "240"}
    client.post(address, given)
    attestation.refresh_from_db()
    assert attestation.state == AttestationState.KNOWN
    client.post(address, given | {"hours_per_year": "400"})
    attestation.refresh_from_db()
    assert (attestation.state, attestation.engagement) == (AttestationState.OPEN, None)


def test_somebody_elses_application_is_not_there(begun, client):
    stranger = Client()
    assert stranger.get(step("page", begun)).status_code == 404
    stranger.force_login(UserFactory())
    for name in ("page", "person", "send", "withdraw"):
        assert stranger.get(step(name, begun)).status_code == 404


def test_another_applications_organisations_are_not_there(begun, client):
    client.post(step("town", begun), {"card_type": "0"})
    begun.refresh_from_db()
    strange = AttestationFactory(
        application=CardApplicationFactory(municipality=begun.municipality),
        state=AttestationState.OPEN,
    )
    for name in ("change", "contact", "proof"):
        address = step(name, begun, attestation=strange.pk)
        assert client.get(address).status_code == 404
    assert client.post(step("remove", begun, attestation=strange.pk)).status_code == 404
