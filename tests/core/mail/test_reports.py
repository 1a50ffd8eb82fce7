import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from core.mail import send_outbox
from core.mail.outbox import unsettled_mails
from home.services import OFFICE
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(home, client):
    from django.contrib.auth.models import Group

    client.force_login(
        UserFactory(groups=[Group.objects.get(name=OFFICE)]),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.fixture
def attempt(sink):
    mail.EmailMessage("Ihre Bewerbung", "/l/geheim/", None, ["wer@example.org"]).send()
    sink.before_answer = lambda number: number > 1
    send_outbox.call()
    return unsettled_mails(timezone.now()).get()


def test_without_any_it_says_that_all_is_well(office):
    page = office.get(reverse("mails:index")).content.decode()
    assert "Alle Mails sind verschickt" in page


def test_the_office_sees_which_and_why_but_no_secret(office, attempt):
    for address in (reverse("mails:index"), reverse("mails:decide", args=[attempt.pk])):
        page = office.get(address).content.decode()
        for part in ("Ihre Bewerbung", "wer@example.org", "SMTPServerDisconnected", "Niemand kann"):
            assert part in page
        assert "geheim/" not in page
    menu = office.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("mails:index") in menu


def test_send_again(office, attempt, sink):
    address = reverse("mails:decide", args=[attempt.pk])
    assert office.post(address, {"again": ""}, follow=True).status_code == 200
    send_outbox.call()
    assert [message["Subject"] for message in sink.taken] == ["Ihre Bewerbung"] * 2
    assert Email.objects.get().status == STATUS.sent
    assert office.get(address).status_code == 404


def test_leave_it(office, attempt, sink):
    office.post(reverse("mails:decide", args=[attempt.pk]), {"leave": ""})
    send_outbox.call()
    assert len(sink.taken) == 1
    assert not unsettled_mails(timezone.now()).exists()
