"""What the organisation sees: numbers that point at nobody, and no name before a yes."""

import re
from collections import defaultdict

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from matching.invitations.desk import told
from matching.invitations.forms import NUMBERS
from matching.invitations.services import accept_invitation, decline_invitation, invite_best
from matching.models import Invitation, InvitationRound
from matching.reach.words import FEWEST
from opportunities.models import OpportunityPage
from organisations.records import record_of
from tests.factories import MembershipFactory, OpportunityPageFactory
from tests.matching.people import persons

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, owner, organisation):
    """The desk of whoever is responsible."""
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")

    def address(name, **arguments):
        kwargs = {"organisation": record_of(organisation).pk, **arguments}
        return reverse(f"invitations:{name}", kwargs=kwargs)

    return address


@pytest.fixture
def page(client, desk, offer):
    return lambda: client.get(desk("reach", offer=offer.pk)).content.decode()


def test_those_responsible_have_the_best_asked(client, desk, offer, page):
    persons(7, "taetigkeit=vorlesen")
    response = client.post(desk("invite", offer=offer.pk), {"number": "5"}, follow=True)
    assert "So viele Menschen, wie Sie wollten" in response.content.decode()
    assert Invitation.objects.count() == 5
    assert "Bisher gefragt" in page()


def test_whether_anybody_was_left_is_not_told(client, desk, offer, settings):
    people = persons(2, "taetigkeit=vorlesen")

    def asked():
        response = client.post(desk("invite", offer=offer.pk), {"number": "5"}, follow=True)
        assert "zurzeit gefragt werden dürfen, sind gefragt" in response.content.decode()
        return response.content.decode()

    text = asked()
    assert all(one.volunteer.name not in text for one in people)
    asked()
    settings.INVITATIONS_TO_AN_OFFER = 2
    asked()
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("willing", [0, 2])
def test_the_day_of_asking_stands_there_whoever_was_found(client, desk, offer, page, willing):
    persons(6, "taetigkeit=vorlesen", may_be_invited=False)
    persons(willing, "taetigkeit=vorlesen")
    for _again in range(3):
        client.post(desk("invite", offer=offer.pk), {"number": "5"})
    assert Invitation.objects.count() == willing
    (section,) = re.findall(r"Bisher gefragt.*?</ul>", page(), re.S)
    assert section.count("<li>") == 1
    assert date_format(timezone.localdate(), "j. F Y") in section
    assert InvitationRound.objects.count() == 1


def test_the_day_stands_there_when_no_more_may_be_asked(client, desk, offer, page, settings):
    settings.INVITATIONS_TO_AN_OFFER = 0
    persons(6, "taetigkeit=vorlesen")
    client.post(desk("invite", offer=offer.pk), {"number": "5"})
    assert "Bisher gefragt" in page()
    assert not Invitation.objects.exists()


def test_how_many_want_to_be_asked_stands_nowhere(client, desk, offer, page):
    persons(8, "taetigkeit=vorlesen")
    persons(1, "taetigkeit=vorlesen", may_be_invited=False)
    client.post(desk("invite", offer=offer.pk), {"number": "10"})
    (section,) = re.findall(r'aria-labelledby="einladen".*?</section>', page(), re.S)
    assert Invitation.objects.count() == 8
    # Of the text alone: addresses have numbers of their own.
    assert not re.search(r"\b[18]\b", re.sub(r"<[^>]*>", " ", section))


def seen(willing, rounds, most=20):
    """What an organisation is told that has people asked again and again."""
    asked = 0
    for wanted in rounds:
        now = min(wanted, willing - asked, most - asked)
        asked += now
        yield told(now, wanted)


@given(st.integers(FEWEST, 40), st.lists(st.sampled_from(NUMBERS), max_size=6))
def test_asking_again_and_again_counts_out_no_few(reached, rounds):
    """Whom an offer reaches is told: of them those who may be asked are none, all, or uncertain."""
    possible = defaultdict(set)
    for willing in range(reached + 1):
        possible[tuple(seen(willing, rounds))].add(willing)
    for found in possible.values():
        assert len(found) > 1 or found == {reached}


def test_a_no_looks_like_no_answer_and_a_yes_is_an_application(client, owner, offer, page):
    people = persons(6, "taetigkeit=vorlesen")
    invite_best(offer=offer, number=5, by=owner)
    before = page()
    no, yes = Invitation.objects.order_by("pk")[:2]
    decline_invitation(invitation=no)
    assert strip(page()) == strip(before)
    accept_invitation(invitation=yes, facts={"name": yes.profile.volunteer.name})
    assert "1 hat Ja gesagt" in page()
    assert all(one.volunteer.name not in page() for one in people)


def test_members_see_numbers_but_ask_nobody(client, desk, organisation, offer):
    member = MembershipFactory(organisation=record_of(organisation)).user
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(desk("reach", offer=offer.pk)).content.decode()
    assert "Die Verantwortlichen" in text
    assert client.post(desk("invite", offer=offer.pk), {"number": "5"}).status_code == 404


def test_a_number_that_is_not_offered_is_refused(client, desk, offer):
    assert client.post(desk("invite", offer=offer.pk), {"number": "500"}).status_code == 422
    assert not Invitation.objects.exists()


def test_an_offer_that_takes_nobody_on_invites_nobody(client, desk, offer):
    OpportunityPage.objects.filter(pk=offer.pk).update(is_paused=True)
    text = client.get(desk("reach", offer=offer.pk)).content.decode()
    assert "nimmt gerade niemanden auf" in text
    response = client.post(desk("invite", offer=offer.pk), {"number": "5"}, follow=True)
    assert "nimmt gerade niemanden auf" in response.content.decode()


def test_all_offers_stand_with_their_reach_and_the_list_leads_there(
    client, desk, organisation, offer
):
    OpportunityPageFactory(parent=organisation, title="Kochen")
    persons(6, "taetigkeit=vorlesen")
    text = client.get(desk("overview")).content.decode()
    assert "Vorlesen in der Kita" in text
    assert "Kochen" in text
    listed = client.get(
        reverse("desk_offers:list", kwargs={"organisation": record_of(organisation).pk})
    )
    assert desk("reach", offer=offer.pk) in listed.content.decode()


def test_before_it_is_sent_the_draft_tells_whom_it_would_reach(client, desk, organisation, offer):
    persons(6, "taetigkeit=vorlesen")
    address = reverse(
        "desk_offers:look",
        kwargs={"organisation": record_of(organisation).pk, "offer": offer.pk},
    )
    assert "Wen es erreichen würde" in client.get(address).content.decode()


def strip(text):
    """Without the tokens of forms."""
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text)
