"""The API's other parts: organisations, towns, lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import content_version
from core.models import EngagementField
from municipalities.models import OpeningHours
from organisations.api import Organisation
from tests.factories import OrganisationPageFactory
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db


def names(found):
    return [one["name"] for one in found["results"]]


def test_an_organisation_tells_what_its_page_tells(api, open_data):
    page = open_data.organisation
    found = api(f"organisations/{page.pk}")
    assert (found["name"], found["founded_in"]) == ("Lesefreunde", 1987)
    assert found["url"] == f"http://testserver{page.url}"
    assert found["town"]["slug"] == "luenen"
    assert [town["slug"] for town in found["active_in"]] == ["selm"]
    assert [field["slug"] for field in found["fields"]] == ["schule-kita"]
    assert [language["slug"] for language in found["languages"]] == ["de"]
    assert found["networks"] == [{"name": "Lesebund", "website": "https://lesebund.example/"}]
    assert found["why"] == "<p>Weil Lesen <b>hilft</b>.</p>"
    assert found["place"]["street"] == "Buchweg 1"
    assert found["contact"] == {
        "name": "Ruth Beispiel",
        "role": "Vorsitzende",
        "email": "verein@example.org",
        "phone": "02306 1000",
    }


def test_lists_and_files_name_no_contact_person(client, open_data):
    for path in ("organisations", "organisations.jsonl"):
        text = client.get(f"/api/v1/{path}").getvalue().decode()
        assert "Lesefreunde" in text
        for private in ("Ruth Beispiel", "Vorsitzende", "verein@example.org", "02306 1000"):
            assert private not in text


def test_filters_are_those_of_the_address(api, lines, open_data):
    assert names(api("organisations")) == ["Lesefreunde", "Zuflucht"]
    assert names(api("organisations?bereich=schule-kita")) == ["Lesefreunde"]
    # At home or active there.
    assert set(names(api("organisations?ort=selm"))) == {"Lesefreunde", "Zuflucht"}
    assert [one["name"] for one in lines("organisations.jsonl?ort=luenen")] == ["Lesefreunde"]
    assert names(api("organisations?ort=atlantis&seite=x")) == ["Lesefreunde", "Zuflucht"]


def test_a_files_lines_are_as_described(lines, open_data):
    for line in lines("organisations.jsonl"):
        assert Organisation.model_validate(line).model_dump(mode="json") == line


def test_an_organisation_that_is_not_public_is_not_there(client, api, lines, luenen):
    draft = OrganisationPageFactory(parent=luenen.page, title="Entwurf", published=False)
    assert client.get(f"/api/v1/organisations/{draft.pk}").status_code == 404
    assert client.get(f"/api/v1/organisations/{draft.pk}/opportunities").status_code == 404
    assert api("organisations")["count"] == 0
    assert lines("organisations.jsonl") == []


@pytest.mark.parametrize("path", ["organisations?je_seite=100", "organisations.jsonl"])
def test_thirty_cost_as_many_queries_as_one(client, luenen, path):
    def fetch():
        return client.get(f"/api/v1/{path}").getvalue().decode().count('"founded_in"')

    OrganisationPageFactory(parent=luenen.page)
    fetch()
    with CaptureQueriesContext(connection) as few:
        assert fetch() == 1
    cost = len(asked_of_pages(few))
    assert 0 < cost <= 12
    for _ in range(29):
        OrganisationPageFactory(parent=luenen.page)
    content_version.forget_everything()
    fetch()
    with CaptureQueriesContext(connection) as many:
        assert fetch() == 30
    assert len(asked_of_pages(many)) == cost


def test_towns_have_key_desk_and_web_site(api, luenen, selm):
    town = luenen.municipality
    town.desk_name, town.desk_phone = "Anlaufstelle Ehrenamt", "02306 104-0"
    town.opening_hours = [OpeningHours(weekday=0, opens_at="09:00", closes_at="12:30")]
    town.save()
    assert [one["name"] for one in api("towns")] == ["Lünen", "Selm"]
    found = api("towns/luenen")
    assert (found["ags"], found["url"]) == ("05978024", "http://testserver/luenen/")
    assert found["website"].startswith("https://")
    assert found["contact_desk"]["name"] == "Anlaufstelle Ehrenamt"
    assert found["contact_desk"]["phone"] == "02306 104-0"
    assert found["contact_desk"]["opening_hours"] == [
        {"weekday": "monday", "opens_at": "09:00", "closes_at": "12:30"}
    ]


def test_a_town_that_is_being_prepared_is_not_there(api, client, luenen, selm):
    selm.page.unpublish()
    assert [one["slug"] for one in api("towns")] == ["luenen"]
    assert client.get("/api/v1/towns/selm").status_code == 404


def test_lists_have_slugs_labels_and_their_filter(api, home):
    by_name = {one["name"]: one for one in api("lists")}
    assert set(by_name) == {
        *("fields", "target-groups", "activities"),
        *("requirements", "languages", "organisation-kinds", "partner-categories"),
    }
    assert by_name["fields"]["parameter"] == "bereich"
    assert by_name["requirements"]["parameter"] is None
    first = EngagementField.objects.first()
    assert by_name["fields"]["entries"][0] == {
        "slug": first.slug,
        "label": first.label,
        "is_active": True,
    }
    assert api("lists/fields") == by_name["fields"]


def test_a_retired_entry_stays_and_says_so(api, home):
    EngagementField.objects.filter(slug="sport").update(is_active=False)
    entries = {one["slug"]: one for one in api("lists/fields")["entries"]}
    assert entries["sport"]["is_active"] is False
