"""The coordinator's screen."""

import csv
import io
import re

import pytest
from django.urls import reverse

from opportunities.enums import InterestState
from opportunities.models import Interest
from tests.factories import ApplicationFactory, OrganisationPageFactory, VolunteerFactory
from tests.matching.people import persons
from tests.matching.unmet.conftest import make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(client, coordinator):
    client.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")

    def page(query=""):
        return client.get(reverse("unmet_wishes_report") + query)

    return page


@pytest.fixture
def elsewhere(selm):
    """An offer of another town."""
    parent = OrganisationPageFactory(parent=selm.page, title="Heimatverein")
    return make_offer(parent, "Vorlesen in Selm", "vorlesen", city="Selm")


def test_wishes_and_needs_stand_side_by_side(show, reading, elsewhere):
    persons(5, "taetigkeit=verkauf")
    text = show().content.decode()
    assert "Verkauf" in text
    assert "fast alle" in text
    assert "taetigkeit=verkauf" not in text  # no offer, no way to it
    assert "Vorlesen in der Kita" in text
    assert "weniger als 5 von 5" in text
    assert "Für kaum jemanden von ihnen gibt es ein offenes Angebot" in text
    assert "Vorlesen in Selm" not in text  # another town's


def test_a_number_of_offers_leads_to_just_those(show, client, organisation, luenen, selm):
    parent = OrganisationPageFactory(parent=selm.page, title="Heimatverein")
    make_offer(parent, "Vorlesen in Selm", "vorlesen", minimum_age=18, city="Selm")
    for title in ("Vorlesen", "Noch mehr vorlesen"):
        make_offer(organisation, title, "vorlesen", minimum_age=18)
    persons(5, "taetigkeit=vorlesen&alter=16")
    ((_kind, ((wish, address),)),) = show().context["by_kind"]
    assert wish.offers == 2
    assert address.endswith(f"?taetigkeit=vorlesen&ort={luenen.municipality.slug}")
    found = client.get(address).content.decode()
    assert "Noch mehr vorlesen" in found
    assert "Vorlesen in Selm" not in found


def test_for_what_people_bring_along_nobody_waits(show, reading):
    persons(5, "kann=fuehrerschein-b")
    response = show()
    text = response.content.decode()
    assert "Das bringen Menschen mit" in text
    assert "bringen es mit" in text
    ((_kind, ((wish, address),)),) = response.context["by_kind"]
    assert (wish.label, address) == ("Führerschein Klasse B", "")
    rows = list(
        csv.reader(io.StringIO(show("?als=csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert rows[1][:5] == ["Was Menschen mitbringen", "Führerschein Klasse B", "5", "", "0"]


def test_the_report_goes_on_paper_without_the_menu(show, reading):
    assert re.search(r"css/admin/paper\.css[^>]*media=\"print\"", show().content.decode())


def test_an_offer_with_an_application_is_no_need(show, reading):
    ApplicationFactory(opportunity=reading)
    assert list(show().context["needs"]) == []


def test_people_at_the_own_desk_are_named_beside_what_may_suit_them(show, reading, luenen, selm):
    for town, name in ((luenen, "Ayla Beispiel"), (selm, "Jan Anderswo")):
        Interest.objects.create(
            municipality=town.municipality,
            volunteer=VolunteerFactory(name=name),
            wishes="Ich möchte Kindern vorlesen.",
            state=InterestState.OPEN,
        )
    response = show()
    (need,) = response.context["needs"]
    assert [interest.volunteer.name for interest in need.interests] == ["Ayla Beispiel"]
    assert response.context["interests"] == 1
    interest = need.interests[0]
    assert reverse("interests:inspect", args=[interest.pk]) in response.content.decode()


def test_another_town_can_not_be_chosen(show, reading, elsewhere, selm):
    response = show(f"?ort={selm.municipality.slug}")
    assert [need.offer.pk for need in response.context["needs"]] == [reading.pk]


def test_both_lists_come_as_one_table(show, organisation):
    make_offer(organisation, "=HYPERLINK(1)")
    persons(5, "taetigkeit=verkauf")
    response = show("?als=csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["Tätigkeiten", "Verkauf", "5", "fast alle", "0", "", "", "", ""]
    assert rows[2][:2] == ["Angebot ohne Menschen", "'=HYPERLINK(1)"]
    assert rows[2][5:7] == ["Tafel Lünen", "Lünen"]
    assert {len(row) for row in rows} == {9}
