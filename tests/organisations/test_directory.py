"""The list of organisations: words, towns, fields, counts."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import content_version
from core.models import EngagementField
from organisations.filters import OrganisationFilterSet
from organisations.models import OrganisationPage
from tests.factories import OrganisationPageFactory
from tests.queries import asked_of_pages
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db


def titles(address: str) -> list[str]:
    keys = OrganisationFilterSet(QueryDict(address)).answer.keys(0, 50)
    by_key = dict(list(OrganisationPage.objects.values_list("pk", "title")))
    return [by_key[key] for key in keys]


@shared_rows
def organisations(luenen, selm):
    hospice = OrganisationPageFactory(parent=luenen.page, title="Ökumenischer Hospizdienst")
    hospice.sectors = EngagementField.objects.filter(slug__in=["soziales", "gesundheit"])
    hospice.active_in = [selm.municipality]
    sport = OrganisationPageFactory(
        parent=selm.page, title="Turnverein", city="Selm", pitch="Wir turnen mit Kindern."
    )
    sport.sectors = EngagementField.objects.filter(slug="sport")
    for page in (hospice, sport):
        page.save_revision().publish()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["Ökumenischer Hospizdienst", "Turnverein"]),
        ("ort=luenen", ["Ökumenischer Hospizdienst"]),
        ("ort=selm", ["Ökumenischer Hospizdienst", "Turnverein"]),
        ("bereich=sport", ["Turnverein"]),
        ("bereich=sport&bereich=gesundheit", ["Ökumenischer Hospizdienst", "Turnverein"]),
        ("bereich=sport&ort=luenen", []),
        ("q=Hospiz", ["Ökumenischer Hospizdienst"]),
        ("q=Kinder", ["Turnverein"]),
        ("q=Kinder&bereich=gesundheit", []),
        ("q=😀", []),
        ("ort=atlantis&bereich=%00", ["Ökumenischer Hospizdienst", "Turnverein"]),
    ],
)
def test_words_towns_and_fields_narrow(organisations, address, found):
    assert titles(address) == found


def test_each_choice_says_how_many_remain(organisations):
    counts = OrganisationFilterSet(QueryDict("ort=luenen")).answer.counts
    assert (counts["ort"]["luenen"], counts["ort"]["selm"]) == (1, 2)
    assert counts["bereich"]["gesundheit"] == 1
    assert counts["bereich"].get("sport", 0) == 0


def test_chips_and_title_say_the_search(organisations):
    filters = OrganisationFilterSet(QueryDict("q=Hospiz&ort=selm"))
    assert filters.title == "Organisationen: „Hospiz“, Selm"
    assert [chip.query for chip in filters.chips] == ["ort=selm", "q=Hospiz"]


def test_the_page_marks_words_and_asks_a_fixed_number_of_queries(organisations, luenen):
    def queries(rows: int) -> int:
        content_version.forget_everything()
        Client().get(f"/organisationen/?q=Hospiz&nr={rows}a")
        with CaptureQueriesContext(connection) as captured:
            html = Client().get(f"/organisationen/?q=Hospiz&nr={rows}").content.decode()
        assert html.count("<mark>Hospizdienst</mark>") == rows
        return len(asked_of_pages(captured))

    before = queries(1)
    for number in range(5):
        OrganisationPageFactory(parent=luenen.page, title=f"Hospizdienst {number}")
    assert queries(6) == before


def test_drafts_are_not_found(organisations, luenen):
    OrganisationPageFactory(parent=luenen.page, title="Geheimverein", published=False)
    assert "Geheimverein" not in titles("q=Geheimverein")
