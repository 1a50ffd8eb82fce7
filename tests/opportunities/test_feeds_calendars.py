import datetime as dt
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from core import content_version
from opportunities import catalogue
from opportunities.enums import Rhythm, TimeModel, Whereabouts
from opportunities.feeds.events import Schedule, berlin_time, events_of, first_occurrence
from opportunities.feeds.searches import Search
from opportunities.models import OpportunityDate, OpportunityPage, WeeklySlot
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.hidden import PROTECTED, TRACES
from tests.shared_rows import shared_rows

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = "/angebote/kalender.ics"
TODAY = dt.date.today()
SOON = TODAY + dt.timedelta(days=20)


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def titles(response):
    return sorted(str(event["SUMMARY"]) for event in events(response))


def renew():
    """What was published within this test is seen at once."""
    content_version.forget_everything()
    catalogue.forget()
    caches["pages"].clear()


def schedule(**values):
    moment = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)  # a Monday
    return Schedule(
        **{
            "key": UUID("11111111-2222-3333-4444-555555555555"),
            "title": "Vorlesen",
            "first_published_at": moment,
            "last_published_at": moment + dt.timedelta(minutes=5),
            **values,
        }
    )


class TestEvents:
    def test_a_date_with_times(self):
        date = OpportunityDate(
            takes_place_on=dt.date(2026, 12, 12), starts_at=dt.time(9), ends_at=dt.time(13)
        )
        (event,) = events_of(schedule(dates=[date]))
        text = event.to_ical().decode()
        assert "DTSTART;TZID=Europe/Berlin:20261212T090000" in text
        assert "DTEND;TZID=Europe/Berlin:20261212T130000" in text
        assert "UID:11111111-2222-3333-4444-555555555555-20261212\r\n" in text
        assert "SEQUENCE:5\r\n" in text
        assert "DTSTAMP:20260302T120500Z" in text
        assert "STATUS:CONFIRMED" in text

    def test_a_date_without_times_takes_the_day(self):
        (event,) = events_of(
            schedule(dates=[OpportunityDate(takes_place_on=dt.date(2026, 12, 12))])
        )
        text = event.to_ical().decode()
        assert "DTSTART;VALUE=DATE:20261212" in text
        assert "DTEND;VALUE=DATE:20261213" in text

    def test_a_date_without_end_has_none(self):
        date = OpportunityDate(takes_place_on=dt.date(2026, 12, 12), starts_at=dt.time(9))
        (event,) = events_of(schedule(dates=[date]))
        assert "DTEND" not in event

    def test_a_changed_hour_is_the_same_event_and_later(self):
        before, after = (
            next(
                events_of(
                    schedule(
                        dates=[OpportunityDate(takes_place_on=SOON, starts_at=dt.time(hour))],
                        last_published_at=dt.datetime(2026, 3, day, 12, tzinfo=dt.UTC),
                    )
                )
            )
            for hour, day in ((9, 2), (10, 3))
        )
        assert before["uid"] == after["uid"]
        assert before["sequence"] < after["sequence"]
        assert before["last-modified"].dt < after["last-modified"].dt

    def test_two_on_one_day_are_two_events(self):
        dates = [OpportunityDate(takes_place_on=SOON, starts_at=dt.time(hour)) for hour in (9, 14)]
        assert len({str(event["uid"]) for event in events_of(schedule(dates=dates))}) == 2

    @pytest.mark.parametrize(
        ("rhythm", "rule"),
        [
            (Rhythm.WEEKLY, "FREQ=WEEKLY;BYDAY=WE"),
            (Rhythm.FORTNIGHTLY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
            (Rhythm.MONTHLY, "FREQ=MONTHLY;BYDAY=1WE"),
        ],
    )
    def test_a_weekly_time_comes_round(self, rhythm, rule):
        slot = WeeklySlot(weekday=2, starts_at=dt.time(15), ends_at=dt.time(17), rhythm=rhythm)
        (event,) = events_of(schedule(slots=[slot]))
        assert event["rrule"].to_ical().decode() == rule
        assert event["dtstart"].dt == dt.datetime(2026, 3, 4, 15, tzinfo=BERLIN)
        assert ("DESCRIPTION" in event) == (rhythm != Rhythm.WEEKLY)

    def test_a_weekly_time_begins_and_ends_with_the_offer(self):
        slot = WeeklySlot(weekday=2, starts_at=dt.time(15))
        plan = schedule(slots=[slot], starts_on=dt.date(2026, 9, 3), ends_on=dt.date(2026, 10, 28))
        (event,) = events_of(plan)
        assert first_occurrence(plan, slot) == dt.date(2026, 9, 9)
        assert event["rrule"].to_ical().decode() == ("FREQ=WEEKLY;UNTIL=20261028T225959Z;BYDAY=WE")

    def test_whole_days_end_with_a_day(self):
        plan = schedule(slots=[WeeklySlot(weekday=2)], ends_on=dt.date(2026, 10, 28))
        (event,) = events_of(plan)
        assert "UNTIL=20261028;" in event["rrule"].to_ical().decode()

    def test_what_ends_before_it_begins_is_none(self):
        plan = schedule(slots=[WeeklySlot(weekday=2)], ends_on=dt.date(2026, 3, 3))
        assert list(events_of(plan)) == []

    @pytest.mark.parametrize("day", [dt.date(2026, 1, 15), dt.date(2026, 7, 15)])
    def test_the_time_zone_is_berlins(self, day):
        zone = berlin_time().to_tz()
        moment = dt.datetime.combine(day, dt.time(12))
        assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=BERLIN).utcoffset()


@shared_rows
def offers(luenen, selm):
    """An offer with a date and a weekly time in Lünen."""
    organisation = OrganisationPageFactory(parent=luenen.page, title="Lesefreunde")
    page = OpportunityPageFactory(
        parent=organisation,
        title="Vorlesen im Advent",
        time_model=TimeModel.REGULAR,
        venue="Bücherei",
        street="Am Markt 1",
        postcode="44532",
        latitude=51.61,
        longitude=7.52,
    )
    page.dates = [OpportunityDate(takes_place_on=SOON, starts_at=dt.time(9))]
    page.slots = [WeeklySlot(weekday=2, starts_at=dt.time(15))]
    page.save_revision().publish()
    return SimpleNamespace(page=OpportunityPage.objects.get(pk=page.pk), organisation=organisation)


def offer_on(parent, day, **values):
    page = OpportunityPageFactory(parent=parent, **values)
    page.dates = [OpportunityDate(takes_place_on=day)]
    page.save_revision().publish()
    return OpportunityPage.objects.get(pk=page.pk)


@pytest.mark.django_db
class TestSearchCalendar:
    def test_it_can_be_subscribed_to(self, client, offers):
        OpportunityPageFactory(parent=offers.organisation, title="Ohne Zeiten")
        response = client.get(CALENDAR, {"ort": "luenen"})
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        text = response.content.decode()
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in text
        assert "BEGIN:VTIMEZONE" in text
        assert "X-WR-CALDESC:Termine und feste Zeiten\\, zu denen" in text
        calendar = Calendar.from_ical(response.content)
        assert "Lünen" in calendar["X-WR-CALNAME"]
        assert calendar["SOURCE"] == "http://testserver/angebote/kalender.ics?ort=luenen"
        assert titles(response) == ["Vorlesen im Advent"] * 2
        event = events(response)[0]
        assert event["LOCATION"] == "Bücherei, Am Markt 1, 44532 Lünen"
        assert event["URL"] == f"http://testserver{offers.page.url}"
        assert event["TRANSP"] == "TRANSPARENT"
        assert "Lesefreunde" in event["DESCRIPTION"]

    def test_it_is_the_same_until_something_changes(self, client, offers):
        first = client.get(CALENDAR)
        renew()
        again = client.get(CALENDAR)
        assert again.content == first.content
        etag = first.headers["ETag"]
        assert client.get(CALENDAR, headers={"If-None-Match": etag}).status_code == 304

    def test_filters_hold(self, client, offers):
        assert titles(client.get(CALENDAR, {"ort": "selm"})) == []
        assert len(events(client.get(CALENDAR, {"q": "vorlesen"}))) == 2

    def test_what_was_taken_down_is_cancelled(self, client, offers):
        uids = {str(event["UID"]) for event in events(client.get(CALENDAR))}
        sequence = max(event["SEQUENCE"] for event in events(client.get(CALENDAR)))
        offers.page.unpublish()
        renew()
        (event,) = events(client.get(CALENDAR))
        assert event["STATUS"] == "CANCELLED"
        assert event["SUMMARY"] == "Abgesagt: Vorlesen im Advent"
        assert str(event["UID"]) in uids
        assert event["SEQUENCE"] > sequence
        assert "LOCATION" not in event
        assert "URL" not in event

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"ort": "luenen"}, 1),
            ({"ort": "selm"}, 0),
            ({"q": "Vorlesen"}, 1),
            ({"q": "Fahrdienst"}, 0),
            ({"zeit": "regelmaessig"}, 1),
            ({"zeit": "springer"}, 0),
            ({"bereich": "sport"}, 0),
        ],
    )
    def test_what_is_cancelled_is_searched_too(self, client, offers, query, found):
        offers.page.unpublish()
        assert len(events(client.get(CALENDAR, query))) == found

    def test_what_editors_try_out_is_nobodys_business(self, client, offers):
        page = offers.page
        page.unpublish()
        # As the editor's form does it with a page that is not live.
        page.title = "Geheimer Entwurf"
        page.dates = [OpportunityDate(takes_place_on=SOON + dt.timedelta(days=1))]
        page.save()
        page.save_revision()
        renew()
        response = client.get(CALENDAR)
        (event,) = events(response)
        assert event["SUMMARY"] == "Abgesagt: Vorlesen im Advent"
        assert event["DTSTART"].dt.date() == SOON
        assert "Geheim" not in response.content.decode()
        assert titles(client.get(CALENDAR, {"q": "Geheimer Entwurf"})) == []

    def test_what_never_was_public_is_not_there(self, client, offers):
        page = OpportunityPageFactory(parent=offers.organisation, title="Entwurf", published=False)
        OpportunityDate.objects.create(opportunity=page, takes_place_on=SOON)
        assert "Entwurf" not in client.get(CALENDAR).content.decode()

    def test_what_became_restricted_is_not_there(self, client, offers):
        offers.page.unpublish()
        PageViewRestriction.objects.create(page=offers.organisation, restriction_type="login")
        renew()
        assert events(client.get(CALENDAR)) == []

    def test_closed_is_not_cancelled(self, client, offers):
        offer_on(offers.organisation, SOON, title="Fest", closes_on=dt.date(2020, 1, 1))
        event = next(e for e in events(client.get(CALENDAR)) if e["SUMMARY"] == "Fest")
        assert event["STATUS"] == "CONFIRMED"
        assert "nicht mehr" in event["DESCRIPTION"]

    def test_what_is_over_is_forgotten(self, client, offers):
        offers.page.unpublish()
        OpportunityDate.objects.update(takes_place_on=TODAY - dt.timedelta(days=1))
        renew()
        assert events(client.get(CALENDAR)) == []

    def test_a_secret_address_stays_secret(self, client, offers):
        offer_on(
            offers.organisation,
            SOON,
            title="Frauenhaus",
            **PROTECTED,
        )
        response = client.get(CALENDAR)
        assert "Frauenhaus" in titles(response)
        text = response.content.decode().replace("\r\n ", "")
        assert [trace for trace in TRACES if trace in text] == []

    def test_online_has_no_place(self, client, offers):
        offer_on(offers.organisation, SOON, title="Fern", whereabouts=Whereabouts.ONLINE)
        event = next(e for e in events(client.get(CALENDAR)) if e["SUMMARY"] == "Fern")
        assert "LOCATION" not in event

    @pytest.mark.parametrize(
        "query",
        ["plz=😀&radius=-5&seite=1e9", f"q={'x' * 10_000}", "q=%00%25%27%22 OR NEAR(", "ab=9999"],
    )
    def test_absurd_parameters_are_no_errors(self, client, offers, query):
        response = client.get(f"{CALENDAR}?{query}")
        assert response.status_code == 200
        Calendar.from_ical(response.content)

    def test_queries_do_not_grow_with_the_number_of_offers(self, client, offers):
        def queries():
            renew()
            Search(RequestFactory().get(CALENDAR)).newest(1)  # builds the catalogue
            with CaptureQueriesContext(connection) as found:
                client.get(CALENDAR)
            # Whether content has changed is asked once a second, whoever asks.
            return sum("contentversion" not in query["sql"] for query in found.captured_queries)

        offer_on(offers.organisation, SOON).unpublish()
        queries()  # the site's address is kept afterwards
        few = queries()
        for _number in range(4):
            offer_on(offers.organisation, SOON)
            offer_on(offers.organisation, SOON).unpublish()
        assert queries() == few
        assert few <= 18


@pytest.mark.django_db
class TestDatesOfOneOffer:
    def test_they_can_be_taken_over(self, client, offers):
        response = client.get(f"/angebote/{offers.page.pk}/termine.ics")
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Last-Modified"]
        assert len(events(response)) == 2
        assert {event["TRANSP"] for event in events(response)} == {"OPAQUE"}
        assert "REFRESH-INTERVAL" not in response.content.decode()

    def test_an_offer_without_dates_has_none(self, client, offers):
        page = OpportunityPageFactory(parent=offers.organisation)
        assert client.get(f"/angebote/{page.pk}/termine.ics").status_code == 404

    def test_only_of_what_everybody_may_see(self, client, offers):
        address = f"/angebote/{offers.page.pk}/termine.ics"
        restriction = PageViewRestriction.objects.create(
            page=offers.organisation, restriction_type="login"
        )
        renew()
        assert client.get(address).status_code == 404
        restriction.delete()
        offers.page.unpublish()
        renew()
        assert client.get(address).status_code == 404
        assert client.get("/angebote/99999999/termine.ics").status_code == 404
