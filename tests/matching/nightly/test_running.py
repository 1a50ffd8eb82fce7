"""The nightly run matches everybody once, and goes on where it was broken off."""

import datetime as dt

import pytest
from django.core.management import call_command

from matching.engine.coverage import NONE
from matching.models import MatchingProfile, NightlyRun, NightlySuggestions
from matching.nightly import due, is_done, match_some, open_run, running
from matching.nightly.running import Share
from tests.factories import OpportunityPageFactory, OrganisationPageFactory
from tests.matching.people import persons
from tests.shared_rows import shared_rows

DAY = dt.date(2026, 11, 21)


@shared_rows
def offers(luenen):
    organisation = OrganisationPageFactory(parent=luenen.page)
    return [OpportunityPageFactory(parent=organisation, title=f"Hilfe {one}") for one in "ab"]


@shared_rows
def everybody():
    return persons(5)


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 2)


def matched():
    return set(NightlySuggestions.objects.values_list("profile_id", flat=True))


def test_everybody_gets_what_fits(offers, everybody):
    run = open_run(DAY)
    assert match_some(run, recent=NONE) == 5
    assert is_done(run)
    one = everybody[0].nightly_suggestions
    assert one.count == 2
    assert set(one.keys) == {offer.pk for offer in offers}
    assert all(0 < score <= 1 for _key, score in one.best)


def test_it_goes_on_where_it_was_broken_off(offers, everybody, monkeypatch):
    run, written = open_run(DAY), running._write

    def killed(run, rows):
        written(run, rows)
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        match_some(run, recent=NONE)
    assert len(matched()) == 2
    assert not is_done(run)
    monkeypatch.setattr(running, "_write", written)
    assert match_some(open_run(DAY), recent=NONE) == 3
    assert match_some(open_run(DAY), recent=NONE) == 0
    assert is_done(open_run(DAY))


def test_it_stops_when_its_minute_is_over(offers, everybody):
    assert match_some(open_run(DAY), at_most=0, recent=NONE) == 2


def test_processes_share_the_people(offers, everybody):
    run = open_run(DAY)
    match_some(run, share=Share(0, 2), recent=NONE)
    first = matched()
    assert first
    assert all(key % 2 == 0 for key in first)
    match_some(run, share=Share(1, 2), recent=NONE)
    assert len(matched()) == 5


def test_the_next_night_takes_the_place_of_the_last(offers, everybody):
    for day in (DAY, DAY + dt.timedelta(days=1)):
        run = open_run(day)
        match_some(run, recent=NONE)
        assert is_done(run)
    assert NightlyRun.objects.count() == 1
    assert NightlySuggestions.objects.filter(run=run).count() == 5


def test_who_ends_the_agreement_meanwhile_is_left_out(offers, everybody, monkeypatch):
    find = running._matched

    def leaving(run, snapshot, applied, key, query):
        MatchingProfile.objects.filter(pk=everybody[0].pk).delete()
        return find(run, snapshot, applied, key, query)

    monkeypatch.setattr(running, "_matched", leaving)
    match_some(open_run(DAY), recent=NONE)
    assert matched() == {one.pk for one in everybody[1:]}


def test_the_clock_works_in_the_small_hours_only(offers, everybody):
    noon = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
    due.do_what_is_due(noon)
    assert not matched()
    for hours in (14, 14, 14, 14):  # two in the morning, in Germany three
        due.do_what_is_due(noon + dt.timedelta(hours=hours))
    assert len(matched()) == 5
    assert NightlyRun.objects.get().finished_at is not None


def test_the_command_matches_everybody(offers, everybody, capsys):
    call_command("match_everybody")
    assert "5 people matched." in capsys.readouterr().out
