"""The pages, as people send forms from them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Volunteer
from engagement.enums import EngagementState, HoursState
from engagement.models import Engagement, HoursEntry, Timer
from organisations.models import Organisation
from tests.engagement.factories import EngagementFactory, HoursEntryFactory
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def engagement(home) -> Engagement:
    return EngagementFactory()


@pytest.fixture
def volunteer(client, engagement):
    """The client, signed in as the volunteer."""
    client.force_login(engagement.volunteer.user)
    return client


@pytest.fixture
def desk(client, engagement):
    """The client, signed in as a member of the organisation."""
    client.force_login(MembershipFactory(organisation=engagement.organisation).user)
    return client


def at_desk(name: str, engagement: Engagement, *more: int) -> str:
    return reverse(f"people:{name}", args=[engagement.organisation_id, *more])


def test_one_tap_records_hours_of_today(volunteer, engagement):
    volunteer.post(reverse("hours:home"), {"engagement": engagement.pk, "quick": "2"})
    entry = HoursEntry.objects.get()
    assert (entry.worked_on, entry.hours, entry.state) == (TODAY, 2, HoursState.OPEN)
    assert entry.entered_by == engagement.volunteer.user


def test_wrong_hours_keep_what_was_typed_and_change_nothing(volunteer, engagement):
    answer = volunteer.post(
        reverse("hours:home"),
        {"engagement": engagement.pk, "worked_on": "2026-02-31", "hours": "viel", "note": "Kasse"},
    )
    text = answer.content.decode()
    assert "zum Beispiel 24.12.2026" in text
    assert "zum Beispiel 2, 2,5 oder 2:30" in text
    assert 'value="Kasse"' in text
    assert not HoursEntry.objects.exists()


def test_the_future_is_refused_beside_the_day(volunteer, engagement):
    tomorrow = TODAY + dt.timedelta(days=1)
    answer = volunteer.post(
        reverse("hours:home"),
        {"engagement": engagement.pk, "worked_on": tomorrow.isoformat(), "hours": "2"},
    )
    assert answer.context["form"].errors["worked_on"]
    assert not HoursEntry.objects.exists()


def test_nobody_records_for_somebody_else(volunteer):
    foreign = EngagementFactory()
    volunteer.post(reverse("hours:home"), {"engagement": foreign.pk, "quick": "2"})
    assert not HoursEntry.objects.exists()


def test_the_clock(volunteer, engagement):
    volunteer.post(reverse("hours:start_timer", args=[engagement.pk]))
    volunteer.post(reverse("hours:start_timer", args=[engagement.pk]))
    assert Timer.objects.count() == 1
    volunteer.post(reverse("hours:stop_timer", args=[engagement.pk]))
    volunteer.post(reverse("hours:stop_timer", args=[engagement.pk]))
    assert HoursEntry.objects.get().hours == Decimal("0.25")


def test_a_forgotten_clock_leads_to_the_question(volunteer, engagement):
    started_at = timezone.now() - dt.timedelta(days=2)
    Timer.objects.create(engagement=engagement, started_at=started_at)
    address = reverse("hours:timer", args=[engagement.pk])
    assert volunteer.post(reverse("hours:stop_timer", args=[engagement.pk])).url == address
    assert volunteer.get(address).status_code == 200
    day = timezone.localdate(started_at)
    volunteer.post(address, {"worked_on": day.isoformat(), "hours": "3"})
    entry = HoursEntry.objects.get()
    assert (entry.hours, entry.worked_on) == (3, day)


def test_weeks_show_what_they_would_do_first(volunteer, engagement):
    address = reverse("hours:week", args=[engagement.pk])
    volunteer.post(address, {"day_0": "2", "day_3": "1,5"})
    last = TODAY - dt.timedelta(days=TODAY.weekday() + 1)  # a Sunday
    span = {"von": (last - dt.timedelta(days=13)).isoformat(), "bis": last.isoformat()}
    shown = volunteer.get(address, span)
    assert shown.context["number"] == 4
    assert not HoursEntry.objects.exists()
    volunteer.post(reverse("hours:fill", args=[engagement.pk]), span)
    assert HoursEntry.objects.count() == 4
    assert volunteer.get(address, span).context["number"] == 0


@pytest.mark.parametrize(
    "span",
    [
        {"von": "gestern", "bis": "2026-01-01"},
        {"von": "2026-02-01", "bis": "2026-01-01"},
        {"von": "2020-01-01", "bis": "2026-01-01"},
    ],
)
def test_weeks_that_are_none(volunteer, engagement, span):
    address = reverse("hours:week", args=[engagement.pk])
    volunteer.post(address, {"day_0": "2"})
    answer = volunteer.get(address, span)
    assert answer.status_code == 200
    assert answer.context["weeks"].errors
    volunteer.post(reverse("hours:fill", args=[engagement.pk]), span)
    assert not HoursEntry.objects.exists()


def test_changing_and_correcting(volunteer, engagement):
    entry = HoursEntryFactory(engagement=engagement)
    address = reverse("hours:entry", args=[entry.pk])
    volunteer.post(address, {"worked_on": "2026-03-05", "hours": "3"})
    entry.refresh_from_db()
    assert (entry.hours, entry.worked_on) == (3, dt.date(2026, 3, 5))
    HoursEntry.objects.filter(pk=entry.pk).update(state=HoursState.CONFIRMED)
    volunteer.post(address, {"hours": "1", "note": "verwechselt"})
    assert entry.corrections.get().hours == -2
    assert "wartet" in volunteer.get(address).content.decode()


def test_the_table_is_harmless_in_spreadsheets(volunteer, engagement):
    HoursEntryFactory(engagement=engagement, note="=1+1")
    text = volunteer.get(reverse("hours:export")).content.decode("utf-8-sig")
    assert "04.03.2026;2;" in text
    assert "'=1+1" in text


def test_years_that_are_none(volunteer):
    for year in (0, 1899, 10**17):
        assert volunteer.get(reverse("hours:year", args=[year])).status_code == 404


def test_a_known_organisation_is_found_and_named_ones_are_not(client, home):
    client.force_login(UserFactory())
    OrganisationFactory(name="Lüner Tafel")
    OrganisationFactory(name="Tafelrunde von nebenan", state="known")
    text = client.get(reverse("engagements:find"), {"q": "tafel"}).content.decode()
    assert "Lüner Tafel" in text
    assert "nebenan" not in text
    named = Organisation.objects.get(state="known")
    assert client.get(reverse("engagements:claim", args=[named.pk])).status_code == 404


def test_i_have_been_treasurer_since_2009(client, home):
    user = UserFactory()
    client.force_login(user)
    client.post(
        reverse("engagements:claim_named"),
        {
            "organisation_name": "Schachclub Turm",
            "contact_email": "vorstand@turm.example",
            "role": "Kassenwart",
            "since": "2009-03-01",
            "usual_hours": "3,5",
            "name": "Erika Beispiel",
        },
    )
    engagement = Engagement.objects.get()
    assert engagement.volunteer == Volunteer.objects.get(user=user)
    assert (engagement.state, engagement.usual_hours) == (EngagementState.CLAIMED, Decimal("3.5"))
    assert engagement.organisation.page is None


def test_a_refused_claim_leaves_no_organisation_behind(client, home):
    user = UserFactory()
    client.force_login(user)
    answer = client.post(
        reverse("engagements:claim_named"),
        {
            "organisation_name": "Ich selbst",
            "contact_email": user.email,
            "role": "Chefin",
            "since": "2009-03-01",
            "name": "Erika",
        },
    )
    assert answer.context["form"].errors["contact_email"]
    assert not Organisation.objects.exists()


def test_the_desk_confirms_all_at_once(desk, engagement):
    HoursEntryFactory.create_batch(3, engagement=engagement)
    address = at_desk("hours", engagement)
    shown = desk.get(address)
    tokens = [f"{one.pk}_{one.worked_on}_{one.hours}" for one in shown.context["entries"]]
    answer = desk.post(address, {"seen": tokens}, follow=True)
    assert HoursEntry.objects.confirmed().count() == 3
    assert "3 Einträge mit 6 Std. sind bestätigt." in answer.content.decode()


def test_the_desk_asks_back(desk, engagement):
    entry = HoursEntryFactory(engagement=engagement)
    address = at_desk("dispute", engagement, entry.pk)
    assert desk.post(address, {"word": ""}).context["form"].errors["word"]
    desk.post(address, {"word": "An dem Tag war zu."})
    entry.refresh_from_db()
    assert entry.state == HoursState.DISPUTED


def test_the_desk_ticks_the_team(desk, engagement):
    other = EngagementFactory(organisation=engagement.organisation)
    absent = EngagementFactory(organisation=engagement.organisation)
    desk.post(
        at_desk("team", engagement),
        {
            "worked_on": TODAY.isoformat(),
            "hours": "3",
            f"there_{engagement.pk}": "on",
            f"there_{other.pk}": "on",
            f"hours_{other.pk}": "1:30",
        },
    )
    recorded = dict(HoursEntry.objects.confirmed().values_list("engagement", "hours"))
    assert recorded == {engagement.pk: 3, other.pk: Decimal("1.5")}
    assert absent.pk not in recorded


def test_the_desk_adds_people_and_records_for_them(desk, engagement):
    address = at_desk("add", engagement)
    person = {"name": "Jo Ohnekonto", "role": "Fahrer", "since": "2026-01-01"}
    assert desk.post(address, person).context["form"].non_field_errors()
    desk.post(address, {**person, "email": "jo@example.org"})
    added = Engagement.objects.get(volunteer__name="Jo Ohnekonto")
    desk.post(
        at_desk("person", engagement, added.pk),
        {"record": "1", "worked_on": "2026-02-01", "hours": "2"},
    )
    assert added.hours.get().state == HoursState.CONFIRMED


def test_the_desk_answers_a_claim(desk, engagement):
    claim = EngagementFactory(organisation=engagement.organisation, state=EngagementState.CLAIMED)
    address = at_desk("person", engagement, claim.pk)
    no = {"answer_engagement": "1", "answer": "no", "word": ""}
    assert desk.post(address, no).context["answer_form"].errors["word"]
    desk.post(
        address,
        {"answer_engagement": "1", "answer": "corrected", "role": "Beisitz", "since": "2021-01-01"},
    )
    claim.refresh_from_db()
    assert (claim.state, claim.role) == (EngagementState.CONFIRMED, "Beisitz")


def test_the_desk_corrects_what_it_has_confirmed(desk, engagement):
    entry = HoursEntryFactory(engagement=engagement, state=HoursState.CONFIRMED)
    desk.post(at_desk("correct", engagement, entry.pk), {"hours": "0", "note": "war krank"})
    assert HoursEntry.objects.confirmed().total() == 0


def test_the_desks_page_says_what_waits(desk, engagement):
    HoursEntryFactory(engagement=engagement)
    EngagementFactory(organisation=engagement.organisation, state=EngagementState.CLAIMED)
    text = desk.get(reverse("desk:home", args=[engagement.organisation_id])).content.decode()
    assert "Stundeneintrag zu bestätigen" in text
    assert "Engagement zu bestätigen" in text


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(asked_of_pages(captured))


def test_pages_of_the_volunteer_ask_as_often_for_many_rows(volunteer, engagement):
    def fill(number: int) -> None:
        for row in range(number):
            own = EngagementFactory(volunteer=engagement.volunteer, role=f"Rolle {number} {row}")
            HoursEntryFactory(engagement=own, worked_on=dt.date(2026, 1, 1 + row))
            HoursEntryFactory(engagement=own, state=HoursState.DISPUTED)
            HoursEntryFactory(engagement=own, state=HoursState.CONFIRMED)
        MembershipFactory(organisation=engagement.organisation)

    addresses = [
        reverse("hours:home"),
        reverse("hours:year", args=[2026]),
        reverse("engagements:list"),
        reverse("account_home"),
        reverse("hours:export"),
    ]
    fill(1)
    few = [queries(volunteer, address) for address in addresses]
    fill(8)
    assert [queries(volunteer, address) for address in addresses] == few


def test_pages_of_the_desk_ask_as_often_for_many_rows(desk, engagement):
    def fill(number: int) -> None:
        for _row in range(number):
            person = EngagementFactory(organisation=engagement.organisation)
            HoursEntryFactory(engagement=person)
            HoursEntryFactory(engagement=engagement, state=HoursState.CONFIRMED)
            EngagementFactory(organisation=engagement.organisation, state=EngagementState.CLAIMED)

    addresses = [
        at_desk("list", engagement),
        at_desk("hours", engagement),
        at_desk("team", engagement),
        at_desk("person", engagement, engagement.pk),
        reverse("desk:home", args=[engagement.organisation_id]),
    ]
    fill(1)
    few = [queries(desk, address) for address in addresses]
    fill(8)
    assert [queries(desk, address) for address in addresses] == few
