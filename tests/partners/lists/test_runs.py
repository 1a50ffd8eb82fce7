"""A list in the admin and on the command line: upload, preview, decide, import, import again."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from opportunities.enums import ImportState
from partners.enums import DoubtAnswer
from partners.lists.services import receive_list, start_run, start_run_again
from partners.lists.tasks import work_on_list
from partners.models import Partner, PartnerCategory, PartnerList, PartnerListRun, PartnerPage
from tests.factories import UserFactory
from tests.partners.lists.files import BAKER, CINEMA, SIX, as_csv, but, shop

pytestmark = pytest.mark.django_db
LATER = (
    but(BAKER, Straße="Münsterstr.", Hausnummer="99"),
    *SIX[1:5],
    shop("Optik Weitblick"),
)


@pytest.fixture
def coordinator(luenen, client):
    user = UserFactory(groups=[luenen.municipality.coordinators])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def upload(client, django_capture_on_commit_callbacks):
    """Uploads a state of a list and has its preview made; the run, or the page with errors."""

    def upload_file(content, **data):
        file = SimpleUploadedFile("liste.csv", content)
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(reverse("partner_lists:add"), {"file": file, **data}, follow=True)
        return page, PartnerListRun.objects.order_by("pk").last()

    return upload_file


@pytest.fixture
def press(client, django_capture_on_commit_callbacks):
    """Presses one of a run's buttons."""

    def press_button(run, name, **data):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse(f"partner_lists:{name}", args=[run.pk]), data)
        run.refresh_from_db()

    return press_button


def test_a_list_from_upload_to_import(coordinator, known_list, luenen, upload, press, client):
    _page, run = upload(as_csv(*LATER), partner_list=known_list.pk, municipality="")
    if run is None:  # the town is asked for, though the list knows it
        _page, run = upload(
            as_csv(*LATER), partner_list=known_list.pk, municipality=luenen.municipality.pk
        )
    assert run.state == ImportState.PREVIEWED
    assert (run.counts["new"], run.counts["doubtful"], run.counts["gone"]) == (1, 1, 1)
    assert PartnerPage.objects.live().count() == 6
    page = client.get(reverse("partner_lists:inspect", args=[run.pk])).content.decode()
    assert "Optik Weitblick" in page

    doubt = run.doubts.get()
    question = client.get(reverse("partner_lists:doubt", args=[run.pk, doubt.pk]))
    assert "Münsterstr. 99" in question.content.decode()
    assert "Lange Straße" in question.content.decode()
    partner = Partner.objects.get(name=BAKER["Name"])
    target = doubt.candidates[0]["target"]
    answered = client.post(question.wsgi_request.path, {"answer": f"same:{target}"})
    assert answered.url == reverse("partner_lists:inspect", args=[run.pk])
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.answered_by) == (DoubtAnswer.SAME, coordinator)

    press(run, "start")
    assert run.state == ImportState.DONE
    assert partner.page.branches.get().street == "Münsterstr. 99"
    assert not run.file  # nothing is left to be decided
    report = client.get(reverse("partner_lists:report", args=[run.pk])).content.decode("utf-8-sig")
    assert "Optik Weitblick" in report
    press(run, "start")
    assert run.state == ImportState.DONE


def test_likely_proposals_are_accepted_at_once_also_after_the_import(
    coordinator, known_list, luenen, upload, press
):
    town = luenen.municipality.pk
    _page, run = upload(as_csv(*LATER), partner_list=known_list.pk, municipality=town)
    press(run, "start")
    assert run.state == ImportState.DONE
    assert run.file
    press(run, "accept")
    press(run, "start")
    assert Partner.objects.get(name=BAKER["Name"]).page.branches.get().street == "Münsterstr. 99"
    assert not run.file


def test_categories_are_said_once(coordinator, known_list, luenen, upload, press):
    PartnerCategory.objects.get_or_create(slug="einkaufen", defaults={"label": "Einkaufen"})
    town = luenen.municipality.pk
    _page, run = upload(as_csv(*SIX), partner_list=known_list.pk, municipality=town)
    assert [one["name"] for one in run.findings["categories"]] == ["11"]
    press(run, "categories", category_0="einkaufen")
    assert (run.state, run.findings["categories"]) == (ImportState.PREVIEWED, [])
    press(run, "start")
    assert PartnerPage.objects.filter(category__slug="einkaufen").count() == 6


def test_categories_that_are_chosen_count_at_the_import(
    coordinator, known_list, luenen, upload, press, client
):
    PartnerCategory.objects.get_or_create(slug="einkaufen", defaults={"label": "Einkaufen"})
    town = luenen.municipality.pk
    _page, run = upload(as_csv(*SIX), partner_list=known_list.pk, municipality=town)
    address = reverse("partner_lists:inspect", args=[run.pk])
    assert "<details>" not in client.get(address).content.decode()
    press(run, "start", category_0="einkaufen")
    assert PartnerPage.objects.filter(category__slug="einkaufen").count() == 6
    assert "11 → Einkaufen" in client.get(address).content.decode()


def test_a_bad_upload_says_why(coordinator, luenen, upload):
    town = luenen.municipality.pk
    page, run = upload(b"%PDF-1.7 x", municipality=town, name="Neu")
    assert run is None
    assert "CSV" in page.content.decode()
    _page, run = upload(as_csv(*SIX), municipality=town)
    assert run is None  # a new list needs a name
    _page, run = upload(as_csv(*SIX), municipality=town, name="Neu")
    assert run.partner_list.name == "Neu"


def test_a_run_is_taken_over_when_its_worker_dies(known_list):
    file = SimpleUploadedFile("liste.csv", as_csv(*SIX))
    run = receive_list(file=file, partner_list=known_list, user=None)
    first = run.attempt
    PartnerListRun.objects.filter(pk=run.pk).update(
        state=ImportState.RUNNING, alive_at=timezone.now() - timezone.timedelta(minutes=10)
    )
    assert start_run_again(run=run, now=timezone.now())
    assert not start_run_again(run=run, now=timezone.now())
    work_on_list.func(run.pk, first)  # the dead one wakes up
    run.refresh_from_db()
    assert run.state == ImportState.QUEUED
    work_on_list.func(run.pk, run.attempt)
    run.refresh_from_db()
    assert run.state == ImportState.DONE
    assert not start_run(run=run)


def test_the_command_does_what_is_certain(luenen, tmp_path):
    path = tmp_path / "liste.csv"

    def run(*rows, **options):
        path.write_bytes(as_csv(*rows))
        out = io.StringIO()
        call_command("import_partners", path, town="05978024", stdout=out, **options)
        return out.getvalue()

    run(*SIX, dry_run=True)
    assert not Partner.objects.exists()
    assert not PartnerList.objects.exists()
    run(*SIX)
    assert Partner.objects.count() == 6
    renamed = (but(CINEMA, Name="Filmpalast am Park"), *[row for row in SIX if row is not CINEMA])
    assert "Filmpalast am Park" in run(*renamed)
    assert PartnerListRun.objects.first().doubts.count() == 1
    report = tmp_path / "report.csv"
    run(*renamed, accept_sure=True, report=report)
    assert Partner.objects.filter(name="Filmpalast am Park").exists()
    assert Partner.objects.count() == 6
    assert "Filmpalast" in report.read_text(encoding="utf-8-sig")
    with pytest.raises(CommandError):
        call_command("import_partners", tmp_path / "nothing.csv", town="05978024")
