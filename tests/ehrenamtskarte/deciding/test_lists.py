"""The town's list of cases, the number in the menu and the panel."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from ehrenamtskarte.deciding import lists
from ehrenamtskarte.deciding.finding import keys_of
from ehrenamtskarte.deciding.scope import own_cases
from ehrenamtskarte.enums import AttestationState, CardApplicationState, CardType
from ehrenamtskarte.models import CardApplication
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory
from tests.ehrenamtskarte.deciding.cases import made_case
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db

State = CardApplicationState


def listed(client, **query) -> list[CardApplication]:
    response = client.get(reverse("card_cases:index"), query)
    assert response.status_code == 200
    return list(response.context["object_list"])


def test_what_waits_longest_comes_first_and_nothing_else_is_there(client, coordinator, luenen):
    newer = made_case(luenen)
    older = made_case(luenen, waiting_since=timezone.now() - dt.timedelta(days=9))
    for state in set(State) - {State.READY}:
        made_case(luenen, state=state)
    assert listed(client) == [older, newer]


def test_other_towns_and_what_was_not_handed_in_are_not_there(client, coordinator, luenen, selm):
    own = made_case(luenen, first_name="Ada", last_name="Eigen")
    made_case(selm, first_name="Ada", last_name="Fremd")
    for state in (State.DRAFT, State.UNCONFIRMED):
        made_case(luenen, first_name="Ada", last_name="Entwurf", state=state)
    assert listed(client, q="ada") == [own]
    assert listed(client) == [own]


def test_the_office_sees_all_towns_and_may_choose_one(client, office, luenen, selm):
    here, there = made_case(luenen), made_case(selm)
    assert listed(client) == [here, there]
    assert listed(client, municipality=selm.municipality.pk) == [there]


def test_a_coordinator_of_one_town_is_not_asked_for_it(client, coordinator, luenen):
    response = client.get(reverse("card_cases:index"))
    assert "municipality" not in response.context["filters"].form.fields


@pytest.mark.parametrize(
    "state", sorted(set(State) - {State.DRAFT, State.UNCONFIRMED, State.READY})
)
def test_every_other_state_is_one_choice_away(client, coordinator, luenen, state):
    made_case(luenen)
    wanted = made_case(luenen, state=state)
    assert listed(client, state=state) == [wanted]


def test_of_what_is_over_the_newest_is_on_top(client, coordinator, luenen):
    old = made_case(
        luenen, state=State.DECLINED, waiting_since=timezone.now() - dt.timedelta(days=400)
    )
    new = made_case(luenen, state=State.DECLINED)
    assert listed(client, state=State.DECLINED) == [new, old]


def test_by_kind_and_by_age(client, coordinator, luenen):
    jubilee = made_case(luenen, card_type=CardType.JUBILEE)
    old = made_case(luenen, waiting_since=timezone.now() - dt.timedelta(days=30))
    assert listed(client, card_type=CardType.JUBILEE) == [jubilee]
    assert listed(client, waiting=28) == [old]
    assert listed(client, waiting=90) == []


@pytest.mark.parametrize(
    "words", ["Müller", "mueller", "MUELL", "Jörg", "joerg m", "müller j", "Werkstatt", "werkst"]
)
def test_is_found_by_the_beginning_of_either_name_or_of_the_organisation(
    client, coordinator, luenen, words
):
    other = CardApplicationFactory(
        municipality=luenen.municipality, first_name="Ina", last_name="Anders"
    )
    AttestationFactory(application=other, organisation_name="Tafel")
    wanted = CardApplicationFactory(
        municipality=luenen.municipality,
        first_name="Jörg",
        last_name="Müller",
        state=State.ISSUED,
    )
    AttestationFactory(application=wanted, organisation_name="Werkstatt am Kanal")
    assert listed(client, q=words) == [wanted]


def test_one_letter_and_the_middle_of_a_word_find_nobody(client, coordinator, luenen):
    made_case(luenen, first_name="Jörg", last_name="Müller")
    for words in ("m", "%", "üller", "__"):
        assert listed(client, q=words) == []


def test_a_name_that_was_corrected_is_found_by_the_new_one(client, coordinator, luenen):
    made = made_case(luenen, first_name="Jörk", last_name="Müler")
    made.first_name, made.last_name = "Jörg", "Müller"
    made.save(update_fields=["first_name", "last_name"])
    assert listed(client, q="jörg mül") == [made]


def test_the_same_queries_for_one_case_and_for_twenty(client, coordinator, luenen):
    def asked(**query) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            listed(client, **query)
        return len(asked_of_pages(captured))

    made_case(luenen)
    asked()
    few, found = asked(), asked(q="er")
    for _ in range(19):
        made_case(luenen)
    assert (asked(), asked(q="er")) == (few, found)
    assert few <= 25


def test_says_what_the_rule_says(client, coordinator, luenen):
    made_case(luenen)
    made_case(luenen, hours=1)
    page = client.get(reverse("card_cases:index")).content.decode()
    assert "erfüllt die Regel" in page
    assert "1 Voraussetzung nicht erfüllt" in page


def test_counts_no_further_than_anybody_turns_pages(client, coordinator, luenen, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    for _ in range(3):
        made_case(luenen)
    response = client.get(reverse("card_cases:index"))
    assert response.context["paginator"].count == 2


def plan(queryset) -> str:
    if connection.vendor != "sqlite":
        pytest.skip("says how SQLite answers")
    return queryset.explain()


@pytest.mark.parametrize("state", [State.READY, State.ISSUED])
def test_the_list_is_read_from_its_index_in_order(coordinator, luenen, state):
    cases = own_cases(coordinator).filter(state=state).order_by("waiting_since", "pk")
    said = plan(cases)
    assert "card_application_desk" in said
    assert "TEMP B-TREE" not in said


def test_a_search_reads_names_from_their_indexes(coordinator, luenen):
    if connection.vendor != "sqlite":
        pytest.skip("says how SQLite answers")
    with CaptureQueriesContext(connection) as captured:
        keys_of("mü", towns=[luenen.municipality.pk])
    indexes = (
        "card_application_last_name",
        "card_application_first_name",
        "card_attestation_name",
    )
    assert len(captured) == len(indexes)
    for query, index in zip(captured.captured_queries, indexes, strict=True):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            said = " ".join(row[-1] for row in cursor.fetchall())
        assert f"USING INDEX {index} " in said
        assert "TEMP B-TREE" not in said


def test_a_search_within_a_state(client, coordinator, luenen):
    for state in (State.READY, State.DECLINED):
        made_case(luenen, last_name="Zwilling", state=state)
    (found,) = listed(client, q="zwil", state=State.DECLINED)
    assert found.state == State.DECLINED


def label_of_menu(client) -> str:
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    (group,) = [one for one in admin_menu.registered_menu_items if one.label == "Ehrenamtskarte"]
    labels = [item.label for item in group.render_component(request).menu_items]
    (label,) = [one for one in labels if str(one).startswith("Anträge")]
    return str(label)


def test_the_menu_and_the_first_page_say_what_waits(client, coordinator, luenen, selm):
    assert label_of_menu(client) == "Anträge"
    assert "Was auf Sie wartet" not in client.get(reverse("wagtailadmin_home")).content.decode()
    made_case(luenen)
    made_case(luenen)
    made_case(selm)
    made_case(luenen, state=State.APPROVED)
    waits = made_case(luenen, state=State.ATTESTING, last_name="Wartet")
    AttestationFactory(
        application=waits,
        organisation_name="Verein ohne Post",
        state=AttestationState.OPEN,
        bounced_at=timezone.now(),
    )
    assert label_of_menu(client) == "Anträge (2)"
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Über 2 Anträge ist zu entscheiden" in page
    assert "1 Karte ist genehmigt" in page
    assert "Verein ohne Post" in page


def test_editors_see_nothing_of_it(client, luenen):
    from tests.factories import UserFactory

    made_case(luenen)
    client.force_login(UserFactory(groups=[luenen.municipality.editors]))
    assert client.get(reverse("card_cases:index")).status_code == 302
    assert "Was auf Sie wartet" not in client.get(reverse("wagtailadmin_home")).content.decode()
