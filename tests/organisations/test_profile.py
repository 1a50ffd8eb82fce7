import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as PillowImage
from post_office.models import Email
from wagtail.models import Page, WorkflowState

from organisations.desk.plain_text import from_plain, to_plain
from organisations.enums import MemberRole, OrganisationState
from organisations.models import Organisation, OrganisationPage
from tests.factories import MembershipFactory, OrganisationPageFactory, UserFactory


@pytest.fixture
def desk(luenen):
    """Somebody at the desk of an accepted organisation with a live page."""
    page = OrganisationPageFactory(
        parent=luenen.page,
        title="Lesebrücke",
        pitch="Alter Text.",
        what='<p>Wir <b>lesen</b> <a href="https://example.org/">vor</a>.</p>',
        street="Marktplatz 1",
        postcode="44532",
        latitude=51.6,
        longitude=7.5,
    )
    Organisation.objects.filter(page=page).update(state=OrganisationState.ACCEPTED)
    return MembershipFactory(organisation=page.record, role=MemberRole.OWNER)


def address(member) -> str:
    return f"/verein/{member.organisation.pk}/profil/"


def told(member) -> str:
    """The one mail that the member has got since."""
    (mail,) = [mail for mail in Email.objects.all() if member.user.email in mail.to]
    Email.objects.all().delete()
    return f"{mail.subject}\n{mail.message}"


def typed(client: Client, member, **other):
    form = client.get(address(member)).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if field.name.startswith(("new_", "without_")) or value in (None, False):
            continue
        data[field.html_name] = value
    return {**data, **other}


def test_changes_wait_for_the_town_while_the_old_text_stays(desk, luenen, signed_in):
    coordinator = UserFactory(groups=[luenen.municipality.coordinators])
    client = signed_in(desk.user)
    url = desk.organisation.page.url
    response = client.post(address(desk), typed(client, desk, pitch="Neuer Text."))
    assert response.status_code == 302
    page = OrganisationPage.objects.get()
    assert (page.pitch, page.live) == ("Alter Text.", True)
    assert page.get_latest_revision_as_object().pitch == "Neuer Text."
    state = page.current_workflow_state
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert "Alter Text." in Client().get(url).content.decode()
    assert "Neuer Text." in client.get(f"{address(desk)}ansicht/").content.decode()

    task = state.current_task_state.task.specific
    task.on_action(state.current_task_state, coordinator, "reject", comment="Bitte kürzer.")
    text = client.get(address(desk)).content.decode()
    assert "Bitte kürzer." in text
    returned = told(desk)
    assert "Bitte kürzer." in returned
    assert address(desk) in returned
    assert "/verwaltung/" not in returned
    assert "Ihre Stadt bittet um eine Änderung" in client.get(address(desk)[:-7]).content.decode()

    client.post(address(desk), typed(client, desk, pitch="Kurz."))
    state = OrganisationPage.objects.get().current_workflow_state
    task.on_action(state.current_task_state, coordinator, "approve", comment="Danke!")
    page = OrganisationPage.objects.get()
    assert page.pitch == "Kurz."
    approved = told(desk)
    assert "Danke!" in approved
    assert page.full_url in approved
    assert "/verwaltung/" not in approved


def test_the_trusted_publish_at_once(desk, signed_in):
    Organisation.objects.update(may_publish=True)
    client = signed_in(desk.user)
    client.post(address(desk), typed(client, desk, pitch="Neuer Text.", title="Lesebrücke e. V."))
    page = OrganisationPage.objects.get()
    assert page.pitch == "Neuer Text."
    assert page.current_workflow_state is None
    # The record is called what the page is called.
    assert Organisation.objects.get().name == "Lesebrücke e. V."


def test_only_saved_is_handed_in_to_nobody(desk, signed_in):
    client = signed_in(desk.user)
    client.post(address(desk), typed(client, desk, pitch="Neuer Text.", wie="entwurf"))
    page = OrganisationPage.objects.get()
    assert page.current_workflow_state is None
    assert page.get_latest_revision_as_object().pitch == "Neuer Text."


def test_before_it_is_accepted_nothing_gets_on_line(desk, signed_in):
    Organisation.objects.update(state=OrganisationState.WAITING, may_publish=True)
    Page.objects.filter(pk=desk.organisation.page_id).update(live=False)
    client = signed_in(desk.user)
    client.post(address(desk), typed(client, desk, pitch="Neuer Text."))
    page = OrganisationPage.objects.get()
    assert not page.live
    assert page.current_workflow_state is None


def test_wrong_entries_are_told_and_kept_and_nothing_changes(desk, signed_in):
    client = signed_in(desk.user)
    before = OrganisationPage.objects.get().latest_revision
    response = client.post(
        address(desk),
        typed(
            client, desk, title="", email="nein", founded_in="3000", postcode="abc", why="Darum."
        ),
    )
    assert response.status_code == 422
    text = response.content.decode()
    assert "Bitte geben Sie an, wie Ihre Organisation heißt." in text
    assert "vierstelliges Jahr" in text
    assert "Darum." in text
    assert 'value="nein"' in text
    assert OrganisationPage.objects.get().latest_revision == before


def test_a_new_address_is_not_shown_at_the_old_place(desk, signed_in):
    Organisation.objects.update(may_publish=True)
    client = signed_in(desk.user)
    client.post(address(desk), typed(client, desk, street="Andere Straße 2", postcode="44534"))
    page = OrganisationPage.objects.get()
    assert page.street == "Andere Straße 2"
    assert (page.latitude, page.longitude) != (51.6, 7.5)
    client.post(address(desk), typed(client, desk, pitch="Nur der Text."))
    again = OrganisationPage.objects.get()
    assert (again.latitude, again.longitude) == (page.latitude, page.longitude)


def test_links_and_emphasis_stay_where_the_text_stays(desk, signed_in):
    Organisation.objects.update(may_publish=True)
    client = signed_in(desk.user)
    before = desk.organisation.page.what
    client.post(
        address(desk), typed(client, desk, why="Weil es\n\n- nötig\n- schön ist", aims="<b>")
    )
    page = OrganisationPage.objects.get()
    assert page.what == before
    assert page.why == "<p>Weil es</p><ul><li>nötig</li><li>schön ist</li></ul>"
    assert "<b>" not in page.aims


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ein Satz.",
        "Zwei\nZeilen.",
        "Erst.\n\nDann.",
        "So:\n\n- eins\n- zwei\n\nUnd so.",
        "1. a\n2. b",
    ],
)
def test_plain_text_survives_the_way_there_and_back(text):
    assert to_plain(from_plain(text)) == text


def picture(kind: str = "JPEG", size=(3000, 40), **how) -> SimpleUploadedFile:
    out = io.BytesIO()
    PillowImage.new("RGB", size, "teal").save(out, kind, **how)
    return SimpleUploadedFile(f"Foto {kind}.{kind.lower()}", out.getvalue())


def test_pictures_are_made_small_and_lose_what_they_hide(desk, signed_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Organisation.objects.update(may_publish=True)
    client = signed_in(desk.user)
    exif = PillowImage.Exif()
    exif[0x010F] = "Geheime Kamera"
    client.post(
        address(desk),
        typed(client, desk, new_image=picture(exif=exif), new_logo=picture("PNG", (40, 40))),
    )
    page = OrganisationPage.objects.get()
    assert page.image.collection.name == "Lünen"
    assert (page.image.width, page.logo.width) == (2400, 40)
    with page.image.file.open() as file:
        assert b"Geheime Kamera" not in file.read()
    client.post(address(desk), typed(client, desk, without_logo="on"))
    page = OrganisationPage.objects.get()
    assert (page.logo, page.image is None) == (None, False)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'/>"),
        SimpleUploadedFile("logo.jpg", b"GIF89a" + b"0" * 50),
        SimpleUploadedFile("logo.png", b""),
    ],
)
def test_what_is_no_picture_is_refused(desk, signed_in, file):
    client = signed_in(desk.user)
    file.seek(0)
    response = client.post(address(desk), typed(client, desk, new_logo=file, pitch="Behalten."))
    assert response.status_code == 422
    assert "Behalten." in response.content.decode()


def test_a_page_that_is_gone_is_begun_anew(desk, signed_in):
    desk.organisation.page.delete()
    client = signed_in(desk.user)
    assert client.get(address(desk)).status_code == 200
    organisation = Organisation.objects.get()
    assert (organisation.page.live, organisation.page.title) == (False, organisation.name)
