"""The rules in the administration."""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardRule
from home.services import OFFICE
from tests.ehrenamtskarte.rules.test_changing import DAY, apply
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

EMPTY = {
    "municipality": "",
    "card_type": "0",
    "valid_from": "2030-01-01",
    "valid_until": "",
    "hours_per_week": "",
    "hours_per_year": "",
    "sums_organisations": "unknown",
    "prior_years": "",
    "prior_years_of_minors": "",
    "total_years": "",
    "must_go_on": "unknown",
    "minimum_age": "",
    "for_residents": "unknown",
    "for_active": "unknown",
    "pay_rule": "",
    "honorary_allowance": "",
    "trainer_allowance": "",
    "signatures": "",
    "allows_self_declaration": "unknown",
    "organisation_may_propose": "unknown",
    "validity_years": "",
    "is_unlimited": "unknown",
}
WHOLE = {
    "hours_per_week": "3",
    "hours_per_year": "150",
    "sums_organisations": "true",
    "prior_years": "1",
    "for_residents": "true",
    "for_active": "true",
    "pay_rule": "any",
    "validity_years": "3",
}


@pytest.fixture
def coordinator(client, selm):
    user = UserFactory(groups=[selm.municipality.coordinators])
    client.force_login(user)
    return user


@pytest.fixture
def office(client, selm, django_user_model):
    from django.contrib.auth.models import Group

    user = UserFactory(groups=[Group.objects.get(name=OFFICE)])
    client.force_login(user)
    return user


@pytest.fixture
def rule(selm) -> CardRule:
    return CardRule.objects.get(municipality=selm.municipality)


@pytest.fixture
def used(selm, rule) -> CardRule:
    general = CardRule.objects.filter(municipality=None, card_type=0).latest("valid_from")
    apply(selm.municipality, general, rule)
    return rule


def url(view: str, rule: CardRule | None = None) -> str:
    return reverse(f"card_rules:{view}", args=[rule.pk] if rule else [])


def test_the_office_lists_all_rules_by_town_type_and_day(client, office, luenen, selm):
    def listed(**query) -> set[CardRule]:
        return set(client.get(url("index"), query).context["object_list"])

    assert listed() == set(CardRule.objects.all())
    assert listed(municipality="association") == set(CardRule.objects.filter(municipality=None))
    assert listed(municipality=selm.municipality.pk) == set(
        CardRule.objects.filter(municipality=selm.municipality)
    )
    assert listed(card_type="1") == set(CardRule.objects.filter(card_type=CardType.JUBILEE))
    on = listed(on="2026-01-31", municipality="association", card_type="0")
    assert [one.hours_per_year for one in on] == [250]


def test_the_list_says_what_a_rule_says_and_until_when(client, office, selm):
    text = client.get(url("index")).content.decode()
    assert "31.01.2026" in text  # the day before the state asked for less
    assert "Selm ab 01.01.2008" in text
    assert "Jahre Engagement vorher: 3" in text
    assert "Stunden je Woche: 4; Stunden je Jahr: 200" in text
    assert "Nachfolger anlegen" in text


def test_the_list_asks_no_more_for_more_rules(
    client, office, selm, luenen, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url("index"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("index"))
    CardRule.objects.bulk_create(
        CardRule(municipality=luenen.municipality, valid_from=dt.date(2030, 1, day), prior_years=1)
        for day in range(1, 11)
    )
    with CaptureQueriesContext(connection) as many:
        client.get(url("index"))
    assert len(many) == len(few)


def test_a_coordinator_adds_a_rule_of_the_own_town_only(client, coordinator, selm, luenen):
    form = client.get(url("add")).context["form"]
    assert list(form.fields["municipality"].queryset) == [selm.municipality]
    new = EMPTY | {"prior_years": "1", "shortcuts": ["juleica", "fire"], "must_go_on": "true"}
    for foreign in ("", luenen.municipality.pk):
        response = client.post(url("add"), new | {"municipality": foreign})
        assert "municipality" in response.context["form"].errors
    response = client.post(url("add"), new | {"municipality": selm.municipality.pk})
    assert response.status_code == 302
    rule = CardRule.objects.get(valid_from=dt.date(2030, 1, 1))
    assert rule.says() == {"prior_years": 1, "shortcuts": ["juleica", "fire"], "must_go_on": True}


def test_what_nobody_ticked_is_left_open_and_none_is_an_answer(client, coordinator, selm):
    new = EMPTY | {"municipality": selm.municipality.pk}
    client.post(url("add"), new)
    assert CardRule.objects.get(valid_from="2030-01-01").shortcuts is None
    client.post(url("add"), new | {"valid_from": "2031-01-01", "shortcuts": ["none"]})
    assert CardRule.objects.get(valid_from="2031-01-01").shortcuts == []
    both = new | {"valid_from": "2032-01-01", "shortcuts": ["none", "fire"]}
    assert "shortcuts" in client.post(url("add"), both).context["form"].errors


def test_the_association_has_to_say_everything(client, office):
    response = client.post(url("add"), EMPTY)
    assert "Verbund" in str(response.context["form"].errors)
    assert client.post(url("add"), EMPTY | WHOLE).status_code == 302
    rule = CardRule.objects.get(municipality=None, valid_from=dt.date(2030, 1, 1))
    assert rule.hours_per_week == 3


def test_two_rules_of_one_day_are_refused(client, coordinator, selm, rule):
    again = EMPTY | {"municipality": selm.municipality.pk, "valid_from": str(rule.valid_from)}
    assert client.post(url("add"), again).context["form"].errors


def test_a_rule_is_changed_until_it_is_used(client, coordinator, selm, rule):
    facts = EMPTY | {
        "municipality": selm.municipality.pk,
        "valid_from": str(rule.valid_from),
        "prior_years": "1",
    }
    assert client.post(url("edit", rule), facts).status_code == 302
    rule.refresh_from_db()
    assert rule.prior_years == 1


def test_of_a_used_rule_only_the_end_can_be_set(client, coordinator, used):
    page = client.get(url("edit", used))
    assert list(page.context["form"].fields) == ["valid_until"]
    assert "Nach dieser Regel wurde schon beantragt" in page.content.decode()
    early = str(DAY - dt.timedelta(days=1))
    refused = client.post(url("edit", used), {"valid_until": early, "prior_years": "0"})
    assert "15. Juni 2026" in str(refused.context["form"].errors["valid_until"])
    before = client.post(url("edit", used), {"valid_until": "2000-01-01"})
    assert "valid_until" in before.context["form"].errors
    assert client.post(url("edit", used), {"valid_until": str(DAY)}).status_code == 302
    used.refresh_from_db()
    assert (used.valid_until, used.prior_years) == (DAY, 3)


def test_a_used_rule_is_not_deleted(client, coordinator, used):
    for response in (client.get(url("delete", used)), client.post(url("delete", used))):
        assert response.status_code == 302
        assert response.url == url("edit", used)
    assert CardRule.objects.filter(pk=used.pk).exists()


def test_an_unused_rule_is_deleted(client, coordinator, rule):
    assert client.post(url("delete", rule)).status_code == 302
    assert not CardRule.objects.filter(pk=rule.pk).exists()


def test_a_successor_begins_with_what_the_last_one_says(client, coordinator, selm, used):
    form = client.get(url("copy", used)).context["form"]
    assert form.initial["prior_years"] == 3
    assert form.initial["signatures"] == 2
    assert form.initial["valid_from"] > dt.date.today()
    facts = EMPTY | {
        "municipality": selm.municipality.pk,
        "prior_years": "2",
        "signatures": "1",
    }
    assert client.post(url("copy", used), facts).status_code == 302
    assert CardRule.objects.filter(municipality=selm.municipality).count() == 2
    used.refresh_from_db()
    assert used.prior_years == 3


def test_a_successor_may_not_reach_back(client, coordinator, selm, used):
    facts = EMPTY | {"municipality": selm.municipality.pk, "valid_from": str(DAY)}
    response = client.post(url("copy", used), facts)
    assert "15. Juni 2026" in str(response.context["form"].errors["valid_from"])


def test_a_rule_in_full_with_what_the_association_says(client, coordinator, rule):
    text = client.get(url("inspect", rule)).content.decode()
    assert "Was Selm selbst beschlossen hat" in text
    assert "4 Stunden in der Woche oder 200 im Jahr" in text
    assert "von zwei Personen jeder Organisation" in text


def test_another_towns_rules_do_not_exist(client, coordinator, luenen):
    foreign = CardRule.objects.get(municipality=luenen.municipality)
    general = CardRule.objects.filter(municipality=None).first()
    for one in (foreign, general):
        for view in ("edit", "delete", "inspect", "history", "usage"):
            assert client.get(url(view, one)).status_code == 404
        assert client.get(url("copy", one)).url == reverse("wagtailadmin_home")


def test_the_menu_has_the_card(rf, office):
    request = rf.get("/verwaltung/")
    request.user = office
    names = [item.name for item in admin_menu.menu_items_for_request(request)]
    assert "ehrenamtskarte" in names
