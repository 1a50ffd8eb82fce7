"""What people without an account see and do, and that nobody else does."""

import pytest
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from core.links import make_link
from core.models import SecretLink
from engagement.book.urls import of_link
from engagement.enums import EngagementState, HoursState
from engagement.links import ANSWER_ENGAGEMENT, ANSWER_HOURS, OWN_HOURS
from engagement.models import HoursEntry
from engagement.services import SeenHours
from tests.engagement.factories import EngagementFactory, HoursEntryFactory, VolunteerFactory

pytestmark = pytest.mark.django_db


def opened(purpose, subject) -> tuple[Client, str]:
    """A browser that has opened the link, and where it led to."""
    client = Client()
    answer = client.get(make_link(purpose, subject, email="vor@verein.example"))
    assert answer.status_code == 302
    return client, answer.url


@pytest.fixture
def claim(home):
    return EngagementFactory(state=EngagementState.CLAIMED)


def test_an_organisation_confirms_by_a_button(claim):
    client, address = opened(ANSWER_ENGAGEMENT, claim)
    assert claim.volunteer.name in client.get(address).content.decode()
    claim.refresh_from_db()
    assert claim.state == EngagementState.CLAIMED  # looking changes nothing
    answer = client.post(address, {"answer": "yes"}, follow=True)
    claim.refresh_from_db()
    assert claim.state == EngagementState.CONFIRMED
    assert claim.confirmed_by_email == "vor@verein.example"
    assert "Danke" in answer.content.decode()


def test_an_answer_is_given_once(claim):
    client, address = opened(ANSWER_ENGAGEMENT, claim)
    client.post(address, {"answer": "yes"})
    client.post(address, {"answer": "no", "word": "Doch nicht"})
    claim.refresh_from_db()
    assert claim.state == EngagementState.CONFIRMED


def test_no_needs_a_word(claim):
    client, address = opened(ANSWER_ENGAGEMENT, claim)
    answer = client.post(address, {"answer": "no", "word": " "})
    assert answer.context["form"].errors["word"]
    client.post(address, {"answer": "no", "word": "Das war jemand anderes."})
    claim.refresh_from_db()
    assert (claim.state, claim.answer) == (EngagementState.DECLINED, "Das war jemand anderes.")


def test_an_organisation_without_desk_confirms_hours(home):
    engagement = EngagementFactory()
    waiting = HoursEntryFactory.create_batch(2, engagement=engagement)
    foreign = HoursEntryFactory()
    client, address = opened(ANSWER_HOURS, engagement)
    assert "2 Std." in client.get(address).content.decode()
    tokens = [SeenHours.of(entry).token for entry in (*waiting, foreign)]
    client.post(address, {"seen": tokens})
    assert set(HoursEntry.objects.confirmed()) == set(waiting)


def test_an_organisation_without_desk_asks_back_about_its_own_only(home):
    entry, foreign = HoursEntryFactory(), HoursEntryFactory()
    client, _address = opened(ANSWER_HOURS, entry.engagement)
    link = SecretLink.objects.get()
    for one, status in ((entry, 302), (foreign, 404)):
        address = reverse("asked:dispute", args=[link.pk, one.pk])
        assert client.post(address, {"word": "Wann war das?"}).status_code == status
    assert HoursEntry.objects.disputed().get() == entry


def test_the_volunteer_asks_for_it_by_mail(client, home):
    entry = HoursEntryFactory()
    client.force_login(entry.engagement.volunteer.user)
    for _twice in range(2):
        client.post(reverse("hours:ask", args=[entry.engagement_id]))
    assert Email.objects.get().to == [entry.engagement.organisation.email]


def test_own_hours_without_an_account(home):
    engagement = EngagementFactory(volunteer=VolunteerFactory(user=None))
    client, address = opened(OWN_HOURS, engagement.volunteer)
    assert engagement.role in client.get(address).content.decode()
    client.post(address, {"engagement": engagement.pk, "quick": "3"})
    entry = HoursEntry.objects.get()
    assert (entry.hours, entry.state, entry.entered_by) == (3, HoursState.OPEN, None)


def test_a_link_opens_no_other_hours(home):
    engagement = EngagementFactory(volunteer=VolunteerFactory(user=None))
    foreign = HoursEntryFactory()
    client, _address = opened(OWN_HOURS, engagement.volunteer)
    link = SecretLink.objects.get()
    for name, argument in (
        ("entry", {"entry": foreign.pk}),
        ("withdraw", {"entry": foreign.pk}),
        ("week", {"engagement": foreign.engagement_id}),
        ("start_timer", {"engagement": foreign.engagement_id}),
    ):
        address = reverse(f"hours_by_link:{name}", kwargs={"link": link.pk, **argument})
        assert client.post(address).status_code == 404, name


@pytest.mark.parametrize("name", [pattern.name for pattern in of_link[0]])
def test_whoever_has_not_opened_the_link_sees_nothing(client, home, name):
    engagement = EngagementFactory(volunteer=VolunteerFactory(user=None))
    entry = HoursEntryFactory(engagement=engagement)
    make_link(OWN_HOURS, engagement.volunteer)
    link = SecretLink.objects.get()
    pattern = next(one for one in of_link[0] if one.name == name)
    arguments = {"entry": entry.pk, "engagement": engagement.pk, "year": 2026}
    wanted = {key: arguments[key] for key in pattern.pattern.converters}
    address = reverse(f"hours_by_link:{name}", kwargs={"link": link.pk, **wanted})
    for method in (client.get, client.post):
        answer = method(address)
        assert answer.status_code == 404
        assert engagement.volunteer.name not in answer.content.decode()


@pytest.mark.parametrize(
    ("purpose", "name"), [(ANSWER_ENGAGEMENT, "engagement"), (ANSWER_HOURS, "hours")]
)
def test_whoever_was_not_asked_sees_nothing(client, claim, purpose, name):
    make_link(purpose, claim)
    answer = client.post(reverse(f"asked:{name}", args=[SecretLink.objects.get().pk]))
    assert answer.status_code == 404
    assert claim.volunteer.name not in answer.content.decode()
