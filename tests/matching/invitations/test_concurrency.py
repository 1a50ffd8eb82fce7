"""Two organisations invite the same people at their limit, and buttons are pressed at once."""

import threading

import pytest
from django.db import connection
from django.db.models import Count
from post_office.models import Email

from core.models import Activity
from matching.invitations.errors import InvitationError
from matching.invitations.services import accept_invitation, invite_best
from matching.models import Invitation, InvitationRound
from opportunities.models import Application, OpportunityPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory, UserFactory
from tests.matching.people import person, persons

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(acts):
    """Run every act in a thread and with a connection of its own, all let go together."""
    start = threading.Barrier(len(acts))
    failures = []

    def run(act):
        try:
            start.wait()
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def make_offer(town, name):
    parent = OrganisationPageFactory(parent=town.page, title=name)
    page = OpportunityPageFactory(parent=parent, title=f"Vorlesen bei {name}")
    page.activities.set(Activity.objects.filter(slug="vorlesen"))
    page.save()
    return OpportunityPage.objects.get(pk=page.pk)


def test_nobody_is_asked_more_often_than_the_month_allows(luenen, settings):
    settings.INVITATIONS_A_MONTH = 1
    settings.INVITATIONS_TO_AN_OFFER = 6
    offers = [make_offer(luenen, name) for name in ("Tafel", "Bücherei", "Kita")]
    persons(5, "taetigkeit=vorlesen")
    user = UserFactory()

    failures = at_once(
        [
            lambda offer=offer: invite_best(offer=offer, number=3, by=user)
            for offer in offers
            for _press in range(2)
        ]
    )

    assert [error for error in failures if not isinstance(error, InvitationError)] == []
    asked = Invitation.objects.values("profile").annotate(number=Count("pk"))
    assert {row["number"] for row in asked} == {1}
    assert Invitation.objects.count() == 5
    assert sum(InvitationRound.objects.values_list("asked", flat=True)) == 5
    assert Email.objects.count() == 5


def test_of_many_who_press_yes_at_once_one_application_comes(luenen):
    offer = make_offer(luenen, "Tafel")
    profile = person("taetigkeit=vorlesen", name="Ayla Beispiel")
    invite_best(offer=offer, number=3, by=UserFactory())
    key = Invitation.objects.get(profile=profile).pk

    def say_yes():
        accept_invitation(
            invitation=Invitation.objects.get(pk=key), facts={"name": "Ayla Beispiel"}
        )

    assert at_once([say_yes for _press in range(4)]) == []
    assert Application.objects.count() == 1
    assert Invitation.objects.get().application == Application.objects.get()
