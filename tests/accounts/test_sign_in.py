import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts.models import User
from core.mail import send_outbox
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(home):
    user = UserFactory(email="erika@example.org", password="lange-geheim-42")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sent_code():
    """The code in the mail that was sent last, as a person would copy it."""
    send_outbox.call()
    return re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{2,4})\s*$", mail.outbox[-1].body, re.M)[1]


def test_with_password_and_any_spelling_of_the_address(person, client):
    response = client.post(
        reverse("account_login"), {"login": "Erika@Example.org", "password": "lange-geheim-42"}
    )
    assert response.headers["Location"] == reverse("account_home")
    assert client.get(reverse("account_home")).context["user"] == person


def test_a_wrong_password_says_so_and_keeps_the_address(person, client):
    response = client.post(
        reverse("account_login"), {"login": "erika@example.org", "password": "falsch"}
    )
    assert response.status_code == 200
    assert b"erika@example.org" in response.content
    assert response.context["form"].errors


def test_with_a_code_by_mail(person, client):
    client.post(reverse("account_request_login_code"), {"email": "erika@example.org"})
    response = client.post(reverse("account_confirm_login_code"), {"code": sent_code()})
    assert response.headers["Location"] == reverse("account_home")


def test_a_wrong_code_does_not_let_in(person, client):
    client.post(reverse("account_request_login_code"), {"email": "erika@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": "AAAAAA"})
    assert client.get(reverse("account_home")).status_code == 302


def test_nobody_learns_whether_an_address_has_an_account(home, client):
    known = client.post(reverse("account_request_login_code"), {"email": "wer@example.org"})
    assert known.status_code == 302
    send_outbox.call()
    assert mail.outbox == []


def test_registering_asks_for_the_name_and_confirms_the_address(home, client):
    client.post(
        reverse("account_signup"),
        {
            "first_name": "Max",
            "last_name": "Muster",
            "email": "Max@Example.org",
            "password1": "lange-geheim-42",
        },
    )
    user = User.objects.get(email="max@example.org")
    assert str(user) == "Max Muster"
    assert not EmailAddress.objects.get(user=user).verified
    client.post(reverse("account_email_verification_sent"), {"code": sent_code()})
    assert EmailAddress.objects.get(user=user).verified


def test_one_person_has_one_account(person, home):
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        UserFactory(email="ERIKA@example.org")


def test_the_admin_has_no_login_of_its_own(home, client):
    response = client.get("/verwaltung/", follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    response = client.get("/verwaltung/login/?next=/verwaltung/reports/", follow=True)
    assert response.redirect_chain[-1][0] == (
        reverse("account_login") + "?next=%2Fverwaltung%2Freports%2F"
    )


def test_whoever_may_not_enter_the_admin_is_told_so(person, client):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/verwaltung/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1
