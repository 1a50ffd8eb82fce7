import datetime as dt

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from accounts.models import Volunteer
from core.models import SecretLink
from engagement.models import Engagement
from opportunities.models import Application, OpportunityPage
from organisations.enums import MemberRole, OrganisationEvent, OrganisationState, RegistrationState
from organisations.errors import OrganisationError
from organisations.members.services import invite
from organisations.merging import merge_organisations, organisation_merged, preview_merge
from organisations.merging.rows import count_rows, pointing_to_organisations
from organisations.models import Membership, Organisation
from organisations.registration.services import confirm_registration
from tests.factories import (
    MembershipFactory,
    OpportunityPageFactory,
    OrganisationFactory,
    OrganisationPageFactory,
    RegistrationFactory,
    UserFactory,
)


@pytest.fixture
def two(luenen):
    """Two records that are one: each with a page, offers, people and history."""
    old_page = OrganisationPageFactory(parent=luenen.page, title="Lüner Tafel e. V.")
    new_page = OrganisationPageFactory(parent=luenen.page, title="Tafel Lünen")
    return old_page.record, new_page.record


def test_everything_moves_and_nothing_is_lost(two, mails):
    old, new = two
    offer = OpportunityPageFactory(parent=old.page, title="Fahrer gesucht")
    draft = OpportunityPageFactory(parent=old.page, title="Noch ein Entwurf", published=False)
    twin = OpportunityPageFactory(parent=new.page, title="Fahrer gesucht", slug=offer.slug)
    volunteer = Volunteer.objects.create(name="Vera", email="vera@example.org")
    application = Application.objects.create(
        opportunity=offer, title=offer.title, organisation=old, volunteer=volunteer
    )
    engagement = Engagement.objects.create(
        organisation=old, volunteer=volunteer, role="Fahrerin", since=dt.date(2024, 1, 1)
    )
    member = MembershipFactory(organisation=old, role=MemberRole.OWNER)
    invite(organisation=old, email="gast@example.org", role="editor", by=member.user)
    old_address, offer_address = old.page.url, offer.url
    before = count_rows(old)
    heard = []
    organisation_merged.connect(lambda **told: heard.append((told["old"], told["new"])), weak=False)

    by = UserFactory()
    merge_organisations(old=old, new=new, by=by)

    for row in (application, engagement, member):
        row.refresh_from_db()
        assert row.organisation == new
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.merged_into) == (OrganisationState.MERGED, new)
    assert count_rows(old) == {}
    for model, number in before.items():
        assert count_rows(new)[model] >= number
    moved = {page.title for page in OpportunityPage.objects.child_of(new.page)}
    assert moved == {"Fahrer gesucht", "Noch ein Entwurf"}
    offer = OpportunityPage.objects.get(pk=offer.pk)
    assert (offer.organisation_id, offer.live) == (new.page_id, True)
    assert offer.slug != twin.slug
    assert offer.get_latest_revision_as_object().slug == offer.slug
    assert not OpportunityPage.objects.get(pk=draft.pk).live
    client = Client()
    assert client.get(old_address).headers["Location"].endswith(new.page.url)
    assert client.get(offer_address).headers["Location"].endswith(offer.url)
    assert client.get(offer.url).status_code == 200
    assert new.log.filter(event=OrganisationEvent.MERGED, by=by, about=old.name).exists()
    assert heard == [(old, new)]
    assert f"/verein/{new.pk}/" in mails.to(member.user.email)[-1].message


def test_twice_is_once(two):
    old, new = two
    merge_organisations(old=old, new=new, by=None)
    assert merge_organisations(old=old, new=new, by=None) == new
    assert new.log.filter(event=OrganisationEvent.MERGED).count() == 1
    assert Redirect.objects.filter(redirect_page=new.page).count() == 1


def test_what_can_not_be_merged(two):
    old, new = two
    third = OrganisationFactory()
    with pytest.raises(OrganisationError) as error:
        merge_organisations(old=old, new=old, by=None)
    assert error.value.code == OrganisationError.Code.SAME
    merge_organisations(old=old, new=new, by=None)
    for one, other in ((old, third), (third, old)):
        with pytest.raises(OrganisationError) as error:
            merge_organisations(old=one, new=other, by=None)
        assert error.value.code == OrganisationError.Code.MERGED


def test_who_is_at_both_keeps_the_stronger_role(two):
    old, new = two
    both = MembershipFactory(organisation=old, role=MemberRole.OWNER)
    other = MembershipFactory(organisation=old)
    MembershipFactory(organisation=new, user=both.user)
    merge_organisations(old=old, new=new, by=None)
    roles = dict(new.memberships.values_list("user", "role"))
    assert roles == {both.user_id: MemberRole.OWNER, other.user_id: MemberRole.EDITOR}
    assert not Membership.objects.filter(organisation=old).exists()


def test_who_is_invited_to_both_is_asked_by_one(two):
    old, new = two
    for organisation in two:
        invite(organisation=organisation, email="a@example.org", role="editor", by=UserFactory())
    merge_organisations(old=old, new=new, by=None)
    assert new.invitations.filter(withdrawn_at=None).count() == 1
    assert new.invitations.count() == 2


def test_a_new_registration_is_accepted_by_merging_it_into_a_known_one(two):
    _old, known = two
    registration = RegistrationFactory(municipality=known.municipality)
    fresh = confirm_registration(registration=registration, user=UserFactory())
    by = UserFactory()
    merge_organisations(old=fresh, new=known, by=by)
    registration.refresh_from_db()
    known.refresh_from_db()
    assert (registration.state, registration.decided_by) == (RegistrationState.ACCEPTED, by)
    assert registration.organisation == known
    assert known.state == OrganisationState.ACCEPTED
    assert known.memberships.get().user == registration.user


def test_one_without_a_page_takes_the_others_over(luenen):
    old = OrganisationPageFactory(parent=luenen.page).record
    new = OrganisationFactory(municipality=luenen.municipality, email="", phone="")
    Organisation.objects.filter(pk=old.pk).update(
        phone="02306 1", needs_background_check=True, may_publish=True
    )
    page = old.page
    merge_organisations(old=old, new=new, by=None)
    new.refresh_from_db()
    assert (new.page, new.phone) == (page, "02306 1")
    # Caution is inherited, trust is not.
    assert (new.needs_background_check, new.may_publish) == (True, False)
    assert type(page).objects.get(pk=page.pk).live


def test_chains_of_merged_ones_lead_to_the_last(two):
    old, new = two
    last = OrganisationFactory()
    merge_organisations(old=old, new=new, by=None)
    merge_organisations(old=new, new=last, by=None)
    old.refresh_from_db()
    assert old.merged_into == last


def test_every_app_that_points_to_organisations_is_thought_of():
    """A new column is moved by itself; this only shows that the search for them sees them all."""
    found = {pointing.model._meta.label for pointing in pointing_to_organisations()}
    assert {
        "organisations.Membership",
        "organisations.Registration",
        "opportunities.Application",
        "engagement.Engagement",
        "engagement.BackgroundCheck",
    } <= found


def test_secret_links_to_the_organisation_lead_on(two):
    from django.contrib.contenttypes.models import ContentType

    old, new = two
    link = SecretLink.objects.create(
        purpose="test",
        digest="x",
        subject_type=ContentType.objects.get_for_model(Organisation),
        subject_id=old.pk,
    )
    merge_organisations(old=old, new=new, by=None)
    link.refresh_from_db()
    assert link.subject_id == new.pk


def test_the_coordinator_sees_what_would_move_and_merges_the_own_towns_only(
    two, luenen, selm, signed_in
):
    old, new = two
    OpportunityPageFactory(parent=old.page, title="Fahrer gesucht")
    member = MembershipFactory(organisation=old)
    foreign = OrganisationFactory(municipality=selm.municipality)
    client = signed_in(UserFactory(groups=[luenen.municipality.coordinators]))
    address = f"/verwaltung/organisation_records/merge/{old.pk}/"
    assert preview_merge(old).people == [member]
    text = client.get(f"{address}?into={new.pk}").content.decode()
    assert "Fahrer gesucht" in text
    assert member.user.email in text
    client.post(address, {"into": foreign.pk})
    old.refresh_from_db()
    assert old.state != OrganisationState.MERGED
    response = client.post(address, {"into": new.pk})
    assert response.url == f"/verwaltung/organisation_records/edit/{new.pk}/"
    assert client.get(address).status_code == 404
