import datetime as dt
import threading

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import SecretLink
from organisations.enums import MemberRole, OrganisationState
from organisations.errors import OrganisationError
from organisations.members import services
from organisations.models import Invitation, Membership
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory


@pytest.fixture
def owner(db):
    return MembershipFactory(role=MemberRole.OWNER)


def at(member: Membership, rest: str = "") -> str:
    return f"/verein/{member.organisation.pk}/{rest}"


def test_invited_without_an_account(owner, signed_in, mails):
    client = signed_in(owner.user)
    response = client.post(
        at(owner, "team/einladen/"), {"email": "Neu@Example.org", "role": "editor"}
    )
    assert response.status_code == 302
    assert "neu@example.org" in client.get(at(owner, "team/")).content.decode()

    guest = Client()
    opened = guest.get(mails.link_to("neu@example.org"))
    assert guest.post(opened.url, {"name": ""}).status_code == 422
    assert not User.objects.filter(email="neu@example.org").exists()
    response = guest.post(opened.url, {"name": "Nora Neu"})
    member = owner.organisation.memberships.get(user__email="neu@example.org")
    assert (member.role, str(member.user)) == (MemberRole.EDITOR, "Nora Neu")
    assert guest.get(response.url).status_code == 200
    # The link opened once more leads to the desk, and makes nothing new.
    assert guest.post(opened.url).url == at(owner)
    assert owner.organisation.memberships.count() == 2


def test_invited_with_an_account_joins_with_it(owner, signed_in, mails):
    services.invite(
        organisation=owner.organisation, email="a@example.org", role="owner", by=owner.user
    )
    known = UserFactory(email="privat@example.org")
    client = signed_in(known)
    client.post(client.get(mails.link_to("a@example.org")).url)
    assert owner.organisation.memberships.get(user=known).role == MemberRole.OWNER
    assert not User.objects.filter(email="a@example.org").exists()


def test_invited_again_the_old_link_is_void(owner, mails):
    for role in ("editor", "owner"):
        services.invite(
            organisation=owner.organisation, email="a@example.org", role=role, by=owner.user
        )
    assert Invitation.objects.get().role == MemberRole.OWNER
    first, second = (mail.message for mail in mails.to("a@example.org"))
    assert first != second
    assert SecretLink.objects.filter(revoked_at=None).count() == 1


def test_a_withdrawn_or_old_invitation_opens_nothing(owner, signed_in, mails):
    invitation = services.invite(
        organisation=owner.organisation, email="a@example.org", role="editor", by=owner.user
    )
    link = mails.link_to("a@example.org")
    SecretLink.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    assert Client().get(link).status_code == 410
    SecretLink.objects.update(expires_at=timezone.now() + dt.timedelta(days=1))
    signed_in(owner.user).post(at(owner, f"team/einladung/{invitation.pk}/"))
    assert Client().get(link).status_code == 410
    with pytest.raises(OrganisationError) as error:
        services.accept_invitation(invitation=invitation, user=UserFactory())
    assert error.value.code == OrganisationError.Code.NOT_OPEN


def test_who_belongs_to_the_team_is_not_invited(owner, signed_in):
    other = UserFactory()
    EmailAddress.objects.create(user=owner.user, email="zweite@example.org", verified=True)
    for email in (owner.user.email, "zweite@example.org"):
        response = signed_in(owner.user).post(
            at(owner, "team/einladen/"), {"email": email, "role": "editor"}
        )
        assert response.status_code == 422
        assert "gehört schon zu Ihrem Team" in response.content.decode()
    assert other.memberships.count() == 0


def test_somebody_always_stays_responsible(owner, signed_in):
    editor = MembershipFactory(organisation=owner.organisation)
    for act in (
        lambda: services.remove_member(member=owner, by=owner.user),
        lambda: services.change_role(member=owner, role=MemberRole.EDITOR, by=owner.user),
    ):
        with pytest.raises(OrganisationError) as error:
            act()
        assert error.value.code == OrganisationError.Code.LAST_OWNER
    response = signed_in(owner.user).post(at(owner, "team/verlassen/"))
    assert response.status_code == 422
    assert "Jemand muss verantwortlich bleiben" in response.content.decode()

    services.change_role(member=editor, role=MemberRole.OWNER, by=owner.user)
    services.remove_member(member=owner, by=owner.user)
    assert list(owner.organisation.memberships.all()) == [editor]


def test_handed_over_when_the_board_changes(owner, signed_in):
    heir = MembershipFactory(organisation=owner.organisation)
    client = signed_in(owner.user)
    assert client.post(at(owner, "team/uebergeben/"), {}).status_code == 422
    stranger = MembershipFactory()
    assert client.post(at(owner, "team/uebergeben/"), {"to": stranger.pk}).status_code == 422
    response = client.post(at(owner, "team/uebergeben/"), {"to": heir.pk, "leaves": "1"})
    assert response.url == "/verein/"
    [left] = owner.organisation.memberships.all()
    assert (left, left.role) == (heir, MemberRole.OWNER)


def test_an_erased_account_leaves_the_next_in_line_responsible(owner):
    heir = MembershipFactory(organisation=owner.organisation)
    MembershipFactory(organisation=owner.organisation)
    owner.user.delete()
    heir.refresh_from_db()
    assert heir.role == MemberRole.OWNER
    assert owner.organisation.memberships.filter(role=MemberRole.OWNER).count() == 1


def test_one_person_serves_several_organisations(owner, signed_in):
    client = signed_in(owner.user)
    assert client.get("/verein/").url == at(owner)
    other = MembershipFactory(user=owner.user)
    text = client.get("/verein/").content.decode()
    assert owner.organisation.name in text
    assert other.organisation.name in text
    assert "Organisation wechseln" in client.get(at(owner)).content.decode()


@pytest.mark.parametrize("state", [OrganisationState.DECLINED, OrganisationState.MERGED])
def test_a_closed_desk_is_not_there(owner, signed_in, state):
    organisation = owner.organisation
    organisation.state = state
    if state == OrganisationState.MERGED:
        organisation.merged_into = OrganisationFactory()
    organisation.save()
    assert signed_in(owner.user).get(at(owner)).status_code == 404


def test_co_workers_may_not_touch_the_team(owner, signed_in):
    editor = MembershipFactory(organisation=owner.organisation)
    client = signed_in(editor.user)
    assert client.post(at(owner, f"team/{owner.pk}/rolle/"), {"role": "editor"}).status_code == 404
    assert client.post(at(owner, f"team/{owner.pk}/entfernen/")).status_code == 404
    assert client.post(at(owner, "team/einladen/"), {"email": "x@example.org"}).status_code == 404
    assert client.post(at(owner, "team/verlassen/")).url == "/verein/"
    assert not Membership.objects.filter(pk=editor.pk).exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_leave_at_once_do_not_leave_nobody():
    organisation = OrganisationFactory()
    owners = [MembershipFactory(organisation=organisation, role=MemberRole.OWNER) for _ in range(4)]
    together = threading.Barrier(len(owners))
    refused = []

    def leave(member: Membership) -> None:
        try:
            together.wait()
            services.remove_member(member=member, by=member.user)
        except OrganisationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[member]) for member in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == [OrganisationError.Code.LAST_OWNER]
    assert organisation.memberships.filter(role=MemberRole.OWNER).count() == 1
