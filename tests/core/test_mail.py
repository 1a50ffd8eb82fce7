import pytest
from django.core import mail
from django.db import transaction
from post_office.models import STATUS, Email

from core.mail import send_outbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class BrokenBackend:
    """A mail server that is down."""

    def __init__(self, *args, **kwargs):
        pass

    def open(self):
        return True

    def close(self):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def write(body="Guten Tag"):
    mail.send_mail("Betreff", body, None, ["wer@example.org"])


def test_a_mail_goes_out_when_its_transaction_is_through():
    with transaction.atomic():
        write()
        assert mail.outbox == []
    assert [message.body for message in mail.outbox] == ["Guten Tag"]


def test_what_is_rolled_back_is_not_sent():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not Email.objects.exists()


def test_a_server_that_is_down_loses_nothing(settings):
    settings.POST_OFFICE = {
        **settings.POST_OFFICE,
        "BACKENDS": {"default": f"{__name__}.BrokenBackend"},
        "MAX_RETRIES": 5,
    }
    write()
    email = Email.objects.get()
    assert email.status == STATUS.requeued

    settings.POST_OFFICE["BACKENDS"] = {"default": "django.core.mail.backends.locmem.EmailBackend"}
    Email.objects.update(scheduled_time=None)
    send_outbox.call()
    assert len(mail.outbox) == 1
    send_outbox.call()
    assert len(mail.outbox) == 1
