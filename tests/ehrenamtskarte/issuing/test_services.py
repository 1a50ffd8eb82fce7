"""One card: made, ended, replaced, handed over."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.enums import (
    CardApplicationSource,
    CardApplicationState,
    CardEnd,
    CardEventKind,
    CardType,
    CredentialKind,
)
from ehrenamtskarte.issuing import IssueError, issue_card, services
from ehrenamtskarte.issuing.activation import digest_of, new_code
from ehrenamtskarte.issuing.codes import code_text
from ehrenamtskarte.issuing.numbers import check_digit, draw_number, read_number
from ehrenamtskarte.issuing.services import hand_over, replace_card, revoke_card
from ehrenamtskarte.keys.published import address_of, own_key_set
from ehrenamtskarte.models import ActivationCode, Card, CardApplication
from ehrenamtskarte.status.publishing import publish_list
from tests.ehrenamtskarte.applications.factories import CardApplicationFactory
from tests.ehrenamtskarte.issuing.factories import approved, issued

Code = IssueError.Code


@pytest.fixture
def town(luenen):
    return luenen.municipality


def verdict_on(card, now=None):
    """What a till says that has just fetched keys and list."""
    code = card.credentials.get(kind=CredentialKind.PRINTED)
    keys = own_key_set()
    now = now or timezone.now()
    published = publish_list(code.status_list, now=now)
    address = address_of(code.status_list)
    status = read_status_list(
        bytes(published.token), address=address, signers=keys.of_list(address)
    )
    return judge(code_text(code), keys=keys, lists={address: status}, now=now)


def test_a_card_is_made_of_an_approved_application(town, admin_user):
    application = approved(town, first_name="Jörg", last_name="Müller")
    card = issue_card(application, admin_user)
    application.refresh_from_db()
    assert application.state == CardApplicationState.ISSUED
    assert (card.name, card.search_name) == ("Jörg Müller", "mueller joerg")
    assert card.number.startswith("LUE-")
    assert read_number(card.number) == card.number
    assert card.valid_from == timezone.localdate()
    assert card.valid_until is not None
    verdict = verdict_on(card)
    assert verdict.kind == VerdictKind.VALID
    assert verdict.claims.name == "Jörg Müller"
    assert verdict.claims.valid_until == card.valid_until
    assert verdict.issuer.name == "Lünen"
    (event,) = card.events.all()
    assert (event.kind, event.by, event.application) == (
        CardEventKind.ISSUED,
        admin_user,
        application,
    )
    (mail,) = Email.objects.all()
    assert mail.to == [application.email]
    assert card.number in mail.message
    code = mail.message.partition("/meine-karte/#")[2].split()[0]
    assert ActivationCode.objects.get(digest=digest_of(code)).card == card


def test_only_who_has_shown_to_read_the_mailbox_gets_a_code_by_mail(town):
    for source, gets_one in {
        CardApplicationSource.ONLINE: True,
        CardApplicationSource.RENEWAL: True,
        CardApplicationSource.PAPER: False,
        CardApplicationSource.COLLECTIVE: False,
        CardApplicationSource.PROPOSAL: False,
    }.items():
        card = issue_card(approved(town, source=source), None)
        new = replace_card(card=card, end=CardEnd.LOST, by=None)
        for one in (card, new):
            assert one.activation_codes.filter(by_mail=True).exists() == gets_one, source
            mail = Email.objects.get(message__contains=f"Nummer: {one.number}")
            assert ("/meine-karte/#" in mail.message) == gets_one, source
        # The letter comes later and ends none but those of earlier letters.
        first, second = (new_code(new)[1] for _letter in range(2))
        living = set(new.activation_codes.filter(expires_at__gt=timezone.now()))
        assert (first in living, second in living, len(living)) == (False, True, 1 + gets_one)


def test_an_application_has_one_card(town):
    application = approved(town)
    card = issue_card(application, None)
    assert issue_card(CardApplication.objects.get(pk=application.pk), None) == card
    assert Card.objects.count() == Email.objects.count() == 1


@pytest.mark.parametrize("state", [CardApplicationState.READY, CardApplicationState.DECLINED])
def test_only_what_is_approved_gets_a_card(town, state):
    with pytest.raises(IssueError) as error:
        issue_card(CardApplicationFactory(municipality=town, state=state), None)
    assert error.value.code == Code.NOT_APPROVED
    assert not Card.objects.exists()


def test_a_name_that_no_typeface_has_stops_its_card_before_it_is_made(town):
    application = approved(town, last_name="مولر")
    with pytest.raises(IssueError) as error:
        issue_card(application, None)
    assert error.value.code == Code.NAME
    application.refresh_from_db()
    assert application.state == CardApplicationState.APPROVED
    assert not Card.objects.exists()


def test_a_jubilee_card_is_for_life(town):
    card = issued(town, card_type=CardType.JUBILEE)
    assert card.valid_until is None
    later = timezone.now() + dt.timedelta(days=40 * 365)
    assert verdict_on(card, later).kind == VerdictKind.VALID


def test_numbers_catch_what_people_mistype(town):
    number = draw_number(town)
    digits = number[4:].replace("-", "")
    assert read_number(f" {number.lower().replace('-', ' ')} ") == number
    for place in range(8):
        wrong = f"{digits[:place]}{(int(digits[place]) + 1) % 10}{digits[place + 1 :]}"
        assert read_number(f"LUE-{wrong}") is None
        if place < 7 and digits[place] != digits[place + 1]:
            swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
            assert read_number(f"LUE-{swapped}") is None
    assert check_digit("572") == 4  # the example of Damm's paper


def test_a_number_that_is_taken_is_drawn_again(town, monkeypatch):
    drawn = iter(["LUE-0000-0000", "LUE-0000-0000", "LUE-1111-1111"])
    monkeypatch.setattr(services, "draw_number", lambda town: next(drawn))
    assert [issued(town).number, issued(town).number] == ["LUE-0000-0000", "LUE-1111-1111"]


def test_the_database_keeps_numbers_apart(town):
    first, second = issued(town), issued(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.filter(pk=first.pk).update(number=second.number)


def test_revoked_everywhere_with_the_next_list(town, admin_user):
    card = issued(town)
    assert verdict_on(card).kind == VerdictKind.VALID
    revoke_card(card=card, end=CardEnd.LOST, note="Im Zug", by=admin_user)
    assert verdict_on(card).kind == VerdictKind.REVOKED
    assert card.events.last().note.endswith(": Im Zug")
    assert "Im Zug" in Email.objects.latest("pk").message
    with pytest.raises(IssueError) as error:
        revoke_card(card=card, end=CardEnd.STOLEN, by=admin_user)
    assert error.value.code == Code.ENDED


def test_nobody_writes_to_the_dead(town):
    card = issued(town)
    written = Email.objects.count()
    revoke_card(card=card, end=CardEnd.DIED, by=None)
    assert Email.objects.count() == written


def test_lost_with_a_new_one_until_the_same_day(town):
    card = issued(town)
    new = replace_card(card=card, end=CardEnd.LOST, by=None)
    assert new.number != card.number
    assert (new.replaces, new.valid_until, new.name) == (card, card.valid_until, card.name)
    assert verdict_on(card).kind == VerdictKind.REVOKED
    assert verdict_on(new).kind == VerdictKind.VALID
    with pytest.raises(IssueError):
        replace_card(card=card, end=CardEnd.LOST, by=None)


def test_revoked_first_and_replaced_later(town):
    card = issued(town)
    revoke_card(card=card, end=CardEnd.STOLEN, by=None)
    new = replace_card(card=card, end=CardEnd.STOLEN, by=None)
    card.refresh_from_db()
    assert (new.replaces, card.end) == (card, CardEnd.STOLEN)


def test_another_name_or_town(town, selm):
    card = issued(town, first_name="Eva", last_name="Alt")
    with pytest.raises(IssueError) as error:
        replace_card(card=card, end=CardEnd.CHANGED, first_name="Eva", last_name="Alt", by=None)
    assert error.value.code == Code.NOTHING_CHANGED
    married = replace_card(
        card=card, end=CardEnd.CHANGED, first_name="Eva", last_name="Neu", by=None
    )
    assert (married.name, married.search_name) == ("Eva Neu", "neu eva")
    moved = replace_card(card=married, end=CardEnd.CHANGED, municipality=selm.municipality, by=None)
    assert moved.number.startswith("SEL-")
    assert verdict_on(moved).issuer.name == "Selm"
    assert verdict_on(married).kind == VerdictKind.REVOKED


def renewal_of(card, town):
    return approved(town, renews=card, source=CardApplicationSource.RENEWAL)


def test_a_renewal_begins_when_the_old_card_ends(town):
    card = issued(town)
    with time_machine.travel(dt.datetime.combine(card.valid_until, dt.time(9)), tick=False):
        new = issue_card(renewal_of(card, town), None)
    assert new.replaces == card
    assert new.valid_from == card.valid_until + dt.timedelta(days=1)
    # Not a second between both, and never both.
    last = dt.datetime.combine(card.valid_until, dt.time(23, 59, 58)).astimezone()
    for moment, old_kind, new_kind in (
        (last, VerdictKind.VALID, VerdictKind.NOT_YET_VALID),
        (last + dt.timedelta(seconds=2), VerdictKind.EXPIRED, VerdictKind.VALID),
    ):
        assert verdict_on(card, moment).kind == old_kind
        assert verdict_on(new, moment).kind == new_kind


def test_a_late_renewal_begins_at_once(town):
    card = issued(town)
    later = dt.datetime.combine(card.valid_until + dt.timedelta(days=9), dt.time(9))
    with time_machine.travel(later, tick=False):
        new = issue_card(renewal_of(card, town), None)
        assert new.valid_from == timezone.localdate()
        assert verdict_on(new).kind == VerdictKind.VALID


def test_a_card_for_life_takes_over_at_once(town):
    card = issued(town)
    new = issue_card(approved(town, renews=card, card_type=CardType.JUBILEE), None)
    card.refresh_from_db()
    assert (card.end, new.valid_from) == (CardEnd.RENEWED, timezone.localdate())
    assert verdict_on(card).kind == VerdictKind.REVOKED
    assert verdict_on(new).kind == VerdictKind.VALID


def test_a_replaced_card_is_found_as_before(town):
    card = issued(town, first_name="Ada", last_name="von der Heide")
    new = replace_card(
        card=card, end=CardEnd.LOST, first_name="Ada von der", last_name="Heide", by=None
    )
    assert new.search_name == card.search_name == "von der heide ada"


def test_a_card_lost_after_its_renewal_was_made_is_replaced_until_that_begins(town):
    card = issued(town)
    follower = issue_card(renewal_of(card, town), None)
    new = replace_card(card=card, end=CardEnd.LOST, by=None)
    follower.refresh_from_db()
    assert (new.replaces, follower.replaces) == (card, new)
    assert new.valid_until == card.valid_until


def test_a_renewal_follows_the_card_that_replaced_the_old_one(town):
    card = issued(town)
    new = replace_card(card=card, end=CardEnd.LOST, by=None)
    assert issue_card(renewal_of(card, town), None).replaces == new


def test_handed_over_once(town, admin_user):
    card = issued(town)
    today = timezone.localdate()
    with pytest.raises(IssueError) as error:
        hand_over(card=card, on=today + dt.timedelta(days=1), by=admin_user)
    assert error.value.code == Code.IN_FUTURE
    hand_over(card=card, on=today, by=admin_user)
    hand_over(card=card, on=today, by=admin_user)
    assert card.events.filter(kind=CardEventKind.HANDED_OVER).count() == 1
