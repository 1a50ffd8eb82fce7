"""The import in the admin: upload, preview, import, report, and what may go wrong on the way."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from opportunities.enums import ImportState
from opportunities.imports.services import start_again, start_import
from opportunities.imports.tasks import work_on_run
from opportunities.models import ImportRun, OpportunityPage
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OFFER = """<angebot angebotsId="{number}">
<einrichtungsname>Lesefreunde</einrichtungsname><einrichtungs_id>7</einrichtungs_id>
<angebotsname>Vorlesen {number}</angebotsname><kurz_beschreibung/>
<beschreibung>&lt;p&gt;Kindern vorlesen.&lt;/p&gt;</beschreibung>
<plz>{postcode}</plz><ort>{town}</ort><erstellt>1664958120</erstellt>
</angebot>"""


def export(*offers):
    rows = "".join(
        OFFER.format(number=number, town=town, postcode=postcode)
        for number, town, postcode in offers
    )
    text = (
        f'<?xml version="1.0" encoding="utf-8"?><angebotsliste agenturId="1">{rows}</angebotsliste>'
    )
    return text.encode()


LUENEN = export((1, "Lünen", "44532"), (2, "Lünen", "sdfsdf"), (3, "Essen", "45127"))


@pytest.fixture
def coordinator(luenen, client):
    user = UserFactory(groups=[luenen.municipality.coordinators])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def upload(client, town, content=LUENEN, name="export.xml", **data):
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse("imports:add"), {"municipality": town.pk, "file": file, **data}, follow=True
    )


@pytest.fixture
def previewed(coordinator, luenen, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, luenen.municipality)
    return ImportRun.objects.get()


def test_the_preview_counts_and_writes_nothing(previewed, client):
    assert previewed.state == ImportState.PREVIEWED
    assert (previewed.counts["new"], previewed.counts["skipped"]) == (2, 1)
    assert not OpportunityPage.objects.exists()
    page = client.get(reverse("imports:inspect", args=[previewed.pk]))
    assert "Vorlesen 3" in page.content.decode()
    assert "sdfsdf" in page.content.decode()


def test_the_import_writes_and_lets_the_file_go(
    previewed, client, django_capture_on_commit_callbacks
):
    stored = previewed.file.storage, previewed.file.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("imports:start", args=[previewed.pk]))
    previewed.refresh_from_db()
    assert previewed.state == ImportState.DONE
    assert OpportunityPage.objects.live().count() == 2
    assert not previewed.file
    assert not stored[0].exists(stored[1])


def test_pressing_twice_imports_once(previewed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        assert start_import(run=previewed)
        assert not start_import(run=previewed)
    assert len(callbacks) == 1


def test_offers_from_elsewhere_are_collected_on_request(
    coordinator, luenen, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, luenen.municipality, collects_elsewhere="on")
    run = ImportRun.objects.get()
    assert run.counts["new"] == 3
    with django_capture_on_commit_callbacks(execute=True):
        start_import(run=run)
    assert OpportunityPage.objects.get(title="Vorlesen 3").get_url().startswith("/luenen/umland/")


def test_a_coordinator_writes_in_the_own_town_only(
    coordinator, luenen, selm, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, luenen.municipality, export((1, "Selm", "59379"), (2, "Lünen", "44532")))
    run = ImportRun.objects.get()
    assert (run.counts["new"], run.counts["skipped"]) == (1, 1)
    assert run.report[0]["reason"] == "other_town"


def test_a_coordinator_can_not_name_another_town(coordinator, selm, client):
    response = upload(client, selm.municipality)
    assert not ImportRun.objects.exists()
    assert response.context["form"].errors["municipality"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04irgendwas", "archive"),
        (b"[]", "json"),
        (b"Name;Ort\nA;B\n", "not_freinet"),
        (b"<html><body>Fehler 500</body></html>", "not_freinet"),
        (export(), "no_offer"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><angebotsliste>&b;</angebotsliste>', "unsafe_xml"),
    ],
)
def test_what_is_no_export_is_refused_beside_the_field(coordinator, luenen, client, content, code):
    response = upload(client, luenen.municipality, content, collects_elsewhere="on")
    assert not ImportRun.objects.exists()
    form = response.context["form"]
    codes = {error.code for error in form.errors.as_data()["file"]}
    assert codes == {code}
    assert form["collects_elsewhere"].value()


def test_the_report_comes_as_a_file(previewed, client):
    response = client.get(reverse("imports:report", args=[previewed.pk]))
    text = response.content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Zeile;") or text.startswith("Row;")
    assert "sdfsdf" in text


def test_a_worker_that_died_is_replaced_and_nothing_is_done_twice(
    previewed, django_capture_on_commit_callbacks
):
    now = timezone.now()
    ImportRun.objects.update(state=ImportState.RUNNING, alive_at=now)
    assert not start_again(run=previewed, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        assert start_again(run=previewed, now=now + dt.timedelta(minutes=3))
    previewed.refresh_from_db()
    assert previewed.state == ImportState.DONE
    assert OpportunityPage.objects.count() == 2
    work_on_run.call(previewed.pk, previewed.attempt - 1)  # the dead one comes back
    assert OpportunityPage.objects.count() == 2


def test_a_fault_of_ours_is_told_and_can_be_tried_again(
    coordinator, luenen, client, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("opportunities.imports.tasks.import_offers", broken)
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, luenen.municipality)
    run = ImportRun.objects.get()
    assert (run.state, run.error) == (ImportState.FAILED, "crashed")
    page = client.get(reverse("imports:inspect", args=[run.pk]))
    assert page.context["may_start_again"]
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("imports:again", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == ImportState.PREVIEWED


def test_the_export_can_not_be_fetched_by_address(previewed, client):
    assert client.get(f"/media/{previewed.file.name}").status_code == 404
    with previewed.file.open() as stored:
        assert stored.read() == LUENEN
