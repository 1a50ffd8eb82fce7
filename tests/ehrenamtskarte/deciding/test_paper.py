"""What came on paper is typed in by the desk."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from ehrenamtskarte.enums import AttestationState, CardEventKind
from ehrenamtskarte.enums import CardApplicationSource as Source
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.models import CardApplication

pytestmark = pytest.mark.django_db

ADDRESS = "card_cases:add"


def typed(town, **more) -> dict[str, str]:
    return {
        "municipality": str(town.municipality.pk),
        "card_type": "0",
        "received_on": timezone.localdate().isoformat(),
        "first_name": "Paula",
        "last_name": "Papier",
        "born_on": "24.12.1957",
        "street": "Marktweg 2",
        "postcode": "44532",
        "city": "Lünen",
        "email": "",
        "phone": "02306 77",
        "pay": "nothing",
        "works-TOTAL_FORMS": "5",
        "works-INITIAL_FORMS": "0",
        "works-0-organisation_name": "Heimatverein",
        "works-0-role": "Archiv",
        "works-0-since": "2012-03-01",
        "works-0-hours_per_week": "6",
        "works-0-signed_by": "Heiner Heim",
        **more,
    }


def test_a_signed_paper_is_to_be_decided_at_once(client, coordinator, luenen):
    response = client.post(reverse(ADDRESS), typed(luenen))
    case = CardApplication.objects.get()
    assert response.headers["Location"] == reverse("card_cases:inspect", args=[case.pk])
    assert (case.source, case.state) == (Source.PAPER, State.READY)
    (attestation,) = case.attestations.all()
    assert (attestation.state, attestation.answered_by) == ("confirmed", "Heiner Heim")
    assert {event.by for event in case.events.all()} == {coordinator}
    assert CardEventKind.SUBMITTED in {event.kind for event in case.events.all()}
    assert mail.outbox == []


def test_the_rule_of_the_day_it_came_counts(client, coordinator, luenen):
    for day, hours in (("2026-01-31", 5), ("2026-02-01", 4)):
        client.post(reverse(ADDRESS), typed(luenen, received_on=day, last_name=f"Papier {hours}"))
        case = CardApplication.objects.get(last_name=f"Papier {hours}")
        assert case.submitted_on == dt.date.fromisoformat(day)
        assert case.association_rule.hours_per_week == hours


def test_who_has_not_signed_is_asked_by_mail(
    client, coordinator, luenen, django_capture_on_commit_callbacks
):
    more = {
        "works-1-organisation_name": "Chor",
        "works-1-role": "Noten",
        "works-1-since": "2015-01-01",
        "works-1-hours_per_year": "40",
        "works-1-contact_email": "chor@example.org",
    }
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse(ADDRESS), typed(luenen, **more))
    case = CardApplication.objects.get()
    assert case.state == State.ATTESTING
    assert case.attestations.filter(state=AttestationState.OPEN).get().organisation_name == "Chor"
    assert [one.to for one in mail.outbox] == [["chor@example.org"]]


def test_selm_wants_two_signatures(client, office, selm):
    person = {"postcode": "59379", "city": "Selm"}
    response = client.post(reverse(ADDRESS), typed(selm, **person))
    assert response.status_code == 422
    assert not CardApplication.objects.exists()
    client.post(reverse(ADDRESS), typed(selm, **person, **{"works-0-second_signed_by": "Ida Heim"}))
    assert CardApplication.objects.get().state == State.READY


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_name": ""},
        {"received_on": "2199-01-01"},
        {"received_on": "1999-01-01"},
        {"born_on": "x"},
        {"postcode": "00000"},
        {"works-0-since": ""},
        {"works-0-hours_per_week": "99"},
        {"works-0-organisation_name": "", "works-0-role": ""},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, coordinator, luenen, wrong):
    response = client.post(reverse(ADDRESS), typed(luenen, **wrong))
    assert response.status_code == 422
    assert not CardApplication.objects.exists()
    assert "Heiner Heim" in response.content.decode()


def test_nobody_is_typed_in_twice_or_for_another_town(client, coordinator, luenen, selm):
    client.post(reverse(ADDRESS), typed(luenen))
    again = client.post(reverse(ADDRESS), typed(luenen))
    assert again.status_code == 422
    assert client.post(reverse(ADDRESS), typed(selm, last_name="Fremd")).status_code == 422
    assert CardApplication.objects.count() == 1
