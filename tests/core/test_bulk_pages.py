import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from core.bulk_pages import (
    Authorship,
    NewPage,
    create_pages,
    expire_pages,
    free_slug,
    publish_again,
    publish_changes,
)
from opportunities.models import OpportunityPage
from organisations.models import OrganisationPage
from tests.factories import OpportunityPageFactory, OrganisationPageFactory, UserFactory
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.django_db

LATER = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def author():
    return Authorship(now=LATER, user=UserFactory())


@shared_rows
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page)


def new_offer(title, slug, **fields):
    return OpportunityPage(title=title, slug=slug, **fields)


def test_pages_of_several_kinds_below_several_parents(luenen, organisation, author):
    other = OrganisationPage(title="Neu", slug="neu", municipality=luenen.municipality)
    offers = [new_offer(f"Angebot {n}", "angebot") for n in range(3)]
    create_pages(
        [
            NewPage(other, luenen.page.pk),
            *(NewPage(offer, organisation.pk) for offer in offers),
        ],
        author,
    )

    assert Page.find_problems() == ([], [], [], [], [])
    organisation.refresh_from_db()
    assert [page.pk for page in organisation.get_children()] == [offer.pk for offer in offers]
    assert [offer.slug for offer in offers] == ["angebot", "angebot-2", "angebot-3"]
    fresh = OpportunityPage.objects.get(pk=offers[2].pk)
    assert fresh.url_path == f"{organisation.url_path}angebot-3/"
    assert fresh.live
    assert fresh.first_published_at == LATER
    assert fresh.owner == author.user
    assert fresh.latest_revision.as_object().title == "Angebot 2"
    assert OrganisationPage.objects.get(pk=other.pk).get_parent().pk == luenen.page.pk
    # The tree goes on as usual afterwards.
    by_hand = OpportunityPageFactory(parent=organisation, title="Von Hand")
    assert list(organisation.get_children())[-1].pk == by_hand.pk
    assert Page.find_problems() == ([], [], [], [], [])


def test_nothing_to_write_is_no_work(author, django_assert_num_queries):
    with django_assert_num_queries(8):  # four transactions, begun and ended
        create_pages([], author)
        publish_changes([], ["title"], author)
        publish_again([], author)
        expire_pages([], author)


def test_only_the_named_fields_are_written(organisation, author):
    page = OpportunityPageFactory(parent=organisation, city="Lünen")
    page.title, page.city, page.postcode = "Neu", "Selm", "59379"
    publish_changes([page], ["title", "city"], author)
    page = OpportunityPage.objects.get(pk=page.pk)
    assert (page.title, page.city, page.postcode) == ("Neu", "Selm", "")
    assert page.live_revision_id == page.latest_revision_id
    assert page.last_published_at == LATER


def test_pages_expire_and_come_back(organisation, author):
    page = OpportunityPageFactory(parent=organisation)
    alias = page.create_alias(update_slug="zweitname")
    expire_pages([page], author)
    for pk in (page.pk, alias.pk):
        assert not Page.objects.get(pk=pk).live
    expired = OpportunityPage.objects.get(pk=page.pk)
    assert (expired.expired, expired.live_revision) == (True, None)

    publish_again([expired], author)
    back = OpportunityPage.objects.get(pk=page.pk)
    assert (back.live, back.expired, back.has_unpublished_changes) == (True, False, False)
    assert back.live_revision_id == back.latest_revision_id == page.latest_revision_id


def test_a_planned_publication_ends_with_the_page(organisation, author):
    page = OpportunityPageFactory(parent=organisation)
    page.go_live_at = timezone.now() + dt.timedelta(days=3)
    page.save_revision(approved_go_live_at=page.go_live_at)
    expire_pages([page], author)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_aliases_follow(organisation, author):
    page = OpportunityPageFactory(parent=organisation)
    alias = page.create_alias(update_slug="zweitname")
    page.title = "Neu"
    publish_changes([page], ["title"], author)
    assert Page.objects.get(pk=alias.pk).title == "Neu"


def test_the_history_names_the_author(organisation):
    author = Authorship(now=LATER, user=UserFactory(), log={"opportunities.import": {"what": "x"}})
    page = new_offer("Angebot", "angebot")
    create_pages([NewPage(page, organisation.pk)], author)
    entries = PageLogEntry.objects.filter(page_id=page.pk)
    assert {entry.action for entry in entries} == {
        "wagtail.create",
        "wagtail.publish",
        "opportunities.import",
    }
    assert {entry.user for entry in entries} == {author.user}


def test_long_slugs_keep_their_number():
    taken = {"x" * 255}
    assert free_slug("x" * 300, taken) == "x" * 253 + "-2"
    assert free_slug("neu", taken) == "neu"
    assert free_slug("neu", taken) == "neu-2"
