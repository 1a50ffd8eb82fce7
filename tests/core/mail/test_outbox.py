import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as site_settings
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from post_office.models import STATUS, Attachment, Email

from core.mail import outbox, send_outbox
from core.mail.erasing import UNSENT_KEPT_FOR, erase_old_mails
from core.mail.outbox import WAIT, leave_unsent, send_again, unsettled_mails
from core.models import MailAttempt
from tests.other_processes import database_url

in_database = pytest.mark.django_db
over_connections = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def write(subject="Betreff", **arguments):
    mail.EmailMessage(subject, "Guten Tag", None, ["wer@example.org"], **arguments).send()


@pytest.fixture
def later(settings):
    """No mail goes out before the test says so."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def subjects(sink):
    return sorted(message["Subject"] for message in sink.taken)


@over_connections
def test_a_mail_goes_out_when_its_transaction_is_through():
    with transaction.atomic():
        write()
        assert mail.outbox == []
    assert [message.body for message in mail.outbox] == ["Guten Tag"]


@over_connections
def test_what_is_rolled_back_is_not_sent():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not Email.objects.exists()


@in_database
def test_each_mail_is_sent_once(sink):
    for number in range(3):
        write(f"{number}", attachments=[("termin.ics", "BEGIN:VCALENDAR", "text/calendar")])
    ids = set(Email.objects.values_list("message_id", flat=True))
    send_outbox.call()
    send_outbox.call()
    assert subjects(sink) == ["0", "1", "2"]
    assert {message["Message-ID"] for message in sink.taken} == ids
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.sent}
    assert not unsettled_mails(timezone.now() + timedelta(days=1)).exists()


@in_database
def test_a_server_that_is_down_loses_nothing_and_counts_for_nothing(sink, settings):
    write()
    settings.EMAIL_PORT = 1
    for _ in range(20):
        send_outbox.call()
    assert Email.objects.get().status == STATUS.queued
    assert not MailAttempt.objects.exists()
    settings.EMAIL_PORT = sink.port
    send_outbox.call()
    assert subjects(sink) == ["Betreff"]


@in_database
def test_what_the_server_refuses_is_tried_at_growing_intervals_then_given_up(sink, caplog):
    write("abgelehnt")
    sink.refuses = True
    now = timezone.now()
    for number, wait in enumerate([timedelta(0), *WAIT]):
        now += wait
        if wait:
            with time_machine.travel(now - timedelta(seconds=30), tick=False):
                send_outbox.call()
        with time_machine.travel(now, tick=False):
            send_outbox.call()
            assert MailAttempt.objects.get().number == number + 1
    assert sorted(WAIT) == WAIT
    assert Email.objects.get().status == STATUS.failed
    assert MailAttempt.objects.get().error == "SMTPRecipientsRefused 451"
    assert "wer@example.org" not in caplog.text
    assert unsettled_mails(now).count() == 1

    sink.refuses = False
    assert send_again(unsettled_mails(now).get())
    send_outbox.call()
    assert subjects(sink) == ["abgelehnt"]


@in_database
def test_one_refused_mail_keeps_no_other_back(sink):
    for name in ("a", "b", "c"):
        write(name)
    Email.objects.filter(subject="b").update(from_email="kein Absender", to="x")
    send_outbox.call()
    assert {"a", "c"} <= set(subjects(sink))


@in_database
def test_a_connection_that_breaks_before_the_text_is_tried_again(sink, monkeypatch):
    write()
    monkeypatch.setattr("smtplib.SMTP.rcpt", lambda *a, **k: (_ for _ in ()).throw(TimeoutError))
    send_outbox.call()
    assert Email.objects.get().status == STATUS.requeued


@in_database
def test_a_connection_that_breaks_after_the_text_leaves_it_open(sink):
    write("offen")
    write("danach")
    sink.before_answer = lambda number: number != 1
    send_outbox.call()
    send_outbox.call()
    assert subjects(sink) == ["danach", "offen"]
    (attempt,) = unsettled_mails(timezone.now())
    assert attempt.email.subject == "offen"
    assert attempt.email.status is None
    assert attempt.error == "SMTPServerDisconnected"


@in_database
def test_what_is_decided_is_decided_once(sink, later):
    for name in ("noch einmal", "lassen"):
        write(name)
    sink.before_answer = lambda number: number > 2
    send_outbox.call()
    resend, leave = unsettled_mails(timezone.now()).order_by("pk")
    assert send_again(resend)
    assert not send_again(resend)
    assert not leave_unsent(resend)
    assert leave_unsent(leave)
    assert not leave_unsent(leave)
    assert not send_again(leave)
    assert not unsettled_mails(timezone.now()).exists()
    send_outbox.call()
    assert subjects(sink) == ["lassen", "noch einmal", "noch einmal"]
    first, second = (m for m in sink.taken if m["Subject"] == "noch einmal")
    assert first["Message-ID"] == second["Message-ID"]


@over_connections
def test_many_workers_at_once_send_each_mail_once(sink, later):
    for number in range(12):
        write(f"{number:02}")
    start = threading.Barrier(4)

    def work():
        start.wait()
        try:
            send_outbox.call()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert subjects(sink) == [f"{number:02}" for number in range(12)]


WORKER = """
import django
django.setup()
from core.mail import send_outbox
send_outbox.call()
"""


@over_connections
def test_a_worker_that_is_killed_sends_nothing_twice_and_leaves_one_open(sink, later):
    """Killed after the server has taken the third mail and before its answer is written."""
    for number in range(5):
        write(f"{number}")
    worker = start_worker(sink.port)

    def kill_at_third(number):
        if number == 3:
            os.kill(worker.pid, signal.SIGKILL)
        return number != 3

    sink.before_answer = kill_at_third
    assert worker.wait(timeout=60) == -signal.SIGKILL
    assert subjects(sink) == ["0", "1", "2"]

    send_outbox.call()  # the worker that is started again
    assert subjects(sink) == ["0", "1", "2", "3", "4"]
    assert not unsettled_mails(timezone.now()).exists()  # it might still be at it
    (attempt,) = unsettled_mails(timezone.now() + outbox.LONGEST_ATTEMPT)
    assert attempt.email.subject == "2"
    assert Email.objects.filter(status=STATUS.sent).count() == 4


def start_worker(port):
    root = site_settings.BASE_DIR
    return subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(root), str(root / "site")]),
            "DJANGO_SETTINGS_MODULE": "tests.core.mail.worker_settings",
            "TEST_DATABASE_URL": database_url(),
            "SINK_PORT": str(port),
        },
    )


@in_database
def test_sent_mails_are_erased_after_some_days(settings):
    write(attachments=[("termin.ics", "BEGIN:VCALENDAR", "text/calendar")])
    path = Path(Attachment.objects.get().file.path)
    send_outbox.call()
    write("wartet")
    now = timezone.now()
    assert erase_old_mails(now + timedelta(days=settings.MAILS_KEPT_DAYS, minutes=-1)) == 0
    assert path.exists()
    assert erase_old_mails(now + timedelta(days=settings.MAILS_KEPT_DAYS, minutes=1)) == 1
    assert not path.exists()
    assert not Attachment.objects.exists()
    # What waits is not lost, however long the server is down.
    assert erase_old_mails(now + timedelta(days=1000)) == 0
    assert Email.objects.get().subject == "wartet"


@in_database
def test_undecided_mails_are_kept_longer(sink, settings):
    write()
    sink.before_answer = lambda number: False
    send_outbox.call()
    now = timezone.now()
    assert erase_old_mails(now + UNSENT_KEPT_FOR - timedelta(minutes=1)) == 0
    assert erase_old_mails(now + UNSENT_KEPT_FOR + timedelta(minutes=1)) == 1
