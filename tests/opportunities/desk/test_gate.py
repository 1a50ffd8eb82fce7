"""From the desk through the town's gate and back."""

import datetime as dt

import pytest
from django.urls import reverse
from post_office.models import Email
from wagtail.models import TaskState

from opportunities.desk.drafts import draft_of, save_draft
from opportunities.desk.errors import OfferError
from opportunities.desk.gate import Outcome, submit_offer, take_back_offer
from opportunities.desk.offers import Change, DeskState, desk_offers
from opportunities.models import OpportunityPage
from organisations.enums import OrganisationState
from tests.factories import OpportunityPageFactory

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def draft(desk):
    return OpportunityPageFactory(parent=desk.page, title="Vorlesen", published=False)


def submit(desk, offer):
    return submit_offer(offer=offer, organisation=desk.organisation, by=desk.member)


def stand(offer):
    (one,) = desk_offers([OpportunityPage.objects.get(pk=offer.pk)], today=TODAY, soon=10)
    return one


def mails_to(address):
    return [message for message in Email.objects.order_by("pk") if address in message.to]


def decide(desk, offer, action, comment=""):
    """As the coordinator does it in Wagtail's admin."""
    task_state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    desk.client.force_login(desk.coordinator)
    response = desk.client.post(
        reverse(
            "wagtailadmin_pages:workflow_action",
            args=(offer.pk, action, task_state.pk),
        ),
        {"comment": comment},
    )
    desk.client.force_login(desk.member)
    return response


def look(desk, offer):
    return reverse("desk_offers:look", args=(desk.organisation.pk, offer.pk))


def change_title(offer, by, title):
    save_draft(offer=offer, by=by, change=lambda page: setattr(page, "title", title))


def test_the_town_returns_an_offer_with_a_comment_and_approves_it_mended(desk, draft):
    assert submit(desk, draft) == Outcome.WAITING
    assert stand(draft).state == DeskState.WAITING
    (asked,) = mails_to(desk.coordinator.email)
    assert asked.subject == f"„{draft.title}“ wartet auf Ihre Freigabe"
    assert asked.message.startswith(f"Guten Tag {desk.coordinator.get_short_name()},")
    assert reverse("wagtailadmin_pages:edit", args=(draft.pk,)) in asked.message
    Email.objects.all().delete()

    decide(desk, draft, "reject", "Bitte nennen Sie die Uhrzeit.")
    assert stand(draft).state == DeskState.RETURNED
    assert stand(draft).comment == "Bitte nennen Sie die Uhrzeit."
    (told,) = mails_to(desk.member.email)
    assert "Bitte nennen Sie die Uhrzeit." in told.message
    assert "/verwaltung/" not in told.message
    assert f"/verein/{desk.organisation.pk}/angebote/" in told.message
    Email.objects.all().delete()

    change_title(draft, desk.member, "Vorlesen um 15 Uhr")
    submit(desk, draft)
    assert stand(draft).state == DeskState.WAITING
    assert len(mails_to(desk.coordinator.email)) == 1
    Email.objects.all().delete()

    decide(desk, draft, "approve", "Schön, danke!")
    offer = OpportunityPage.objects.get(pk=draft.pk)
    assert (offer.live, offer.title) == (True, "Vorlesen um 15 Uhr")
    (told,) = mails_to(desk.member.email)
    assert offer.full_url in told.message
    assert "Schön, danke!" in told.message
    assert "/verwaltung/" not in told.message

    # Both comments stay with the offer: at the desk and in the town's history.
    desk.client.force_login(desk.coordinator)
    history = desk.client.get(reverse("wagtailadmin_pages:history", args=(offer.pk,)))
    desk.client.force_login(desk.member)
    for page in (desk.client.get(look(desk, offer)), history):
        assert "Bitte nennen Sie die Uhrzeit." in page.content.decode()
        assert "Schön, danke!" in page.content.decode()


def test_while_one_mends_an_offer_the_comment_stands_above_it(desk, draft):
    submit(desk, draft)
    decide(desk, draft, "reject", "Bitte nennen Sie die Uhrzeit.")
    arguments = (desk.organisation.pk, draft.pk)
    for address in (look(desk, draft), reverse("desk_offers:write", args=(*arguments, "worum"))):
        assert "Bitte nennen Sie die Uhrzeit." in desk.client.get(address).content.decode()


def test_what_the_town_mends_before_it_approves_goes_on_line(desk, draft):
    submit(desk, draft)
    page = draft_of(draft)
    page.title = "Vorlesen im Hort"
    page.save_revision(user=desk.coordinator)
    decide(desk, draft, "approve")
    draft.refresh_from_db()
    assert (draft.live, draft.title) == (True, "Vorlesen im Hort")


def test_what_the_town_publishes_instead_of_approving_is_told_too(desk, draft):
    submit(desk, draft)
    Email.objects.all().delete()
    draft.get_latest_revision().publish(user=desk.coordinator)
    (told,) = mails_to(desk.member.email)
    assert draft.full_url in told.message


def test_what_is_taken_back_or_published_by_the_organisation_itself_is_no_news(desk):
    offer = OpportunityPageFactory(parent=desk.page, revision=True)
    change_title(offer, desk.member, "Neu")
    submit(desk, offer)
    take_back_offer(offer=offer, by=desk.member)
    submit(desk, offer)
    offer.get_latest_revision().publish(user=desk.member, skip_permission_checks=True)
    assert mails_to(desk.member.email) == []


def test_sent_twice_it_is_handed_in_once(desk, draft):
    assert submit(desk, draft) == submit(desk, draft) == Outcome.WAITING
    assert TaskState.objects.count() == 1
    assert len(mails_to(desk.coordinator.email)) == 1


def test_what_is_on_line_stays_until_the_town_approves_the_change(desk):
    offer = OpportunityPageFactory(parent=desk.page, title="Alt", ends_on=dt.date(2027, 5, 1))
    save_draft(
        offer=offer,
        by=desk.member,
        change=lambda page: (
            setattr(page, "title", "Neu"),
            setattr(page, "ends_on", dt.date(2026, 1, 1)),
        ),
    )
    assert stand(offer).change == Change.DRAFT
    submit(desk, offer)
    offer.refresh_from_db()
    assert (offer.title, offer.open_until) == ("Alt", dt.date(2027, 5, 1))
    assert (stand(offer).state, stand(offer).change) == (DeskState.ONLINE, Change.WAITING)
    decide(desk, offer, "approve")
    offer.refresh_from_db()
    assert offer.title == "Neu"
    assert offer.open_until == dt.date(2026, 1, 1)


def test_nobody_writes_while_it_waits_but_it_can_be_taken_back(desk, draft):
    submit(desk, draft)
    with pytest.raises(OfferError) as error:
        change_title(draft, desk.member, "Anders")
    assert error.value.code == OfferError.Code.WAITING
    take_back_offer(offer=draft, by=desk.member)
    assert stand(draft).state == DeskState.DRAFT
    change_title(draft, desk.member, "Anders")
    with pytest.raises(OfferError) as error:
        take_back_offer(offer=draft, by=desk.member)
    assert error.value.code == OfferError.Code.NOT_WAITING


def test_who_is_not_accepted_yet_writes_but_does_not_send(desk, draft):
    desk.organisation.state = OrganisationState.WAITING
    desk.organisation.save()
    change_title(draft, desk.member, "Anders")
    with pytest.raises(OfferError) as error:
        submit(desk, draft)
    assert error.value.code == OfferError.Code.NOT_ACCEPTED
    page = desk.client.get(look(desk, draft))
    assert "aufgenommen" in page.content.decode()


def test_a_trusted_organisation_publishes_at_once(desk, draft):
    desk.organisation.may_publish = True
    desk.organisation.save()
    assert submit(desk, draft) == Outcome.ONLINE
    draft.refresh_from_db()
    assert draft.live
    change_title(draft, desk.member, "Neu")
    assert submit(desk, draft) == Outcome.ONLINE
    draft.refresh_from_db()
    assert draft.title == "Neu"


def test_trusted_after_a_return_nothing_hangs_on_in_the_workflow(desk, draft):
    submit(desk, draft)
    decide(desk, draft, "reject", "Nein.")
    desk.organisation.may_publish = True
    desk.organisation.save()
    assert submit(desk, draft) == Outcome.ONLINE
    draft.refresh_from_db()
    assert draft.current_workflow_state is None


def test_what_lacks_the_place_is_not_handed_in(desk):
    offer = OpportunityPageFactory(parent=desk.page, city="", published=False)
    with pytest.raises(OfferError) as error:
        submit(desk, offer)
    assert error.value.code == OfferError.Code.INCOMPLETE


def test_there_must_be_something_new(desk):
    offer = OpportunityPageFactory(parent=desk.page)
    with pytest.raises(OfferError) as error:
        submit(desk, offer)
    assert error.value.code == OfferError.Code.NOTHING_NEW


def test_what_the_town_has_locked_waits(desk, draft):
    OpportunityPage.objects.filter(pk=draft.pk).update(locked=True)
    for act in (lambda: submit(desk, draft), lambda: change_title(draft, desk.member, "x")):
        with pytest.raises(OfferError) as error:
            act()
        assert error.value.code == OfferError.Code.LOCKED


def test_without_a_workflow_somebody_says_so(desk, draft, luenen):
    luenen.page.workflowpage.delete()
    with pytest.raises(OfferError) as error:
        submit(desk, draft)
    assert error.value.code == OfferError.Code.NO_WORKFLOW


def test_where_the_town_has_no_coordinators_its_desk_is_told(desk, draft, luenen):
    town = luenen.municipality
    desk.coordinator.delete()
    town.desk_email = "ehrenamt@luenen.example"
    town.save()
    submit(desk, draft)
    assert len(mails_to("ehrenamt@luenen.example")) == 1


def test_the_address_says_what_the_offer_is_called_in_the_end(desk, draft):
    OpportunityPageFactory(parent=desk.page, slug="chor-fuer-alle")
    change_title(draft, desk.member, "Chor für alle")
    submit(desk, draft)
    decide(desk, draft, "approve")
    draft.refresh_from_db()
    assert draft.slug == "chor-fuer-alle-2"
    assert draft_of(draft).slug == draft.slug
    assert desk.client.get(draft.url).status_code == 200
