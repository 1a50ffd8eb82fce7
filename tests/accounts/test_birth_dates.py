"""The date of birth, which nobody has to tell, and the family's."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.models import Volunteer
from accounts.volunteers import volunteer_for
from tests.factories import UserFactory, VolunteerFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/konto/angaben/"
BORN = dt.date(1980, 2, 29)


@pytest.fixture
def user(home):
    user = UserFactory(first_name="Ölberta", last_name="Muster", email="oe@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(client, user):
    client.force_login(user)
    return client


def fields(html):
    return html.count('name="born_on_')


def test_it_is_kept_for_the_account_and_used_when_one_helps(signed_in, user):
    assert fields(signed_in.get(ADDRESS).content.decode()) == 1
    response = signed_in.post(ADDRESS, {"born_on_0": "29.02.1980"})
    assert response.headers["Location"] == reverse("account_home")
    assert "29.02.1980" in signed_in.get("/konto/").content.decode()
    assert volunteer_for(name="ölberta muster", user=user).born_on == BORN
    assert Volunteer.objects.count() == 1


def test_nothing_need_be_told_and_what_was_told_is_erased(signed_in, user):
    signed_in.post(ADDRESS, {"born_on_0": ""})
    assert not Volunteer.objects.exists()
    volunteer = VolunteerFactory(user=user, name="Ölberta Muster", born_on=BORN)
    assert 'value="29.02.1980"' in signed_in.get(ADDRESS).content.decode()
    signed_in.post(ADDRESS, {"born_on_0": ""})
    volunteer.refresh_from_db()
    assert volunteer.born_on is None


def test_each_of_a_family_that_shares_the_account_has_their_own(signed_in, user):
    child = VolunteerFactory(user=user, name="Mia Muster")
    again = VolunteerFactory(user=user, name="MIA MUSTER", email="mia@example.org")
    stranger = VolunteerFactory(name="Mia Muster")
    html = signed_in.get(ADDRESS).content.decode()
    assert fields(html) == 2
    assert "Geburtsdatum von Mia Muster (freiwillig)" in html
    signed_in.post(ADDRESS, {"born_on_0": "", "born_on_1": "24.12.2012"})
    for one in (child, again, stranger):
        one.refresh_from_db()
    assert child.born_on == again.born_on == dt.date(2012, 12, 24)
    assert stranger.born_on is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.02.1980", "Bitte schreiben Sie das Datum so"),
        ("gestern", "Bitte schreiben Sie das Datum so"),
        ("01.01.1880", "Bitte prüfen Sie das Jahr"),
        (f"31.12.{timezone.localdate().year + 1}", "Bitte prüfen Sie das Jahr"),
    ],
)
def test_bad_dates_are_said_beside_the_field_and_change_nothing(signed_in, user, typed, said):
    volunteer = VolunteerFactory(user=user, name="Ölberta Muster", born_on=BORN)
    response = signed_in.post(ADDRESS, {"born_on_0": typed})
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert f'value="{typed}"' in html
    volunteer.refresh_from_db()
    assert volunteer.born_on == BORN
