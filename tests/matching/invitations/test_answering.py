"""Somebody who was invited answers, by the link of the mail or in the account."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.invitations.errors import InvitationError
from matching.invitations.services import (
    accept_invitation,
    decline_invitation,
    invite_best,
    refuse_invitations,
)
from matching.models import Invitation
from opportunities.enums import ApplicationState
from opportunities.models import Application, OpportunityPage
from tests.factories import ApplicationFactory
from tests.matching.people import person

pytestmark = pytest.mark.django_db
Answer = Invitation.Answer
FACTS = {"name": "Ayla Beispiel"}


@pytest.fixture
def profile(db):
    return person("taetigkeit=vorlesen", name="Ayla Beispiel", phone="02306 123456")


@pytest.fixture
def invitation(offer, owner, profile):
    invite_best(offer=offer, number=3, by=owner)
    return Invitation.objects.get()


def text_of(response):
    return response.content.decode()


def test_a_yes_by_link_becomes_an_application(invitation, client, open_link, profile):
    address = open_link()
    page = text_of(client.get(address))
    assert "Vorlesen in der Kita" in page
    assert invitation.reason in page
    assert "<dt>Wann</dt>" in page
    assert "<dt>Wo</dt>" in page
    form = client.get(address + "ja/")
    assert "bekommt, was Sie hier eintragen" in text_of(form)
    told = f"gehen über uns an {profile.volunteer.email}"
    assert told in text_of(form)
    assert form.context["form"]["name"].value() == "Ayla Beispiel"
    answer = {"name": "Ayla Beispiel", "phone": "02306 123456", "message": "Gern!", "of_age": "yes"}
    assert not Application.objects.exists()
    assert client.post(address + "ja/", answer).status_code == 302
    application = Application.objects.get()
    assert application.state == ApplicationState.SENT
    assert application.volunteer == profile.volunteer
    assert application.message == "Gern!"
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.application) == (Answer.YES, application)
    assert "meldet sich bei Ihnen" in text_of(client.get(address))
    assert client.post(address + "ja/", answer).status_code == 302
    assert Application.objects.count() == 1


def test_a_form_that_lacks_something_says_so_and_changes_nothing(invitation, client, open_link):
    response = client.post(open_link() + "ja/", {"name": ""})
    assert response.status_code == 422
    assert not Application.objects.exists()
    invitation.refresh_from_db()
    assert invitation.answer == Answer.OPEN


def test_a_no_is_told_to_nobody_and_may_become_a_yes(invitation, client, open_link, written):
    address = open_link()
    mails = len(written())
    client.post(address, {"antwort": "nein"})
    invitation.refresh_from_db()
    assert invitation.answer == Answer.NO
    assert len(written()) == mails
    assert "noch Ja sagen" in text_of(client.get(address))
    assert accept_invitation(invitation=invitation, facts=FACTS).state == ApplicationState.SENT


def test_a_no_after_a_yes_changes_nothing(invitation):
    accept_invitation(invitation=invitation, facts=FACTS)
    decline_invitation(invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.answer == Answer.YES


def test_never_again_holds_for_all_organisations_until_taken_back(
    invitation, client, open_link, profile
):
    address = open_link()
    client.post(address, {"antwort": "nie"})
    profile.refresh_from_db()
    invitation.refresh_from_db()
    assert (profile.may_be_invited, invitation.answer) == (False, Answer.NO)
    client.post(address, {"antwort": "wieder"})
    profile.refresh_from_db()
    assert profile.may_be_invited


def test_when_the_time_is_over_there_is_no_yes(invitation, client, open_link):
    address = open_link()
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    invitation.refresh_from_db()
    with pytest.raises(InvitationError) as refused:
        accept_invitation(invitation=invitation, facts=FACTS)
    assert refused.value.code == InvitationError.Code.LAPSED
    assert "Zeit zum Antworten ist vorbei" in text_of(client.get(address))
    assert client.get(address + "ja/").status_code == 302


def test_an_offer_that_takes_nobody_on_any_more_says_so(invitation, client, open_link):
    OpportunityPage.objects.update(is_paused=True)
    address = open_link()
    assert "niemand mehr gesucht" in text_of(client.get(address))
    assert client.get(address + "ja/").status_code == 302


def test_who_has_applied_meanwhile_is_told(invitation, client, open_link, profile):
    ApplicationFactory(opportunity=invitation.opportunity, volunteer=profile.volunteer)
    response = client.post(open_link() + "ja/", {"name": "Ayla Beispiel", "of_age": "yes"})
    assert response.status_code == 422
    assert "Sie haben sich hier schon gemeldet" in text_of(response)
    assert Application.objects.count() == 1


def test_the_link_opens_nothing_when_the_agreement_has_ended(invitation, client, open_link):
    address = open_link()
    invitation.profile.delete()
    assert client.get(address).status_code == 404


def test_in_the_account_stands_what_waits_and_what_was(invitation, client, profile):
    client.force_login(profile.volunteer.user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Vorlesen in der Kita" in text_of(client.get(reverse("account_home")))
    own = reverse("invitations:own")
    assert [one.pk for one in client.get(own).context["open"]] == [invitation.pk]
    page = reverse("invitations:page", args=[invitation.pk])
    assert client.post(page, {"antwort": "nein"}).status_code == 302
    assert [one.pk for one in client.get(own).context["earlier"]] == [invitation.pk]
    client.post(own, {"antwort": "nie"})
    profile.refresh_from_db()
    assert not profile.may_be_invited


def test_nobody_else_sees_it_in_their_account(invitation, client):
    client.force_login(person().volunteer.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("invitations:page", args=[invitation.pk])).status_code == 404


def test_refusing_leaves_what_was_answered(invitation, profile):
    accept_invitation(invitation=invitation, facts=FACTS)
    refuse_invitations(profile=profile)
    invitation.refresh_from_db()
    assert invitation.answer == Answer.YES


def test_what_one_was_asked_is_part_of_what_one_can_take_along(invitation, client, profile):
    client.force_login(profile.volunteer.user, backend="django.contrib.auth.backends.ModelBackend")
    (told,) = client.get(reverse("finder:export")).json()["profil"]["einladungen"]
    assert told["angebot"] == "Vorlesen in der Kita"
    assert (told["begruendung"], told["antwort"]) == (invitation.reason, "noch keine Antwort")
