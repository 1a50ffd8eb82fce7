import datetime as dt
import io
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.mail import send_outbox
from core.models import Requirement
from engagement.checks import due, has_valid_check, services
from engagement.checks.errors import CheckError
from engagement.checks.months import add_months
from engagement.checks.needs import people_of
from engagement.enums import EngagementState
from engagement.models import BackgroundCheck
from opportunities.applications.checks import lacks_check
from opportunities.enums import ApplicationState
from opportunities.models import Application
from organisations.merging import merge_organisations
from organisations.records import record_of
from tests.engagement.factories import (
    BackgroundCheckFactory,
    EngagementFactory,
    VolunteerFactory,
)
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OpportunityPageFactory,
    OrganisationFactory,
    OrganisationPageFactory,
    UserFactory,
)
from tests.queries import asked_of_pages

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 5, 20)
Code = CheckError.Code


@pytest.fixture
def organisation():
    organisation = OrganisationFactory(needs_background_check=True)
    MembershipFactory(organisation=organisation)
    return organisation


@pytest.fixture
def application(luenen):
    """For an offer that asks for a certificate, at an organisation that does not."""
    page = OrganisationPageFactory(parent=luenen.page)
    offer = OpportunityPageFactory(parent=page, title="Hausaufgabenhilfe")
    requirement = Requirement.objects.filter(kind=Requirement.Kind.BACKGROUND_CHECK).first()
    offer.requirements.add(requirement)
    offer.save()
    MembershipFactory(organisation=record_of(page))
    return ApplicationFactory(opportunity=offer)


def helper_of(organisation, **given):
    return EngagementFactory(organisation=organisation, **given).volunteer


def note(volunteer, organisation, **given):
    given = {
        "seen_on": TODAY,
        "issued_on": dt.date(2026, 4, 1),
        "by": organisation.memberships.first().user,
        **given,
    }
    return services.note_inspection(
        volunteer=volunteer, organisation=organisation, today=TODAY, **given
    )


def refusal(*args, **given):
    with pytest.raises(CheckError) as caught:
        note(*args, **given)
    assert not BackgroundCheck.objects.exists()
    return caught.value.code


def names(organisation, **wanted):
    return [
        one.volunteer.name
        for one in people_of(organisation, TODAY)
        if all(getattr(one, name) == value for name, value in wanted.items())
    ]


def is_erased(check, today=TODAY):
    return due.due_for_erasure(today).filter(pk=check.pk).exists()


def warned(today):
    mail.outbox.clear()
    due.warn_of_expiry(today)
    due.warn_of_expiry(today)
    send_outbox.call()
    return [sent.to for sent in mail.outbox]


class TestNoting:
    def test_it_counts_for_five_years_from_its_date(self, organisation):
        volunteer = helper_of(organisation)
        check = note(volunteer, organisation)
        assert check.renew_by == dt.date(2031, 4, 1)

        def is_valid(day, at=organisation):
            return has_valid_check(volunteer=volunteer, organisation=at, today=day)

        assert is_valid(check.renew_by)
        assert not is_valid(check.renew_by + dt.timedelta(days=1))
        assert not is_valid(TODAY, OrganisationFactory())

    def test_a_letter_is_no_certificate(self, organisation):
        volunteer = helper_of(organisation)
        services.note_letter(volunteer=volunteer, organisation=organisation, today=TODAY)
        assert not has_valid_check(volunteer=volunteer, organisation=organisation, today=TODAY)
        assert note(volunteer, organisation).requested_on == TODAY

    def test_what_can_not_be_noted(self, organisation):
        volunteer = helper_of(organisation)
        tomorrow = TODAY + dt.timedelta(days=1)
        assert refusal(volunteer, organisation, seen_on=tomorrow) == Code.SEEN_IN_FUTURE
        assert refusal(volunteer, organisation, issued_on=tomorrow) == Code.ISSUED_AFTER_SEEN
        late = dt.date(2031, 4, 2)
        assert refusal(volunteer, organisation, renew_by=late) == Code.RENEWED_TOO_LATE
        assert refusal(volunteer, organisation, renew_by=TODAY) == Code.OVER
        old = dt.date(2021, 5, 1)
        assert refusal(volunteer, organisation, issued_on=old) == Code.OVER
        MembershipFactory(organisation=organisation, user=volunteer.user)
        assert refusal(volunteer, organisation, by=volunteer.user) == Code.OWN

    def test_a_new_one_replaces_the_old_and_is_warned_of_again(self, organisation):
        volunteer = helper_of(organisation)
        BackgroundCheckFactory(volunteer=volunteer, organisation=organisation, warned_days=7)
        assert note(volunteer, organisation).warned_days is None
        assert BackgroundCheck.objects.count() == 1

    def test_three_months(self):
        def is_stale(seen_on):
            return services.is_stale(issued_on=dt.date(2025, 11, 30), seen_on=seen_on)

        assert not is_stale(dt.date(2026, 2, 28))
        assert is_stale(dt.date(2026, 3, 1))

    def test_nothing_else_is_kept(self):
        kept = {field.name for field in BackgroundCheck._meta.get_fields()}
        assert kept == {
            *("id", "volunteer", "organisation", "state", "requested_on", "seen_on", "issued_on"),
            *("seen_by", "renew_by", "warned_days", "created_at"),
        }

    def test_months(self):
        assert add_months(dt.date(2024, 2, 29), 60) == dt.date(2029, 2, 28)
        assert add_months(dt.date(2026, 1, 31), -2) == dt.date(2025, 11, 30)


class TestWhoNeedsOne:
    def test_everybody_where_the_organisation_asks(self, organisation):
        volunteer = helper_of(organisation)
        helper_of(organisation, until=dt.date(2025, 1, 1))
        helper_of(organisation, state=EngagementState.CLAIMED)
        assert names(organisation, is_needed=True, is_valid=False) == [volunteer.name]
        note(volunteer, organisation)
        assert names(organisation, is_needed=True, is_valid=True) == [volunteer.name]

    def test_who_applies_where_the_offer_asks(self, application):
        at = application.organisation
        helper_of(at)
        ApplicationFactory(
            opportunity=OpportunityPageFactory(parent=application.opportunity.get_parent())
        )
        assert names(at) == [application.volunteer.name]
        Application.objects.filter(pk=application.pk).update(state=ApplicationState.DECLINED)
        assert names(at) == []

    @pytest.mark.parametrize("source", ["offer", "organisation"])
    def test_accepting_asks_for_both(self, application, source):
        at = application.organisation
        if source == "organisation":
            application.opportunity.requirements.clear()
            application.opportunity.save()
            assert not lacks_check(application, today=TODAY)
            at.needs_background_check = True
            at.save()
        assert lacks_check(application, today=TODAY)
        note(application.volunteer, at)
        assert not lacks_check(application, today=TODAY)

    def test_merging_keeps_what_counts_longer(self, organisation):
        other = OrganisationFactory()
        longer, shorter = VolunteerFactory(), VolunteerFactory()
        end = dt.date(2028, 1, 1)
        for at, renewed in ((other, longer), (organisation, shorter)):
            for volunteer in (longer, shorter):
                given = {} if volunteer == renewed else {"renew_by": end}
                BackgroundCheckFactory(volunteer=volunteer, organisation=at, **given)
        merge_organisations(old=other, new=organisation, by=UserFactory())
        left = BackgroundCheck.objects.values_list("organisation", "renew_by")
        assert list(left) == [(organisation.pk, dt.date(2031, 2, 1))] * 2


class TestErasing:
    def test_kept_while_somebody_volunteers(self, organisation):
        check = BackgroundCheckFactory(volunteer=helper_of(organisation), organisation=organisation)
        assert not is_erased(check)

    def test_six_months_after_the_last_engagement(self, organisation):
        volunteer = helper_of(organisation, until=dt.date(2025, 11, 20))
        helper_of(organisation, volunteer=volunteer, until=dt.date(2025, 1, 1))
        check = BackgroundCheckFactory(volunteer=volunteer, organisation=organisation)
        assert not is_erased(check)
        assert is_erased(check, TODAY + dt.timedelta(days=1))

    @pytest.mark.parametrize("end", [ApplicationState.DECLINED, ApplicationState.WITHDRAWN])
    def test_at_once_when_nothing_comes_of_it(self, application, end):
        check = BackgroundCheckFactory(
            volunteer=application.volunteer, organisation=application.organisation
        )
        assert not is_erased(check)
        Application.objects.filter(pk=application.pk).update(state=end)
        assert is_erased(check)
        EngagementFactory(
            volunteer=application.volunteer,
            organisation=application.organisation,
            state=EngagementState.DECLINED,
        )
        assert is_erased(check)

    def test_elsewhere_does_not_count(self, organisation, application):
        check = BackgroundCheckFactory(volunteer=application.volunteer, organisation=organisation)
        helper_of(application.organisation, volunteer=application.volunteer)
        assert is_erased(check)

    def test_three_months_after_it_should_have_been_renewed(self, organisation):
        check = BackgroundCheckFactory(
            volunteer=helper_of(organisation),
            organisation=organisation,
            renew_by=dt.date(2026, 2, 20),
        )
        assert not is_erased(check)
        assert is_erased(check, TODAY + dt.timedelta(days=1))

    def test_the_clock_does_it_and_twice_is_no_harm(self, organisation):
        BackgroundCheckFactory(organisation=organisation)
        kept = BackgroundCheckFactory(volunteer=helper_of(organisation), organisation=organisation)
        assert (due.erase_what_is_due(TODAY), due.erase_what_is_due(TODAY)) == (1, 0)
        assert BackgroundCheck.objects.get() == kept


class TestWarning:
    def test_sixty_thirty_and_seven_days_before_each_once(self, organisation):
        MembershipFactory(organisation=organisation)
        members = sorted(organisation.memberships.values_list("user__email", flat=True))
        for _ in range(2):
            BackgroundCheckFactory(
                volunteer=helper_of(organisation),
                organisation=organisation,
                renew_by=dt.date(2026, 8, 1),
            )
        told = {
            days: sorted(to for (to,) in warned(dt.date(2026, 8, 1) - dt.timedelta(days=days)))
            for days in (61, 60, 59, 30, 29, 7, 6, 0, -1)
        }
        assert told == {days: members if days in (60, 30, 7) else [] for days in told}

    def test_who_comes_late_is_told_once(self, organisation):
        BackgroundCheckFactory(
            volunteer=helper_of(organisation),
            organisation=organisation,
            renew_by=TODAY + dt.timedelta(days=5),
        )
        assert len(warned(TODAY)) == 1
        assert warned(TODAY + dt.timedelta(days=1)) == []


class TestDesk:
    @pytest.fixture
    def visit(self, client, organisation):
        client.force_login(organisation.memberships.first().user)

        def go(name, volunteer=None, data=None):
            args = [organisation.pk, *([volunteer.pk] if volunteer else [])]
            url = reverse(f"checks:{name}", args=args)
            return client.get(url) if data is None else client.post(url, data, follow=True)

        return go

    def test_noting_says_when_it_was_old(self, visit, organisation):
        volunteer = helper_of(organisation)
        issued_on = add_months(timezone.localdate(), -4)
        given = {"issued_on": f"{issued_on:%d.%m.%Y}", "seen_on": f"{timezone.localdate()}"}
        text = visit("inspection", volunteer, given).content.decode()
        assert "älter als drei Monate" in text
        assert f"zu erneuern bis {add_months(issued_on, 60):%d.%m.%Y}" in text

    def test_bad_days_are_said_beside_the_field(self, visit, organisation):
        volunteer = helper_of(organisation)
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        given = {"issued_on": "01.01.2026", "seen_on": f"{tomorrow}"}
        text = visit("inspection", volunteer, given).content.decode()
        assert "Vermerken können Sie nur, was Sie schon gesehen haben." in text
        assert f'value="{tomorrow}"' in text
        assert not BackgroundCheck.objects.exists()

    def test_only_people_whom_it_concerns(self, visit, organisation):
        stranger = EngagementFactory().volunteer
        over = helper_of(organisation, until=dt.date(2025, 1, 1))
        for one in (stranger, over):
            assert visit("inspection", one).status_code == 404
            assert visit("letter", one, {}).status_code == 404
            assert visit("erase", one, {}).status_code == 404

    def test_the_letter_says_what_the_law_wants(self, visit, organisation):
        volunteer = helper_of(organisation)
        response = visit("letter", volunteer, {})
        reader = PdfReader(io.BytesIO(response.content))
        text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
        for part in (
            *(volunteer.name, organisation.name, "§ 30a Abs. 1 BZRG", "Gebührenbefreiung"),
            *("Geburtsdatum", "Geburtsort", "Kassenwart", "Stempel"),
        ):
            assert part in text
        assert len(reader.pages) == 1
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert BackgroundCheck.objects.get().requested_on

    def test_erasing(self, visit, organisation):
        volunteer = helper_of(organisation)
        BackgroundCheckFactory(volunteer=volunteer, organisation=organisation)
        visit("erase", volunteer, {})
        assert not BackgroundCheck.objects.exists()

    def test_the_list_asks_as_much_for_many_as_for_one(self, visit, organisation):
        def count():
            with CaptureQueriesContext(connection) as queries:
                assert visit("list").status_code == 200
            return len(asked_of_pages(queries))

        helper_of(organisation)
        count()
        once = count()
        for _ in range(5):
            helper_of(organisation)
            BackgroundCheckFactory(volunteer=helper_of(organisation), organisation=organisation)
        assert count() == once

    def test_the_volunteer_sees_what_is_kept(self, client, organisation):
        check = BackgroundCheckFactory(volunteer=helper_of(organisation), organisation=organisation)
        client.force_login(check.volunteer.user)
        text = client.get(reverse("account_home")).content.decode()
        assert organisation.name in text
        assert "1. Februar 2031" in text
