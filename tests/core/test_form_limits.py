import pytest
import time_machine
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from accounts.models import User
from core.form_limits import may_send


class Form(forms.Form):
    message = forms.CharField()


@pytest.fixture(autouse=True)
def _few(settings):
    settings.FORM_LIMITS = {"client": (3, 600), "mailbox": (2, 3600)}


@pytest.fixture
def send(rf):
    def send(client="192.0.2.1", *, user=None, mailbox=""):
        request = rf.post("/", REMOTE_ADDR=client)
        request.user = user or AnonymousUser()
        send.form = Form({"message": "Guten Tag"})
        assert send.form.is_valid()
        return may_send(request, send.form, mailbox=mailbox)

    return send


def test_who_sends_too_often_is_told_and_loses_nothing(send):
    with time_machine.travel("2026-11-21 09:00", tick=False) as clock:
        assert [send() for _ in range(4)] == [True, True, True, False]
        (error,) = send.form.non_field_errors()
        assert "warten Sie" in error
        assert send.form["message"].value() == "Guten Tag"
        assert send("192.0.2.2")
        clock.shift(601)
        assert send()


def test_nobody_fills_somebody_elses_mailbox(send):
    with time_machine.travel("2026-11-21 09:00", tick=False):
        sent = [send(f"192.0.2.{n}", mailbox=" Wer@Example.org") for n in range(3)]
        assert sent == [True, True, False]
        assert send("192.0.2.9", mailbox="andere@example.org")


def test_an_account_counts_for_itself(send):
    with time_machine.travel("2026-11-21 09:00", tick=False):
        for _ in range(4):
            send()
        assert send(user=User(pk=1))


def test_no_address_is_kept(send, monkeypatch):
    kept = []
    for name in ("add", "incr"):
        monkeypatch.setattr(cache, name, lambda key, *_, **__: kept.append(key) or 1)
    send("203.0.113.9", mailbox="wer@example.org")
    assert len(kept) == 2
    assert not any("203.0.113.9" in key or "example" in key for key in kept)
