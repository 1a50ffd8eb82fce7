"""Organisations apply for many at once, and propose for the jubilee card."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from post_office.models import Email

from core.links import make_link
from core.models import SecretLink
from ehrenamtskarte.applications import asking
from ehrenamtskarte.applications import collective_table as table
from ehrenamtskarte.applications.collective_table import TableError, read_people, rows_of_text
from ehrenamtskarte.applications.collectives import propose_for_jubilee
from ehrenamtskarte.applications.links import CARD_APPLICATION
from ehrenamtskarte.enums import AttestationState, CardType
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import CardApplication, Collective
from tests.ehrenamtskarte.applications.factories import CardApplicationFactory
from tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

HEADING = ";".join(table.COLUMNS.values())
JOERG = "Jörg;Müller;24.12.1957;Marktweg 1;44532;Lünen;joerg@example.org;;Notenwart;2015-03-01;5;"
ANNA = "Anna;Weiß;01.02.1990;Am Kanal 2;44534;Lünen;;02306 1;Kasse;01.05.2019;;220"


@pytest.fixture
def member(luenen):
    organisation = OrganisationFactory(name="Chor am Kanal", municipality=luenen.municipality)
    return MembershipFactory(organisation=organisation)


@pytest.fixture
def send(member, client):
    """Sends the form; `text` or `file` is the table."""
    client.force_login(member.user)
    address = reverse("desk_cards:apply_for_many", args=[member.organisation_id])

    def post(text: str = "", *, button: str = "apply", **changes):
        data = {"card_type": "0", "table": text, "agreed": "on", "pay": "nothing", button: ""}
        return client.post(address, data | changes)

    return post


def test_a_list_is_checked_before_anything_is_handed_in(send):
    answer = send(f"{HEADING}\n{JOERG}\n{ANNA}", button="check")
    assert [row.name for row in answer.context["good"]] == ["Jörg Müller", "Anna Weiß"]
    assert not CardApplication.objects.exists()
    assert not Email.objects.exists()


def test_everybody_on_the_list_is_confirmed_and_told(send, member):
    send(f"{HEADING}\n{JOERG}\n{ANNA}")
    joerg, anna = CardApplication.objects.order_by("pk")
    assert {joerg.state, anna.state} == {State.READY}
    attestation = joerg.attestations.get()
    assert attestation.state == AttestationState.CONFIRMED
    assert attestation.organisation == member.organisation
    assert Collective.objects.get().made_by == member.user
    mail = Email.objects.get(to="joerg@example.org")
    assert "Chor am Kanal" in mail.message
    assert SecretLink.objects.filter(purpose=CARD_APPLICATION.name).count() == 1


def test_bad_rows_are_named_with_their_reasons_and_nothing_is_handed_in(send, luenen):
    CardApplicationFactory(
        municipality=luenen.municipality, first_name="Anna", last_name="Weiß",
        born_on="1990-02-01",
    )  # fmt: skip
    rows = [
        JOERG,
        ANNA,
        JOERG.replace("24.12.1957", "30.02.1957").replace("Jörg", "Olaf"),
        JOERG,
        JOERG.replace("44532", "44339").replace("Jörg", "Uwe").replace("Lünen", "Dortmund"),
        JOERG.replace(";5;", ";;").replace("Jörg", "Ilse"),
    ]
    answer = send("\n".join([HEADING, *rows]))
    bad = {row.number: " ".join(row.problems) for row in answer.context["bad"]}
    assert {3, 4, 5, 7} <= set(bad)
    assert "schon einen Antrag" in bad[3]
    assert "24.12.1987" in bad[4]
    assert "Zeile 2" in bad[5]
    assert CardApplication.objects.count() == 1
    assert "Olaf" in answer.content.decode()  # to be put right there


def test_a_table_may_be_a_file_of_either_kind(send):
    book = Workbook()
    for line in (HEADING, JOERG, ANNA):
        book.active.append(line.split(";"))
    out = io.BytesIO()
    book.save(out)
    answer = send(file=SimpleUploadedFile("liste.xlsx", out.getvalue()), button="check")
    assert len(answer.context["good"]) == 2
    text = f"{HEADING}\n{JOERG}".encode("cp1252")
    answer = send(file=SimpleUploadedFile("liste.csv", text), button="check")
    assert "Müller" in answer.context["form"]["table"].value()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 no table", b"\x00\x01\x02", b"Name;Ort\nJoerg;Luenen", b"%PDF-1.7"],
)
def test_what_is_no_such_table_says_so(send, content):
    answer = send(file=SimpleUploadedFile("liste.csv", content), button="check")
    assert answer.status_code == 422
    assert not CardApplication.objects.exists()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_what_is_pasted_is_understood(separator):
    text = f"{HEADING}\n{JOERG}".replace(";", separator)
    assert not read_people(rows_of_text(text), needs_hours=True)[0].problems


def test_a_list_has_an_end():
    lines = [HEADING, *[JOERG] * (table.MOST_ROWS + 1)]
    with pytest.raises(TableError):
        read_people(rows_of_text("\n".join(lines)), needs_hours=True)


def test_the_people_have_to_be_asked_first(send):
    assert send(f"{HEADING}\n{JOERG}", agreed="").context["form"].errors["agreed"]
    assert not CardApplication.objects.exists()


def test_a_proposal_is_for_the_person_to_hand_in(member, client):
    client.force_login(member.user)
    address = reverse("desk_cards:propose", args=[member.organisation_id])
    answer = client.post(
        address,
        {
            "first_name": "Ilse",
            "last_name": "Treu",
            "email": "ilse@example.org",
            "role": "Chorleiterin",
            "since": "1985-01-01",
        },
    )
    assert answer.status_code == 302
    application = CardApplication.objects.get()
    assert (application.state, application.card_type) == (State.DRAFT, CardType.JUBILEE)
    assert application.attestations.get().state == AttestationState.CONFIRMED
    assert Email.objects.get(to="ilse@example.org").subject.startswith("Chor am Kanal schlägt")
    # The organisation has no way into what the person adds.
    page = reverse("card_applications:person", args=[application.pk])
    assert client.get(page).status_code == 404


def test_the_proposed_person_hands_in_what_is_confirmed_or_has_it_confirmed_anew(member, client):
    organisation = member.organisation
    application = propose_for_jubilee(
        organisation=organisation,
        first_name="Ilse",
        last_name="Treu",
        email="ilse@example.org",
        role="Chorleiterin",
        since=dt.date(1985, 1, 1),
        by=member.user,
    )
    client.get(make_link(CARD_APPLICATION, application, email=application.email))

    def post(name: str, data: dict[str, str], **arguments: int) -> None:
        address = reverse(f"card_applications:{name}", kwargs={"pk": application.pk} | arguments)
        client.post(address, data)

    person = {"first_name": "Ilse", "last_name": "Treu", "born_on": "1.1.1950", "city": "Lünen"}
    person |= {"street": "Weg 1", "postcode": "44532", "email": "ilse@example.org"}
    post("person", person)
    post("town", {"card_type": "1"})
    attestation = application.attestations.get()
    same = {"role": "Chorleiterin", "since": "1985-01-01"}
    post("change", same, attestation=attestation.pk)
    attestation.refresh_from_db()
    assert attestation.state == AttestationState.CONFIRMED
    post("change", same | {"since": "1975-01-01"}, attestation=attestation.pk)
    attestation.refresh_from_db()
    assert (attestation.state, attestation.answered_at) == (AttestationState.OPEN, None)
    post("questions", {"years_declared": "51", "pay": "nothing"})
    post("send", {})
    application.refresh_from_db()
    assert application.state == State.ATTESTING
    assert Email.objects.filter(to=member.user.email).count() == 1


def test_where_two_have_to_confirm_the_other_one_at_the_desk_is_asked(selm, client):
    organisation = OrganisationFactory(municipality=selm.municipality)
    first, second = MembershipFactory.create_batch(2, organisation=organisation)
    client.force_login(first.user)
    row = JOERG.replace("44532", "59379").replace("Lünen", "Selm")
    data = {"card_type": "0", "table": f"{HEADING}\n{row}", "agreed": "on", "apply": ""}
    client.post(reverse("desk_cards:apply_for_many", args=[organisation.pk]), data)
    application = CardApplication.objects.get()
    assert application.state == State.ATTESTING
    asking.remind(timezone.now() + dt.timedelta(days=8))
    assert Email.objects.filter(to=second.user.email).count() == 2
    assert not Email.objects.filter(to=first.user.email).exists()
    attestation = application.attestations.get()
    client.force_login(second.user)
    client.post(
        reverse("desk_cards:attestation", args=[organisation.pk, attestation.pk]),
        {"answer": "yes", "name": "Karl Kasse"},
    )
    application.refresh_from_db()
    assert application.state == State.READY
