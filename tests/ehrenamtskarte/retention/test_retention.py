"""What time erases of cases and cards, what stays revoked, and what is still counted."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import Volunteer
from ehrenamtskarte.applications.states import RUNNING
from ehrenamtskarte.enums import AttestationState as Said
from ehrenamtskarte.enums import CardApplicationState as State
from ehrenamtskarte.enums import CardEnd, CardType, CredentialKind
from ehrenamtskarte.issuing.errors import IssueError
from ehrenamtskarte.issuing.services import replace_card, revoke_card
from ehrenamtskarte.models import Card, CardApplication, CardEvent, CardFigure, Credential
from ehrenamtskarte.retention import due
from ehrenamtskarte.retention.cards import erase_old_cards, forget_numbers
from ehrenamtskarte.retention.cases import erase_old_cases, give_up_unanswered
from ehrenamtskarte.retention.figures import yearly
from ehrenamtskarte.status.publishing import revoked_indexes
from tests.ehrenamtskarte.applications.factories import AttestationFactory, CardApplicationFactory
from tests.ehrenamtskarte.issuing.factories import issued
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(dt.datetime(2030, 6, 15, 3, 20))
LONG_AGO = timezone.make_aware(dt.datetime(2029, 12, 1))  # more than six months
LATELY = timezone.make_aware(dt.datetime(2029, 12, 20))


@pytest.fixture
def town(luenen):
    return luenen.municipality


def case(town, state, at, **facts):
    made = CardApplicationFactory(municipality=town, state=state, waiting_since=at, **facts)
    AttestationFactory(application=made, state=Said.OPEN)
    return made


def test_what_waits_for_others_is_given_up_and_they_are_told(town):
    stale = [case(town, state, LONG_AGO) for state in (State.ATTESTING, State.ASKED)]
    kept = [case(town, state, LONG_AGO) for state in (State.READY, State.APPROVED)]
    kept.append(case(town, State.ATTESTING, LATELY))
    mailboxes = {one.email for one in stale}
    assert give_up_unanswered(NOW) == 2
    for one in stale:
        one.refresh_from_db()
        assert (one.state, one.name, one.volunteer) == (State.WITHDRAWN, "", None)
    for one in kept:
        one.refresh_from_db()
        assert one.state in RUNNING
    told = Email.objects.filter(message__contains="seit Monaten")
    assert {mail.to[0] for mail in told} == mailboxes
    assert give_up_unanswered(NOW) == 0


def test_what_came_to_nothing_is_erased_after_the_towns_own_months_and_counted(town, selm):
    old = case(town, State.DECLINED, LONG_AGO, card_type=CardType.JUBILEE)
    case(town, State.WITHDRAWN, LONG_AGO)
    kept = case(town, State.DECLINED, LATELY)
    elsewhere = case(selm.municipality, State.DECLINED, LONG_AGO)
    selm.municipality.card_cases_kept_months = 24
    selm.municipality.save()
    before = yearly([town, selm.municipality])
    assert erase_old_cases(NOW) == 2
    assert set(CardApplication.objects.all()) == {kept, elsewhere}
    assert not Volunteer.objects.filter(pk=old.volunteer_id).exists()
    rows = CardFigure.objects.values_list("municipality", "year", "card_type", "kind", "number")
    assert set(rows) == {
        (town.pk, 2029, CardType.JUBILEE, "declined", 1),
        (town.pk, 2029, CardType.STANDARD, "withdrawn", 1),
    }
    assert sum(one.withdrawn for one in yearly([town])) == 1
    assert sum(one.declined for one in yearly([town, selm.municipality])) == sum(
        one.declined for one in before
    )
    assert erase_old_cases(NOW) == 0


def test_whose_a_card_was_is_erased_and_its_code_stays_revoked(town):
    card = issued(town)
    AttestationFactory(application=card.application)
    volunteer, application = card.volunteer, card.application
    phone = Credential.objects.create(
        card=card,
        kind=CredentialKind.DIGITAL,
        cti=b"12345678",
        key=card.credentials.get().key,
        status_list=card.credentials.get().status_list,
        status_index=card.credentials.get().status_index ^ 1,
        token=b"x",
        holder_key={"x": "y"},
        device_name="Erikas Telefon",
    )
    revoke_card(card=card, end=CardEnd.DIED, note="Die Tochter rief an.", by=None)
    codes = list(card.credentials.order_by("pk"))
    indexes = {code.status_index for code in codes}
    ended_at = card.ended_at
    number, before = card.number, yearly([town])

    months = dt.timedelta(days=366)
    assert erase_old_cards(ended_at + dt.timedelta(days=360)) == 0
    assert erase_old_cards(ended_at + months) == 1
    card.refresh_from_db()
    assert (card.name, card.printed_name, card.search_name, card.end_note) == ("", "", "", "")
    assert (card.born_on, card.volunteer, card.application, card.number) == (
        None,
        None,
        None,
        number,
    )
    assert not Volunteer.objects.filter(pk=volunteer.pk).exists()
    assert not CardApplication.objects.filter(pk=application.pk).exists()
    assert not CardEvent.objects.exists()
    for code in card.credentials.all():
        assert (bytes(code.token), code.device_name, code.revoked_at is None) == (b"", "", False)
    phone.refresh_from_db()
    assert phone.holder_key == {}
    assert set(revoked_indexes(phone.status_list)) == indexes
    assert yearly([town]) == before
    with pytest.raises(IssueError):
        replace_card(card=card, end=CardEnd.LOST, by=None)
    assert erase_old_cards(ended_at + months) == 0

    # When no code can be shown any more, the number goes, too; the places stay given.
    assert forget_numbers(ended_at + months) == 0
    after = timezone.make_aware(dt.datetime(card.valid_until.year + 1, 12, 31))
    assert forget_numbers(after) == 1
    assert forget_numbers(after) == 0
    card.refresh_from_db()
    assert card.number.startswith("-")
    assert card not in Card.objects.with_number()
    assert set(revoked_indexes(phone.status_list)) == indexes


def test_the_card_that_took_its_place_keeps_the_application(town):
    lost = issued(town)
    application = lost.application
    new = replace_card(card=lost, end=CardEnd.LOST, by=None)
    lost.refresh_from_db()
    assert erase_old_cards(lost.ended_at + dt.timedelta(days=366)) == 1
    new.refresh_from_db()
    assert (new.application, new.volunteer) == (application, application.volunteer)
    # It expires in its turn; cards for life that hold are never erased.
    for_life = issued(town)
    Card.objects.filter(pk=for_life.pk).update(valid_until=None)
    after = timezone.make_aware(dt.datetime(new.valid_until.year + 2, 12, 31))
    assert erase_old_cards(after) == 1
    assert not CardApplication.objects.filter(pk=application.pk).exists()
    for_life.refresh_from_db()
    assert for_life.name


def test_only_at_night(town):
    old = case(town, State.DECLINED, LONG_AGO)
    due.do_what_is_due(NOW.replace(hour=12))
    old.refresh_from_db()
    due.do_what_is_due(NOW)
    assert not CardApplication.objects.exists()


def test_an_emptied_case_is_no_kin_of_an_erased_card(client, town):
    card = issued(town)
    revoke_card(card=card, end=CardEnd.DIED, by=None)
    card.refresh_from_db()
    erase_old_cards(card.ended_at + dt.timedelta(days=366))
    emptied = CardApplicationFactory(
        municipality=town,
        state=State.WITHDRAWN,
        first_name="",
        last_name="",
        born_on=None,
        email="",
    )
    client.force_login(UserFactory(groups=[town.coordinators]))
    page = client.get(reverse("card_cases:inspect", args=[emptied.pk])).content.decode()
    assert card.number not in page
    assert card.number in client.get(reverse("cards:inspect", args=[card.pk])).content.decode()


def test_the_report_shows_the_own_towns_years_also_erased_ones(client, town, selm):
    issued(town)
    for one, number in ((town, 41), (selm.municipality, 73)):
        CardFigure.objects.create(
            municipality=one, year=2024, card_type=CardType.STANDARD, kind="issued", number=number
        )
    client.force_login(UserFactory(groups=[town.coordinators]))
    page = client.get(reverse("card_figures")).content.decode()
    assert "<td>41</td>" in page
    assert "<td>73</td>" not in page
    assert str(timezone.localdate().year) in page


def test_a_towns_page_leads_to_its_card(client, luenen):
    page = client.get(luenen.page.url).content.decode()
    assert f"{reverse('card_requirements')}?ort=luenen" in page
