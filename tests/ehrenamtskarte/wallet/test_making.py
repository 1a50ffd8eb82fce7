"""A pass begins, is made anew and ends with its card; its holder hears of it."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from ehrenamtskarte.credential.status import read_status_list
from ehrenamtskarte.credential.verdicts import VerdictKind, judge
from ehrenamtskarte.enums import CardEnd, CardEventKind, CredentialKind
from ehrenamtskarte.issuing.services import revoke_card
from ehrenamtskarte.keys.published import address_of, own_key_set
from ehrenamtskarte.models import CardEvent, Credential
from ehrenamtskarte.status.publishing import publish_list
from ehrenamtskarte.wallet import Wallet, WalletError, end_pass, make_pass, pass_of

Code = WalletError.Code


def verdict_on(credential):
    credential.refresh_from_db()
    address = address_of(credential.status_list)
    token = bytes(publish_list(credential.status_list).token)
    signers = own_key_set().of_list(address)
    lists = {address: read_status_list(token, address=address, signers=signers)}
    now = timezone.now()
    return judge(bytes(credential.token), keys=own_key_set(), lists=lists, now=now).kind


def refusal(**arguments):
    with pytest.raises(WalletError) as caught:
        make_pass(by=None, **arguments)
    return caught.value.code


def test_another_pass_ends_the_one_before(
    card, wallets, holder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = make_pass(card=card, wallet=Wallet.APPLE, by=holder)
    assert verdict_on(first) == VerdictKind.VALID
    with django_capture_on_commit_callbacks(execute=True):
        second = make_pass(card=card, wallet=Wallet.GOOGLE, by=holder)

    assert (verdict_on(first), verdict_on(second)) == (VerdictKind.REVOKED, VerdictKind.VALID)
    assert first.end == CardEnd.NEW_PHONE
    assert pass_of(card) == second
    assert (second.kind, second.holder_key) == (CredentialKind.WALLET, None)
    said = CardEvent.objects.filter(card=card).values_list("kind", "note", "by")
    assert list(said) == [
        (CardEventKind.BOUND, "Apple Wallet", holder.pk),
        (CardEventKind.UNBOUND, "Apple Wallet", holder.pk),
        (CardEventKind.BOUND, "Google Wallet", holder.pk),
    ]
    one, other = mail.outbox
    assert one.to == other.to == ["erika@example.org"]
    assert "Apple Wallet" in one.body
    assert card.number in one.body
    assert "bisher" not in one.body
    assert "bisher" in other.body

    assert end_pass(card=card, by=holder)
    assert not end_pass(card=card, by=holder)
    assert (verdict_on(second), second.end) == (VerdictKind.REVOKED, CardEnd.GIVEN_UP)


def test_pass_ends_with_its_card(card, wallets):
    credential = make_pass(card=card, wallet=Wallet.APPLE, by=None)
    revoke_card(card=card, end=CardEnd.LOST, by=None)
    assert verdict_on(credential) == VerdictKind.REVOKED
    assert refusal(card=card, wallet=Wallet.APPLE) == Code.ENDED


def test_refusals(card, wallets, settings):
    settings.CARD_PASSES_A_YEAR = 1
    first = make_pass(card=card, wallet=Wallet.APPLE, by=None)
    assert refusal(card=card, wallet=Wallet.APPLE) == Code.TOO_OFTEN
    assert verdict_on(first) == VerdictKind.VALID  # nothing was taken away
    last_year = timezone.now() - dt.timedelta(days=366)
    Credential.objects.filter(pk=first.pk).update(issued_at=last_year)
    make_pass(card=card, wallet=Wallet.APPLE, by=None)

    later = timezone.now() + dt.timedelta(days=4000)
    assert refusal(card=card, wallet=Wallet.APPLE, now=later) == Code.ENDED
    settings.APPLE_WALLET_KEY = ""
    assert refusal(card=card, wallet=Wallet.APPLE) == Code.NOT_OFFERED
