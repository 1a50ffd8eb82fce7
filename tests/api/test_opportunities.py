"""Opportunities as the API gives them out."""

import json

import pytest
from django.utils import timezone

from opportunities.api.representations import Opportunity
from tests.api.conftest import SECRETS
from tests.factories import OpportunityPageFactory, OrganisationPageFactory

pytestmark = pytest.mark.django_db


def titles(found):
    return [one["title"] for one in found["results"]]


def test_an_opportunity_tells_all_that_its_page_tells(api, open_data):
    page = open_data.everything
    found = api(f"opportunities/{page.pk}")

    assert found["url"] == f"http://testserver{page.url}"
    assert found["organisation"] == {
        "id": open_data.organisation.pk,
        "name": "Lesefreunde",
        "url": f"http://testserver{open_data.organisation.url}",
    }
    assert found["town"] == {"slug": "luenen", "name": "Lünen", "ags": "05978024"}
    assert found["fields"] == [{"slug": "schule-kita", "label": "Schule oder Kindergarten"}]
    assert [term["slug"] for term in found["activities"]] == ["vorlesen"]
    assert [term["slug"] for term in found["requirements"]] == ["fuehrungszeugnis"]
    assert [term["slug"] for term in found["target_groups"]] == ["kinder"]
    assert [term["slug"] for term in found["languages"]] == ["tr"]
    assert found["place"] == {
        "venue": "Kita Sonnenschein",
        "street": "Buchweg 2",
        "postcode": "44532",
        "city": "Lünen",
        "locality": "Brambauer",
        "latitude": 51.6,
        "longitude": 7.45,
    }
    assert found["slots"] == [
        {"weekday": "wednesday", "starts_at": "15:00", "ends_at": "17:00", "rhythm": "fortnightly"}
    ]
    assert found["dates"][0]["starts_at"] == "10:00"
    assert "Mittwoch" in " ".join(found["times_in_words"])
    assert found["open_until"] == page.closes_on.isoformat()
    assert (found["hours_per_week"], found["minimum_age"]) == (2.5, 16)
    assert (found["places_wanted"], found["places_left"], found["state"]) == (3, 2, "open")
    assert found["has_insurance"]
    assert not found["uses_plain_language"]
    assert found["freinet_id"] == "4711"
    assert found["contact"] == {
        "name": "Hans Muster",
        "email": "hans.muster@example.org",
        "phone": "02306 2000",
    }


def test_links_in_texts_lead_here_from_anywhere(api, open_data):
    html = api(f"opportunities/{open_data.everything.pk}")["description"]
    assert f'<a href="http://testserver{open_data.organisation.url}">uns</a>' in html
    assert '<a href="http://testserver/angebote/">Liste</a>' in html
    assert "linktype" not in html


def test_lists_and_files_name_no_contact_person(client, open_data):
    for path in ("opportunities", "opportunities.jsonl"):
        response = client.get(f"/api/v1/{path}")
        text = response.getvalue().decode()
        assert "Vorlesen in der Kita" in text
        assert "Muster" not in text
        assert "hans.muster@example.org" not in text
        assert "02306 2000" not in text


def test_only_what_is_open_and_public_is_there(api, lines, client, open_data):
    expected = {page.title for page in open_data.open}
    assert set(titles(api("opportunities"))) == expected
    assert {one["title"] for one in lines("opportunities.jsonl")} == expected
    listed = api(f"organisations/{open_data.organisation.pk}/opportunities")
    assert set(titles(listed)) == expected - {"Begleiten"}
    for page in open_data.away:
        for suffix in ("", ".jsonld"):
            assert client.get(f"/api/v1/opportunities/{page.pk}{suffix}").status_code == 404


def test_a_secret_address_is_in_no_answer(client, open_data):
    hidden, elsewhere = open_data.hidden.pk, open_data.elsewhere.pk
    for path in (
        "opportunities?je_seite=100",
        "opportunities?wo=Selm&umkreis=50",
        "opportunities.jsonl",
        f"opportunities/{hidden}",
        f"opportunities/{hidden}.jsonld",
        "organisations",
        "organisations.jsonl",
        f"organisations/{elsewhere}",
        f"organisations/{elsewhere}/opportunities",
    ):
        text = client.get(f"/api/v1/{path}").getvalue().decode()
        assert "Begleiten" in text or "Zuflucht" in text, path
        for secret in SECRETS:
            assert secret not in text, (path, secret)


def test_an_opportunity_with_a_secret_address_says_so(api, open_data):
    found = api(f"opportunities/{open_data.hidden.pk}")
    assert found["is_address_hidden"]
    assert found["place"]["city"] == "Selm"
    assert found["place"]["latitude"] is None


def test_what_is_online_has_no_place_and_what_is_full_says_so(api, open_data):
    assert api(f"opportunities/{open_data.online.pk}")["place"] is None
    full = api(f"opportunities/{open_data.full.pk}")
    assert (full["state"], full["places_left"]) == ("full", 0)


def test_filters_are_those_of_the_address(api, lines, open_data):
    everywhere = {page.title for page in open_data.open}
    reading = {"Vorlesen in der Kita"}
    for query, expected in {
        "ort=selm": {"Begleiten"},
        "ort=selm&ort=luenen": everywhere,
        "bereich=schule-kita": reading,
        "tag=mi": reading,
        "q=vorlesen": reading,
        "wie=online": {"Webseite pflegen"},
        "ehrenamtskarte=1&versichert=1": reading,
        "q=vorlesen&ort=selm": set(),
    }.items():
        assert set(titles(api(f"opportunities?{query}"))) == expected, query
        assert {one["title"] for one in lines(f"opportunities.jsonl?{query}")} == expected, query


def test_distances_are_told_where_a_place_is_asked_for(api, open_data):
    found = api("opportunities?wo=44532&umkreis=25")
    by_title = {one["title"]: one for one in found["results"]}
    assert 0 < by_title["Vorlesen in der Kita"]["distance_km"] < 15
    assert api("opportunities")["results"][0]["distance_km"] is None


def test_counts_come_when_asked_for(api, open_data):
    assert api("opportunities")["counts"] is None
    counts = api("opportunities?zaehlen=1&ort=selm")["counts"]
    assert (counts["ort"]["selm"], counts["ort"]["luenen"]) == (1, 3)
    assert counts["bereich"]["schule-kita"] == 0


def test_what_makes_no_sense_is_left_out_and_named(api, open_data):
    found = api("opportunities?ort=atlantis&seite=1e9&je_seite=-1&umkreis=%F0%9F%98%80&ab=gestern")
    assert found["count"] == len(open_data.open)
    assert (found["page"], found["per_page"]) == (1, 20)
    assert {"ort", "seite", "umkreis", "ab"} <= set(found["hints"])
    assert "atlantis" in found["hints"]["ort"]


def test_absurd_questions_get_a_normal_answer(api, home):
    for query in (
        "q=" + "x" * 10_000,
        "q=%00'%25%22",
        "q=a+AND+(b",
        "ort=%FF",
        "seite=0&je_seite=%00",
    ):
        assert api(f"opportunities?{query}")["page"] == 1


def test_pages_lead_on_and_end(api, open_data):
    first = api("opportunities?je_seite=3&ort=luenen&ort=selm")
    assert (first["count"], first["pages"], first["previous"]) == (4, 2, None)
    second = api(first["next"].split("/api/v1/")[1])
    assert "ort=luenen&ort=selm" in first["next"]
    assert (second["page"], second["next"], len(second["results"])) == (2, None, 1)
    assert not set(titles(first)) & set(titles(second))
    beyond = api("opportunities?je_seite=3&seite=99")
    assert (beyond["results"], beyond["next"]) == ([], None)
    assert beyond["previous"].endswith("seite=2")
    assert api("opportunities?je_seite=1000")["per_page"] == 100


def test_a_files_lines_are_as_described(lines, open_data):
    for line in lines("opportunities.jsonl"):
        assert Opportunity.model_validate(line).model_dump(mode="json") == line


@pytest.mark.parametrize("path", ["opportunities?je_seite=100", "opportunities.jsonl"])
def test_thirty_cost_as_many_queries_as_one(
    client, luenen, path, django_assert_max_num_queries, django_assert_num_queries
):
    organisation = OrganisationPageFactory(parent=luenen.page)
    OpportunityPageFactory(parent=organisation)
    fetch(client, path)
    with django_assert_max_num_queries(25) as few:
        assert fetch(client, path) == 1
    cost = len(few)
    for _ in range(29):
        OpportunityPageFactory(parent=organisation)
    fetch(client, path)
    with django_assert_num_queries(cost):
        assert fetch(client, path) == 30


def fetch(client, path):
    return client.get(f"/api/v1/{path}").getvalue().decode().count('"times_in_words"')


def test_a_file_comes_in_batches(client, luenen, monkeypatch):
    monkeypatch.setattr("core.api.streaming.BATCH", 2)
    organisation = OrganisationPageFactory(parent=luenen.page)
    for _ in range(5):
        OpportunityPageFactory(parent=organisation)
    response = client.get("/api/v1/opportunities.jsonl")
    batches = list(response)
    assert [batch.count(b"\n") for batch in batches] == [2, 2, 1]


def test_linked_data_uses_the_ontologys_words(client, open_data):
    response = client.get(f"/api/v1/opportunities/{open_data.everything.pk}.jsonld")
    assert response.headers["Content-Type"].startswith("application/ld+json")
    found = json.loads(response.content)
    ns = "https://ns.volunteeringdata.io/"
    assert found["@context"]["@vocab"] == ns
    assert (found["type"], found["title"]) == ("Activity", "Vorlesen in der Kita")
    assert found["id"] == found["role"][0]["applyLink"]
    assert found["cause"] == [ns + "EducationLanguages", ns + "YouthAndChildren"]
    assert found["organisation"]["name"] == "Lesefreunde"
    role = found["role"][0]
    assert role["minimumAge"] == "16"
    assert role["allowsRemoteParticipation"] is False
    assert role["reward"] == [ns + "TrainingProvided", ns + "ExpensesReimbursed"]
    assert role["accessibility"] == [
        ns + "BuildingAccessibilityFeatures",
        ns + "PublicTransportAccess",
    ]
    session = found["session"][0]
    assert session["location"][0]["address"] == "Buchweg 2, 44532 Lünen, DE"
    assert session["time"][0] == ns + "WednesdayAfternoon"
    day = open_data.everything.dates.first().takes_place_on
    start = session["time"][1]["owltime:hasBeginning"]["owltime:inXSDDateTimeStamp"]["@value"]
    assert start.startswith(f"{day.isoformat()}T10:00:00+0")


def test_the_page_names_its_linked_data(client, open_data):
    html = client.get(open_data.everything.url).content.decode()
    address = f"/api/v1/opportunities/{open_data.everything.pk}.jsonld"
    assert f'href="{address}"' in html


def test_last_modified_is_when_it_was_last_published(api, open_data):
    page = open_data.everything
    before = api(f"opportunities/{page.pk}")["last_modified"]
    page.title = "Vorlesen"
    page.save_revision().publish()
    found = api(f"opportunities/{page.pk}")
    assert found["title"] == "Vorlesen"
    assert found["last_modified"] > before
    assert found["published_at"] < timezone.now().isoformat()
