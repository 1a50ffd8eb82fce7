from datetime import datetime

import pytest
from django.core import mail
from django.utils import timezone
from post_office.models import STATUS, Email

from home.clock import Clock


@pytest.fixture
def clock(monkeypatch):
    # Closing what is idle would take the test's own transaction along.
    monkeypatch.setattr("home.clock.close_old_connections", lambda: None)
    return Clock()


@pytest.mark.django_db
def test_all_chores_can_be_done_twice(home, clock):
    mail.EmailMessage("Betreff", "Text", None, ["wer@example.org"]).send()
    clock.tick(timezone.now())
    clock.tick(timezone.now())
    assert len(mail.outbox) == 1
    assert Email.objects.get().status == STATUS.sent


def test_one_chore_that_fails_keeps_no_other_back(clock, caplog):
    done = []

    def fail(now: datetime) -> None:
        raise ValueError

    clock.chores = [fail, done.append]
    now = timezone.now()
    clock.tick(now)
    assert done == [now]
    assert "test_clock" in caplog.text
