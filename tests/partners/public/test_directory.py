"""The list of shops: words, towns, distance, hours, kinds of benefit, counts."""

import datetime as dt

import pytest
import time_machine
from django.http import QueryDict

from core import content_version
from partners.filters import PartnerFilterSet
from partners.models import Benefit, Partner, PartnerPage
from tests.partners.public.rows import shop

pytestmark = pytest.mark.django_db


def titles(address: str) -> list[str]:
    keys = PartnerFilterSet(QueryDict(address)).answer.keys(0, 50)
    by_key = dict(list(PartnerPage.objects.values_list("pk", "title")))
    return [by_key[key] for key in keys]


KORN, BAD, NETZ = "Bäckerei Korn", "Auenbad", "Netzladen"


def test_each_parameter_narrows(shops):
    found = {
        "": [BAD, KORN, NETZ],  # who gives nothing at present stands last
        "ort=luenen": [KORN, NETZ],
        "ort=selm": [BAD, KORN, NETZ],
        "kategorie=sport": [BAD],
        "kategorie=sport&kategorie=essen-und-trinken": [BAD, KORN],
        "art=rabatt": [KORN],
        "art=eintritt&art=rabatt": [BAD, KORN],
        "art=anderes": [],  # only later
        "begleitung=1": [KORN],
        "stufenfrei=1&ueberall=1": [],
        "ueberall=1": [NETZ],
        "q=Kuchen": [KORN],
        "q=Sauerteig": [KORN],
        "q=Auenbat": [BAD],
        "wo=59379&umkreis=2": [BAD, KORN],
        "wo=44532&umkreis=2": [KORN],
        "plz=44532&radius=50": [KORN, BAD],
        "wo=Atlantis": [BAD, KORN, NETZ],
    }
    assert {address: titles(address) for address in found} == found


@pytest.mark.parametrize(
    ("now", "address", "found"),
    [
        ("2026-11-23 06:30", "", [KORN]),  # Monday
        ("2026-11-21 09:00", "", [KORN]),  # Saturday, in Selm only
        ("2026-11-21 09:00", "&ort=luenen", []),
        ("2026-11-21 09:00", "&wo=44532&umkreis=2", []),
        ("2026-11-21 11:00", "&ort=selm", [BAD, KORN]),
        ("2026-12-25 11:00", "", []),  # Christmas, nobody says to be open
    ],
)
def test_a_chain_is_open_where_its_open_place_is(shops, now, address, found):
    berlin = dt.datetime.fromisoformat(f"{now}+01:00")
    with time_machine.travel(berlin, tick=False):
        content_version.forget_everything()
        assert titles(f"offen=1{address}") == found


def test_each_choice_says_how_many_remain(shops):
    counts = PartnerFilterSet(QueryDict("ort=luenen")).answer.counts
    assert (counts["ort"]["luenen"], counts["ort"]["selm"]) == (2, 3)
    assert counts["kategorie"]["essen-und-trinken"] == 1
    assert counts["kategorie"]["sport"] == 0
    assert counts["art"]["rabatt"] == counts["begleitung"]["1"] == 1
    # The page is kept for hours, so it says only when asked how many are open.
    assert "offen" not in counts
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), tick=False):
        assert PartnerFilterSet(QueryDict("offen=1")).answer.counts["offen"]["1"] == 1


def test_chips_title_and_hints_say_the_search(shops):
    filters = PartnerFilterSet(QueryDict("q=Kuchen&wo=Selm&umkreis=5&offen=1"))
    assert filters.title == "Vorteile: „Kuchen“, 5 km um Selm, jetzt geöffnet"
    assert [chip.query for chip in filters.chips] == [
        "wo=Selm&umkreis=5&offen=1", "q=Kuchen&offen=1", "q=Kuchen&wo=Selm&umkreis=5",
    ]  # fmt: skip
    assert "Atlantis" in PartnerFilterSet(QueryDict("wo=Atlantis")).hints["wo"]
    nothing = PartnerFilterSet(QueryDict("wo=44532&umkreis=2&kategorie=sport"))
    assert nothing.answer.count == 0
    assert nothing.ways_on[0].count == 1


def test_benefits_come_and_go_with_their_days(shops):
    assert titles("q=irgendwann") == []
    with time_machine.travel(dt.datetime(2099, 6, 1, 12, tzinfo=dt.UTC)):
        assert titles("art=anderes") == [KORN]


def test_who_takes_part_no_longer_is_gone(shops, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        partner = Partner.objects.get(page=shops.pool)
        partner.state = "ended"
        partner.save()
        Benefit.objects.get(percent=10).delete()
    assert titles("") == [KORN, NETZ]
    assert titles("art=rabatt") == []


def test_drafts_and_what_is_not_public_are_not_found(shops, luenen):
    page = shop(luenen, "Zwetschgenstand")
    page.unpublish()
    content_version.forget_everything()
    assert titles("q=Zwetschgenstand") == []
