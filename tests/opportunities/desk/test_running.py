"""What needs no approval: pause, end, extend, open again, copy; and the question in between."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from core.models import Activity
from opportunities.desk import running
from opportunities.desk.asking import months_later
from opportunities.desk.drafts import copy_offer, draft_of, save_draft, throw_away
from opportunities.desk.due import do_what_is_due
from opportunities.desk.errors import OfferError
from opportunities.desk.gate import submit_offer
from opportunities.desk.moving import moved_dates, same_weekday
from opportunities.enums import OpportunityState, TimeModel
from opportunities.models import (
    Intake,
    OfferChange,
    OpportunityDate,
    OpportunityPage,
    WeeklySlot,
)
from tests.factories import OpportunityPageFactory

NOW = timezone.make_aware(dt.datetime(2026, 11, 21, 10))
TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def offer(desk):
    return OpportunityPageFactory(parent=desk.page, title="Vorlesen")


def state(offer, today=TODAY):
    return OpportunityPage.objects.get(pk=offer.pk).state(today)


def test_paused_and_taken_up_again(desk, offer):
    running.pause_offer(offer=offer, now=NOW)
    running.pause_offer(offer=offer, now=NOW + dt.timedelta(days=1))
    assert state(offer) == OpportunityState.PAUSED
    assert Intake.objects.get(opportunity=offer).paused_at == NOW
    running.resume_offer(offer=offer)
    assert state(offer) == OpportunityState.OPEN


def test_ended_and_opened_again(desk, offer):
    running.close_offer(offer=offer, now=NOW)
    assert state(offer) == OpportunityState.EXPIRED
    until = dt.date(2027, 3, 1)
    running.reopen_offer(offer=offer, now=NOW, until=until, today=TODAY)
    assert state(offer) == OpportunityState.OPEN
    assert OpportunityPage.objects.get(pk=offer.pk).open_until == until


@pytest.mark.parametrize("act", [running.pause_offer, running.close_offer])
def test_the_lists_hear_of_it(desk, offer, act):
    before = OfferChange.objects.count()
    act(offer=offer, now=NOW)
    assert OfferChange.objects.count() > before


@pytest.mark.parametrize("act", [running.pause_offer, running.close_offer])
def test_only_what_is_on_line_can_be_paused_or_ended(desk, act):
    draft = OpportunityPageFactory(parent=desk.page, published=False)
    with pytest.raises(OfferError) as error:
        act(offer=draft, now=NOW)
    assert error.value.code == OfferError.Code.NOT_ONLINE


def test_extending_reaches_the_page_and_the_draft_that_waits(desk):
    offer = OpportunityPageFactory(
        parent=desk.page, title="Alt", closes_on=dt.date(2026, 12, 1), ends_on=dt.date(2026, 12, 24)
    )
    save_draft(offer=offer, by=desk.member, change=lambda page: setattr(page, "title", "Neu"))
    submit_offer(offer=offer, organisation=desk.organisation, by=desk.member)
    until = dt.date(2027, 6, 30)
    running.extend_offer(offer=offer, until=until, today=TODAY, now=NOW)
    offer = OpportunityPage.objects.get(pk=offer.pk)
    assert (offer.title, offer.closes_on, offer.ends_on, offer.open_until) == (
        *("Alt", until, until),
        until,
    )
    assert offer.workflow_in_progress
    offer.current_workflow_task_state.approve(user=desk.coordinator)
    offer = OpportunityPage.objects.get(pk=offer.pk)
    assert (offer.title, offer.closes_on, offer.ends_on) == ("Neu", until, until)


def test_an_end_lies_ahead_and_after_the_beginning(desk):
    offer = OpportunityPageFactory(parent=desk.page, starts_on=dt.date(2027, 5, 1))
    for until, code in (
        (dt.date(2026, 11, 20), OfferError.Code.PAST_DAY),
        (dt.date(2027, 4, 30), OfferError.Code.BEFORE_START),
    ):
        with pytest.raises(OfferError) as error:
            running.extend_offer(offer=offer, until=until, today=TODAY, now=NOW)
        assert error.value.code == code


def test_a_copy_takes_text_and_times_along_and_moves_days_by_whole_years(desk):
    activity = Activity.objects.get(slug="vorlesen")
    source = OpportunityPageFactory(
        parent=desk.page,
        title="Adventsmarkt",
        time_model=TimeModel.ONCE,
        dates=[
            OpportunityDate(takes_place_on=dt.date(2024, 12, 14), places=3),
            OpportunityDate(takes_place_on=dt.date(2024, 12, 21)),
        ],
        slots=[WeeklySlot(weekday=2)],
        activities=[activity],
        places_taken=2,
    )
    copy = copy_offer(offer=source, by=desk.member, today=TODAY)
    draft = draft_of(copy)
    assert not copy.live
    assert (draft.title, draft.description) == (source.title, source.description)
    assert [date.takes_place_on for date in draft.dates.all()] == [
        dt.date(2026, 12, 12),
        dt.date(2026, 12, 19),
    ]
    assert [date.places for date in draft.dates.all()] == [3, None]
    assert [slot.weekday for slot in draft.slots.all()] == [2]
    assert list(draft.activities.all()) == [activity]
    keys = {date.key for date in draft.dates.all()}
    assert not keys & set(source.dates.values_list("key", flat=True))
    assert (draft.places_taken, draft.first_published_at) == (0, None)


def test_days_keep_their_weekday_through_leap_years():
    for day in (dt.date(2024, 2, 29), dt.date(2025, 12, 31), dt.date(2026, 1, 1)):
        for years in range(1, 9):
            moved = same_weekday(day, years=years)
            assert moved.weekday() == day.weekday()
            assert abs((moved - dt.date(day.year + years, day.month, min(day.day, 28))).days) <= 6
    ahead = dt.date(2027, 5, 1)
    assert moved_dates([ahead], today=TODAY)(ahead) == ahead


def test_a_draft_is_thrown_away_but_nothing_that_was_on_line(desk, offer):
    draft = OpportunityPageFactory(parent=desk.page, published=False)
    throw_away(offer=draft, by=desk.member)
    assert not OpportunityPage.objects.filter(pk=draft.pk).exists()
    with pytest.raises(OfferError) as error:
        throw_away(offer=offer, by=desk.member)
    assert error.value.code == OfferError.Code.PUBLISHED


# --- "Is it still current?" ---------------------------------------------------------------


def questions(desk):
    asked = [message for message in Email.objects.order_by("pk") if desk.member.email in message.to]
    Email.objects.all().delete()
    return asked


def link_in(message):
    return re.search(r"/l/\S+", message.message)[0]


@time_machine.travel(NOW)
def test_who_runs_out_is_asked_once_and_says_yes_by_one_button(desk):
    offer = OpportunityPageFactory(parent=desk.page, closes_on=TODAY + dt.timedelta(days=10))
    for hours in (-24, 0, 0, 1, 24, 48):
        do_what_is_due(NOW + dt.timedelta(hours=hours))
    (question,) = questions(desk)
    desk.client.logout()
    page = desk.client.get(link_in(question), follow=True)
    assert OpportunityPage.objects.get().closes_on == offer.closes_on  # looking changes nothing
    address = page.request["PATH_INFO"]
    desk.client.post(address, {"antwort": "ja"})
    offer = OpportunityPage.objects.get()
    assert offer.closes_on == months_later(TODAY + dt.timedelta(days=10), 6)
    assert desk.client.post(address, {"antwort": "nein"}).status_code == 410
    do_what_is_due(NOW + dt.timedelta(days=20))
    assert questions(desk) == []
    # The next period is asked about again.
    do_what_is_due(timezone.make_aware(dt.datetime(2027, 5, 25, 10)))
    assert len(questions(desk)) == 1


def test_no_ends_the_offer(desk, offer):
    offer.closes_on = TODAY + dt.timedelta(days=3)
    offer.save_revision().publish()
    do_what_is_due(NOW)
    (question,) = questions(desk)
    page = desk.client.get(link_in(question), follow=True)
    desk.client.post(page.request["PATH_INFO"], {"antwort": "nein"})
    assert OpportunityPage.objects.get().state() == OpportunityState.EXPIRED


def test_what_has_no_end_is_asked_about_after_months(desk, offer):
    published = timezone.make_aware(dt.datetime(2026, 1, 1))
    OpportunityPage.objects.filter(pk=offer.pk).update(last_published_at=published)
    do_what_is_due(NOW)
    do_what_is_due(NOW + dt.timedelta(days=30))
    assert len(questions(desk)) == 1
    desk_page = desk.client.get(reverse("desk:home", args=(desk.organisation.pk,)))
    assert "noch aktuell" in desk_page.content.decode()
    address = reverse("desk_offers:act", args=(desk.organisation.pk, offer.pk))
    desk.client.post(address, {"do": "aktuell"})
    do_what_is_due(timezone.now() + dt.timedelta(days=30))
    assert questions(desk) == []
    do_what_is_due(timezone.now() + dt.timedelta(days=300))
    assert len(questions(desk)) == 1


def test_nobody_is_asked_about_single_dates_or_without_a_desk(desk, offer):
    day = TODAY + dt.timedelta(days=3)
    OpportunityPageFactory(
        parent=desk.page,
        time_model=TimeModel.ONCE,
        dates=[OpportunityDate(takes_place_on=day)],
    )
    desk.organisation.memberships.all().delete()
    offer.closes_on = day
    offer.save_revision().publish()
    do_what_is_due(NOW)
    assert questions(desk) == []
    assert not Intake.objects.exclude(asked_at=None).exists()
