"""Messages within an application, from both sides."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.volunteers import volunteer_for
from opportunities.applications import notices
from opportunities.applications.services import move_application
from opportunities.enums import ApplicationState as State
from opportunities.enums import Party
from opportunities.messages import services
from opportunities.messages.errors import MessageError
from opportunities.models import Application, ApplicationMessage, OpportunityPage
from tests.factories import ApplicationFactory, UserFactory

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


@pytest.fixture
def applicant(db):
    """Somebody with an account."""
    return UserFactory(first_name="Erika", last_name="Muster", email="erika@example.org")


@pytest.fixture
def application(desk, applicant):
    volunteer = volunteer_for(name="Erika Muster", user=applicant)
    return ApplicationFactory(opportunity=desk.offer, volunteer=volunteer, state=State.ACCEPTED)


@pytest.fixture
def citizen(applicant):
    client = Client()
    client.force_login(applicant, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def with_files(desk):
    OpportunityPage.objects.filter(pk=desk.offer.pk).update(allows_attachments=True)


def text_of(response):
    return response.content.decode()


def own(application, name="page", *keys):
    return reverse(f"applications:{name}", args=[application.pk, *keys])


def picture(kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, kind, comment=b"Zuhause")
    return out.getvalue()


def test_there_and_back_with_an_account(client, citizen, desk, application, mails):
    page = citizen.get(own(application))
    assert own(application, "write_message") in text_of(page)
    citizen.post(own(application, "write_message"), {"text": "Wo treffen wir uns?"}, follow=True)
    [mail] = [mail for mail in mails() if mail.to == [desk.user.email]]
    assert "Wo treffen wir uns?" in mail.text
    assert desk.address("application", application.pk) in mail.text
    assert "erika" not in (mail.subject + mail.text).lower().replace("erika muster", "")

    client.post(desk.address("write_message", application.pk), {"text": "Am Lager."})
    [mail] = [mail for mail in mails() if mail.to == ["erika@example.org"]]
    assert "Am Lager." in mail.text
    assert own(application) in mail.text
    overview = reverse("account_home")
    assert f"{own(application)}#nachrichten" in text_of(citizen.get(overview))
    assert "Am Lager." in text_of(citizen.get(own(application)))
    assert f"{own(application)}#nachrichten" not in text_of(citizen.get(overview))
    assert not ApplicationMessage.objects.filter(party=Party.ORGANISATION, read_at=None).exists()


def test_a_button_pressed_twice_writes_once(application, mails):
    for _time in range(2):
        services.write_message(application=application, party=Party.APPLICANT, text="Hallo")
    assert application.messages.count() == 1
    assert len(mails()) == 2  # one for each member


def test_the_first_words_of_the_organisation_are_contact_and_one_mail(client, desk, mails):
    application = ApplicationFactory(opportunity=desk.offer)
    client.get(desk.address("application", application.pk))
    before = len(mails())
    client.post(desk.address("write_message", application.pk), {"text": "Rufen Sie an?"})
    application.refresh_from_db()
    assert application.state == State.IN_CONTACT
    new = mails()[before:]
    assert [mail.to for mail in new] == [[application.volunteer.email]]
    assert "Rufen Sie an?" in new[0].text
    page = text_of(client.get(desk.address("application", application.pk)))
    assert page.count("Rufen Sie an?") == 1


def test_who_waits_can_be_written_to(client, desk):
    application = ApplicationFactory(opportunity=desk.offer, state=State.WAITING)
    client.post(desk.address("write_message", application.pk), {"text": "Bald!"})
    application.refresh_from_db()
    assert application.state == State.WAITING
    assert application.messages.get().by == desk.user


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.UNCONFIRMED])
def test_nobody_writes_where_it_has_ended_or_not_begun(citizen, desk, applicant, state):
    volunteer = volunteer_for(name="Erika Muster", user=applicant)
    application = ApplicationFactory(opportunity=desk.offer, volunteer=volunteer, state=state)
    assert own(application, "write_message") not in text_of(citizen.get(own(application)))
    response = citizen.post(own(application, "write_message"), {"text": "Hallo"})
    assert response.status_code == 422
    assert "Hallo" in text_of(response)
    assert application.messages.count() == 0


def test_an_empty_message_is_explained_on_both_sides(client, citizen, desk, application):
    for response in (
        citizen.post(own(application, "write_message"), {"text": "  "}),
        client.post(desk.address("write_message", application.pk), {"text": "  "}),
    ):
        assert response.status_code == 422
        assert "id_text_error" in text_of(response)


def test_nobody_floods_the_other_side(application):
    now = timezone.now()
    for number in range(services.MOST_IN_AN_HOUR):
        services.write_message(application=application, party=Party.APPLICANT, text=str(number))
    with pytest.raises(MessageError) as raised:
        services.write_message(application=application, party=Party.APPLICANT, text="mehr")
    assert raised.value.code == MessageError.Code.TOO_MANY
    services.write_message(application=application, party=Party.ORGANISATION, text="Ruhig.")
    later = now + dt.timedelta(hours=1, minutes=1)
    services.write_message(application=application, party=Party.APPLICANT, text="später", now=later)


def test_files_are_off_by_default(citizen, application):
    file = SimpleUploadedFile("zeugnis.pdf", PDF)
    citizen.post(own(application, "write_message"), {"text": "Anbei", "file": file})
    assert not application.messages.get().attachment
    with pytest.raises(MessageError) as raised:
        services.write_message(
            application=application,
            party=Party.APPLICANT,
            text="Anbei noch einmal",
            file=ContentFile(PDF, "zeugnis.pdf"),
        )
    assert raised.value.code == MessageError.Code.NO_FILES


@pytest.mark.usefixtures("with_files")
def test_a_file_reaches_the_two_sides_and_nobody_else(client, citizen, desk, application):
    file = SimpleUploadedFile("../Mein Zeugnis.exe", PDF, content_type="text/html")
    citizen.post(own(application, "write_message"), {"text": "Anbei", "file": file})
    message = application.messages.get()
    assert "Zeugnis" not in message.attachment.name
    for response in (
        citizen.get(own(application, "attachment", message.pk)),
        client.get(desk.address("attachment", application.pk, message.pk)),
    ):
        assert b"".join(response.streaming_content) == PDF
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Type"] == "application/pdf"
        assert "attachment" in response.headers["Content-Disposition"]
        assert "Mein Zeugnis.pdf" in response.headers["Content-Disposition"]
    stranger = Client()
    stranger.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    for address in (
        own(application, "attachment", message.pk),
        desk.address("attachment", application.pk, message.pk),
        f"/media/{message.attachment.name}",
    ):
        assert stranger.get(address).status_code == 404


@pytest.mark.usefixtures("with_files")
@pytest.mark.parametrize(
    "content",
    [b"<html>%PDF-1.7 %%EOF", b"MZ", b"\xff\xd8\xff not a picture", b"%PDF-1.7 without an end"],
)
def test_what_is_in_a_file_decides(citizen, application, content):
    file = SimpleUploadedFile("bild.jpg", content, content_type="image/jpeg")
    response = citizen.post(own(application, "write_message"), {"text": "Anbei", "file": file})
    assert response.status_code == 422
    assert "Anbei" in text_of(response)
    assert application.messages.count() == 0


@pytest.mark.usefixtures("with_files")
@pytest.mark.parametrize(("kind", "ending"), [("JPEG", ".jpg"), ("PNG", ".png")])
def test_pictures_lose_what_is_hidden_in_them(citizen, application, kind, ending):
    file = SimpleUploadedFile("foto.bmp", picture(kind))
    citizen.post(own(application, "write_message"), {"text": "Anbei", "file": file})
    message = application.messages.get()
    assert message.attachment_name == f"foto{ending}"
    with message.attachment.open() as kept:
        assert b"Zuhause" not in kept.read()


@pytest.mark.usefixtures("with_files")
def test_too_large_a_file_is_refused(citizen, application, monkeypatch):
    monkeypatch.setattr("opportunities.messages.attachments.LARGEST_FILE", 10)
    file = SimpleUploadedFile("gross.pdf", PDF)
    response = citizen.post(own(application, "write_message"), {"text": "Anbei", "file": file})
    assert response.status_code == 422


@pytest.mark.usefixtures("with_files")
def test_with_the_application_its_files_go(application, django_capture_on_commit_callbacks):
    message = services.write_message(
        application=application,
        party=Party.APPLICANT,
        text="Anbei",
        file=ContentFile(PDF, "zeugnis.pdf"),
    )
    storage, name = message.attachment.storage, message.attachment.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        Application.objects.get(pk=application.pk).delete()
    assert not storage.exists(name)


def test_a_change_is_mailed_once_whatever_else_happens(application, mails):
    move_application(application=application, to=State.DONE, party=Party.ORGANISATION)
    notices.tell(application.events.get())
    assert len(mails()) == 1
