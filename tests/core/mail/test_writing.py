import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.db import transaction
from post_office.models import STATUS, Attachment, Email

from core.mail import send_mail, send_outbox
from core.models import AssociationSettings, MailKey

pytestmark = pytest.mark.django_db

TEMPLATE = "home/mail/barrier_reported.txt"


class Feedback:
    name, email, page_url = "Wer", "wer@example.org", "/"

    def __init__(self, message):
        self.message = message


def write(message="Die Treppe.", **arguments):
    send_mail(
        to=["büro <buero@example.org>"],
        subject="Eine\nBarriere",
        template=TEMPLATE,
        context={"feedback": Feedback(message), "association": AssociationSettings(name="Verbund")},
        **arguments,
    )


def test_a_mail_waits_with_an_id_of_the_sites_own(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://ehrenamt.example.org"
    write()
    email = Email.objects.get()
    assert email.status == STATUS.queued
    assert email.subject == "Eine Barriere"
    assert re.fullmatch(r"<[^<>@]+@ehrenamt\.example\.org>", email.message_id)


def test_what_people_write_is_no_template():
    text = "{{ association.name }} {% include 'secret' %} {% broken"
    write(text)
    assert text in Email.objects.get().message
    mail.send_mail(text, text, None, ["wer@example.org"])
    assert Email.objects.last().subject == text
    assert Email.objects.last().message == text


def test_with_a_key_a_mail_is_written_once_ever():
    write(key="barrier:1")
    write(key="barrier:1")
    write(key="barrier:2")
    write()
    write()
    assert Email.objects.count() == 4
    Email.objects.all().delete()
    write(key="barrier:1")
    assert not Email.objects.exists()


def test_a_key_is_free_again_if_its_transaction_failed():
    with transaction.atomic():
        write(key="barrier:1")
        transaction.set_rollback(True)
    assert not MailKey.objects.exists()
    write(key="barrier:1")
    assert Email.objects.count() == 1


def test_attachments_are_kept_where_nobody_may_fetch_them():
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Grüße\r\nEND:VCALENDAR\r\n"
    write(
        attachments=[
            ("termin.ics", calendar, "text/calendar"),
            ("a.pdf", b"%PDF", "application/pdf"),
        ]
    )
    paths = [Path(attachment.file.path) for attachment in Attachment.objects.all()]
    assert len(paths) == 2
    assert all(path.is_relative_to(site_settings.PRIVATE_ROOT) for path in paths)
    send_outbox.call()
    text, pdf = mail.outbox[0].attachments
    assert (text[0], text[1], text[2]) == ("termin.ics", calendar, "text/calendar")
    assert (pdf[0], pdf[1], pdf[2]) == ("a.pdf", b"%PDF", "application/pdf")


def test_libraries_mails_keep_all_they_have():
    message = mail.EmailMultiAlternatives(
        "Betreff",
        "Text",
        "von@example.org",
        ["an@example.org"],
        ["bcc@example.org"],
        cc=["cc@example.org"],
        reply_to=["antwort@example.org"],
        headers={"X-Was": "das"},
    )
    message.attach_alternative("<p>Text</p>", "text/html")
    message.attach("a.txt", "Inhalt", "text/plain")
    assert message.send() == 1
    assert mail.EmailMessage("Niemand", "Text", to=[]).send() == 0
    send_outbox.call()
    (sent,) = mail.outbox
    assert (sent.from_email, sent.to, sent.cc, sent.bcc) == (
        "von@example.org",
        ["an@example.org"],
        ["cc@example.org"],
        ["bcc@example.org"],
    )
    assert sent.extra_headers["Reply-To"] == "antwort@example.org"
    assert sent.extra_headers["X-Was"] == "das"
    assert sent.alternatives[0][0] == "<p>Text</p>"
    assert sent.attachments[0][:2] == ("a.txt", "Inhalt")
