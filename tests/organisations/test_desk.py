import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import hooks

from organisations.desk import DeskFigure, DeskLink, DeskTask
from organisations.enums import MemberRole, OrganisationState
from organisations.models import Organisation, OrganisationPage
from organisations.records import make_missing_records, record_of
from tests.factories import MembershipFactory, OrganisationPageFactory, UserFactory


@pytest.fixture
def desk(luenen):
    page = OrganisationPageFactory(parent=luenen.page, title="Lesebrücke")
    return MembershipFactory(organisation=page.record, role=MemberRole.OWNER)


def test_apps_above_fill_the_desk(desk, signed_in):
    hooked = {
        "desk_tasks": lambda organisation: [
            DeskTask(label="neue Bewerbungen", url="/b/", count=3, order=1),
            DeskTask(label="nichts davon", url="/n/", count=0),
        ],
        "desk_navigation": lambda organisation: DeskLink(label="Stunden", url="/s/"),
        "desk_figures": lambda organisation: [DeskFigure(number=212, label="Aufrufe")],
    }
    address = f"/verein/{desk.organisation.pk}/"
    with (
        hooks.register_temporarily("desk_tasks", hooked["desk_tasks"]),
        hooks.register_temporarily("desk_navigation", hooked["desk_navigation"]),
        hooks.register_temporarily("desk_figures", hooked["desk_figures"]),
    ):
        response = signed_in(desk.user).get(address)
    text = response.content.decode()
    assert text.index("neue Bewerbungen") < text.index("Profil ausfüllen")
    assert "nichts davon" not in text
    assert 'href="/s/"' in text
    assert "212" in text
    assert response.headers["Cache-Control"] == "no-store"


def test_while_the_town_has_not_decided_the_desk_says_so(desk, signed_in):
    Organisation.objects.update(state=OrganisationState.WAITING)
    text = signed_in(desk.user).get(f"/verein/{desk.organisation.pk}/").content.decode()
    assert "Ihre Stadt prüft Ihre Anmeldung noch" in text
    Organisation.objects.update(state=OrganisationState.ACCEPTED)
    text = signed_in(desk.user).get(f"/verein/{desk.organisation.pk}/").content.decode()
    assert "Ihre Stadt prüft Ihre Anmeldung noch" not in text


def test_a_larger_team_costs_no_more_queries(desk, signed_in):
    client = signed_in(desk.user)
    address = f"/verein/{desk.organisation.pk}/"

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    MembershipFactory(organisation=desk.organisation)
    queries()
    few = queries()
    for _number in range(10):
        MembershipFactory(organisation=desk.organisation)
    assert queries() == few


def test_a_record_is_made_once_and_follows_its_page(luenen):
    page = OrganisationPageFactory(parent=luenen.page, title="Lesebrücke", email="l@example.org")
    record = record_of(page)
    assert record_of(page) == record
    assert (record.name, record.municipality, record.email) == (
        "Lesebrücke",
        luenen.municipality,
        "l@example.org",
    )
    page.title = "Lesebrücke Lünen"
    page.save_revision().publish()
    record.refresh_from_db()
    assert record.name == "Lesebrücke Lünen"
    page.delete()
    record.refresh_from_db()
    assert record.page is None


def test_pages_of_an_import_get_their_records(luenen):
    for title in ("Eins", "Zwei"):
        OrganisationPageFactory(parent=luenen.page, title=title)
    Organisation.objects.all().delete()
    assert make_missing_records() == 2
    assert make_missing_records() == 0
    assert {page.record.name for page in OrganisationPage.objects.all()} == {"Eins", "Zwei"}


def test_the_own_account_leads_to_the_desks(desk, signed_in):
    assert "Lesebrücke" in signed_in(desk.user).get("/konto/").content.decode()
    assert "Organisation anmelden" in signed_in(UserFactory()).get("/konto/").content.decode()


def test_the_town_trusts_and_it_is_written_down(desk, luenen, signed_in):
    coordinator = UserFactory(groups=[luenen.municipality.coordinators])
    client = signed_in(coordinator)
    organisation = desk.organisation
    address = f"/verwaltung/organisation_records/edit/{organisation.pk}/"
    data = {"name": organisation.name, "may_publish": "on", "needs_background_check": "on"}
    assert client.post(address, data).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.may_publish, organisation.needs_background_check) == (True, True)
    entry = organisation.log.get()
    assert (entry.event, entry.by) == ("trusted", coordinator)
    text = client.get(address).content.decode()
    assert desk.user.email in text
    assert "darf sofort veröffentlichen" in text
