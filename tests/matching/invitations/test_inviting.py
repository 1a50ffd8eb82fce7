"""Whom an organisation may have asked, how often, and in which order."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from matching.enums import NoFit
from matching.invitations.choosing import may_be_invited, who_fits
from matching.invitations.errors import InvitationError
from matching.invitations.services import erase_old_invitations, invitations_left, invite_best
from matching.models import Feedback, Invitation, InvitationRound
from opportunities.enums import ApplicationState
from opportunities.models import WeeklySlot
from organisations.enums import OrganisationState
from organisations.records import record_of
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OpportunityPageFactory,
    VolunteerFactory,
)
from tests.matching.people import person, persons

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def test_those_whom_it_suits_best_are_asked_and_told_why(offer, owner, written):
    best = person("taetigkeit=vorlesen", name="Ayla Beispiel")
    person("taetigkeit=verkauf")
    person("taetigkeit=vorlesen", may_be_invited=False)
    assert invite_best(offer=offer, number=3, by=owner) == 1
    invitation = Invitation.objects.get()
    assert invitation.profile == best
    assert "lesen gern vor" in invitation.reason
    (mail,) = written()
    assert mail.to == [best.volunteer.email]
    assert mail.subject == "Wäre das etwas für Sie? „Vorlesen in der Kita“"
    assert "Guten Tag Ayla Beispiel" in mail.message
    assert invitation.reason in mail.message
    assert "Tafel Lünen" in mail.message
    # What a yes hands on: no address, mails go by the site.
    assert "Nachrichten gehen über uns. Von einem Nein erfährt dort niemand." in mail.message


def test_the_mail_says_when_and_where_and_how_far_if_that_is_known(offer, owner, written):
    WeeklySlot.objects.create(
        opportunity=offer, weekday=5, starts_at=dt.time(10), ends_at=dt.time(12)
    )
    offer.time_model, offer.city = "regular", "Lünen"
    offer.save()
    person("taetigkeit=vorlesen", name="Ayla Beispiel")
    person("taetigkeit=vorlesen&wo=Selm", name="Jan Beispiel")
    invite_best(offer=offer, number=3, by=owner)
    texts = {
        # The whole name: in winter there is a "Januar" in every mail.
        one: next(m.message for m in written() if f"{one} Beispiel" in m.message)
        for one in ("Ayla", "Jan")
    }
    for text in texts.values():
        assert "Wann: Samstags 10–\u206012\xa0Uhr" in text
    assert "Wo: Lünen\n" in texts["Ayla"]
    assert re.search(r"Wo: Lünen \(\d+(,\d)? km\)\n", texts["Jan"])


def test_the_best_come_first(offer, now):
    little = person("taetigkeit=vorlesen&wo=Dortmund&umkreis=50")
    much = person("taetigkeit=vorlesen&wo=Lünen")
    assert [one.profile for one in who_fits(offer, most=2, now=now)] == [much.pk, little.pk]
    assert [one.profile for one in who_fits(offer, most=1, now=now)] == [much.pk]


def test_the_lot_of_the_day_decides_among_equals(offer, now):
    persons(6, "taetigkeit=vorlesen")
    orders = {
        tuple(one.profile for one in who_fits(offer, most=6, now=now + day * DAY))
        for day in range(4)
    }
    assert len(orders) > 1


def test_nobody_is_asked_twice_for_one_offer_nor_too_often_in_a_month(
    offer, organisation, owner, settings, now
):
    settings.INVITATIONS_A_MONTH = 2
    person("taetigkeit=vorlesen")
    offers = [offer, *OpportunityPageFactory.create_batch(2, parent=organisation)]
    assert invite_best(offer=offer, number=3, by=owner, now=now) == 1
    assert invite_best(offer=offer, number=3, by=owner, now=now + 40 * DAY) == 0
    for page in offers[1:]:
        page.activities.set(offer.activities.all())
        page.save()
    assert invite_best(offer=offers[1], number=3, by=owner, now=now + 1 * DAY) == 1
    assert invite_best(offer=offers[2], number=3, by=owner, now=now + 2 * DAY) == 0
    assert may_be_invited(None, offers[2], now + 29 * DAY) == set()
    assert invite_best(offer=offers[2], number=3, by=owner, now=now + 32 * DAY) == 1


def test_who_has_to_do_with_the_offer_or_the_organisation_is_not_asked(
    offer, organisation, owner, now
):
    applied, colleague, declined, other = persons(4)
    # By another name of the same account.
    second = VolunteerFactory(user=applied.volunteer.user)
    ApplicationFactory(opportunity=offer, volunteer=second, state=ApplicationState.WITHDRAWN)
    MembershipFactory(organisation=record_of(organisation), user=colleague.volunteer.user)
    Feedback.objects.create(profile=declined, opportunity=offer, reason=NoFit.NOT_MY_THING)
    assert may_be_invited(None, offer, now) == {other.pk}


def test_who_can_not_be_reached_or_is_too_young_is_not_asked(offer, now):
    offer.minimum_age = 18
    gone, nowhere, young, old = persons(4)
    gone.volunteer.user.is_active = False
    gone.volunteer.user.save()
    type(old.volunteer).objects.filter(pk=nowhere.volunteer_id).update(email="")
    for profile, age in ((young, 17), (old, 19)):
        profile.volunteer.born_on = timezone.localdate() - age * 366 * DAY
        profile.volunteer.save()
    assert may_be_invited(None, offer, now) == {old.pk}


def test_for_one_offer_only_so_many_are_asked(offer, owner, settings, now):
    settings.INVITATIONS_TO_AN_OFFER = 4
    persons(8, "taetigkeit=vorlesen")
    assert invite_best(offer=offer, number=3, by=owner, now=now) == 3
    assert invite_best(offer=offer, number=3, by=owner, now=now) == 1
    assert invitations_left(offer, now) == 0
    with pytest.raises(InvitationError) as refused:
        invite_best(offer=offer, number=3, by=owner, now=now)
    assert refused.value.code == InvitationError.Code.ENOUGH
    assert invitations_left(offer, now + 31 * DAY) == 4


def test_only_open_offers_of_accepted_organisations_invite(offer, organisation, owner):
    person("taetigkeit=vorlesen")
    record = record_of(organisation)
    record.state = OrganisationState.WAITING
    record.save()
    with pytest.raises(InvitationError) as refused:
        invite_best(offer=offer, number=3, by=owner)
    assert refused.value.code == InvitationError.Code.NOT_ACCEPTED
    record.state = OrganisationState.ACCEPTED
    record.save()
    offer.is_paused = True
    with pytest.raises(InvitationError) as refused:
        invite_best(offer=offer, number=3, by=owner)
    assert refused.value.code == InvitationError.Code.NOT_OPEN
    assert not InvitationRound.objects.exists()


def test_who_ends_the_agreement_has_everything_of_it_deleted(offer, owner):
    profile = person("taetigkeit=vorlesen")
    invite_best(offer=offer, number=3, by=owner)
    profile.delete()
    assert not Invitation.objects.exists()
    assert InvitationRound.objects.get().asked == 1


def test_invitations_are_forgotten_after_a_year(offer, owner, now):
    person("taetigkeit=vorlesen")
    invite_best(offer=offer, number=3, by=owner, now=now)
    assert erase_old_invitations(now + 364 * DAY) == 0
    assert erase_old_invitations(now + 366 * DAY) == 1
