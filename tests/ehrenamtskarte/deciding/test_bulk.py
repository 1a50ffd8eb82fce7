"""Deciding about several cases at once."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ehrenamtskarte.enums import CardApplicationState as State
from tests.ehrenamtskarte.deciding.cases import made_case
from tests.factories import UserFactory
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db


def address(action: str, *cases) -> str:
    ids = "&".join(f"id={case.pk}" for case in cases)
    place = reverse("wagtail_bulk_action", args=["ehrenamtskarte", "cardapplication", action])
    return f"{place}?{ids}&next={reverse('card_cases:index')}"


def test_the_page_says_for_each_what_the_rule_says(client, coordinator, luenen, selm):
    good, poor = made_case(luenen), made_case(luenen, hours=1)
    decided, foreign = made_case(luenen, state=State.DECLINED), made_case(selm)
    response = client.get(address("approve", good, poor, decided, foreign))
    assert [one["item"] for one in response.context["items"]] == [good]
    assert {one.case for one in response.context["left_out"]} == {poor, decided}
    page = response.content.decode()
    assert "erfüllt die Regel" in page
    assert "Bitte einzeln entscheiden" in page
    assert foreign.name not in page


def test_approves_what_was_shown_and_nothing_else(
    client, coordinator, luenen, selm, django_capture_on_commit_callbacks
):
    good, poor, foreign = made_case(luenen), made_case(luenen, hours=1), made_case(selm)
    also = made_case(luenen)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address("approve", good, also, poor, foreign), {"note": ""})
    assert response.headers["Location"] == reverse("card_cases:index")
    for case, state in (
        (good, State.APPROVED),
        (also, State.APPROVED),
        (poor, State.READY),
        (foreign, State.READY),
    ):
        case.refresh_from_db()
        assert case.state == state
    assert good.decided_by == coordinator
    assert sorted(one.to[0] for one in mail.outbox) == sorted([good.email, also.email])


def test_declines_with_one_reason(client, coordinator, luenen):
    cases = [made_case(luenen, hours=1), made_case(luenen, hours=1)]
    assert client.post(address("decline", *cases), {"words": ""}).status_code == 200
    client.post(address("decline", *cases), {"words": "Zu wenige Stunden."})
    for case in cases:
        case.refresh_from_db()
        assert (case.state, case.reason) == (State.DECLINED, "Zu wenige Stunden.")


def test_the_same_queries_for_one_and_for_ten(client, coordinator, luenen):
    def asked(cases) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address("approve", *cases)).status_code == 200
        return len(asked_of_pages(captured))

    cases = [made_case(luenen) for _ in range(10)]
    asked(cases)
    assert asked(cases[:1]) == asked(cases)


def test_whoever_decides_nothing_gets_no_page(client, luenen):
    case = made_case(luenen)
    client.force_login(UserFactory(groups=[luenen.municipality.editors]))
    assert client.get(address("approve", case)).status_code == 404
    assert client.post(address("approve", case), {"note": ""}).status_code == 404
    case.refresh_from_db()
    assert case.state == State.READY


def test_nonsense_in_the_address_is_no_error(client, coordinator, luenen):
    place = reverse("wagtail_bulk_action", args=["ehrenamtskarte", "cardapplication", "approve"])
    for query in ("", "?id=all", "?id=x&id=9999999"):
        assert client.get(place + query).status_code == 200
