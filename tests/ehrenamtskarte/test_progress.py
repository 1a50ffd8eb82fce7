import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from ehrenamtskarte.models import CardRule
from ehrenamtskarte.progress import progress_of
from engagement.enums import EngagementState, HoursState
from tests.engagement.factories import EngagementFactory, HoursEntryFactory, VolunteerFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def engagement(selm):
    return EngagementFactory(
        organisation__municipality=selm.municipality, since=dt.date(2024, 3, 1)
    )


def give(engagement, hours: int, *, worked_on=TODAY, state=HoursState.CONFIRMED) -> None:
    for _day in range(hours // 20):
        HoursEntryFactory(
            engagement=engagement, worked_on=worked_on, hours=Decimal(20), state=state
        )


def progress(engagement, today=TODAY):
    (found,) = progress_of([engagement.volunteer], today=today)
    return found


def test_one_sentence_says_what_is_missing_and_where(engagement):
    give(engagement, 160)
    assert progress(engagement).sentence == (
        "Für die Ehrenamtskarte in Selm fehlt Ihnen noch: 40 von 200 bestätigten Stunden in zwölf"
        " Monaten und 3 Jahre Engagement (erreicht am 1. März 2027)."
    )


def test_one_sentence_says_what_is_met(engagement):
    give(engagement, 200)
    found = progress(engagement, dt.date(2026, 6, 15))
    assert "Das haben Sie schon: 200 bestätigte Stunden" in found.sentence
    assert not found.is_complete
    later = dt.date(2027, 3, 1)
    assert progress(engagement, later).is_complete
    assert "erfüllen Sie, was zählt" in progress(engagement, later).sentence


def test_only_confirmed_hours_of_twelve_months_count(engagement):
    give(engagement, 40, state=HoursState.OPEN)
    give(engagement, 40, worked_on=dt.date(2025, 6, 15))
    give(engagement, 40, worked_on=dt.date(2025, 6, 16))
    assert progress(engagement).standing.hours == 40


def test_corrections_count(engagement):
    entry = HoursEntryFactory(
        engagement=engagement, worked_on=TODAY, hours=Decimal(20), state=HoursState.CONFIRMED
    )
    HoursEntryFactory(
        engagement=engagement,
        worked_on=TODAY,
        hours=Decimal(-15),
        corrects=entry,
        state=HoursState.CONFIRMED,
    )
    assert progress(engagement).standing.hours == 5


def test_hours_at_all_organisations_add_up(engagement, luenen):
    other = EngagementFactory(
        volunteer=engagement.volunteer, organisation__municipality=luenen.municipality
    )
    give(engagement, 120)
    give(other, 80)
    found = progress_of([engagement.volunteer], today=TODAY)
    assert [one.where for one in found] == ["in Lünen", "in Selm"]
    assert {one.standing.hours for one in found} == {200}


def test_the_rule_of_that_day_counts(engagement):
    give(engagement, 200, worked_on=dt.date(2026, 1, 31))
    assert not progress(engagement, dt.date(2026, 1, 31)).has_hours
    assert progress(engagement, dt.date(2026, 2, 1)).has_hours


def test_hours_a_week_are_enough(engagement):
    engagement.usual_hours = Decimal(4)
    engagement.save()
    assert progress(engagement).has_hours


def test_too_young(engagement):
    engagement.volunteer.born_on = dt.date(2012, 1, 1)
    assert "das Mindestalter von 16 Jahren" in progress(engagement).sentence


def test_claimed_engagements_do_not_count(selm):
    claim = EngagementFactory(
        organisation__municipality=selm.municipality, state=EngagementState.CLAIMED
    )
    assert progress_of([claim.volunteer], today=TODAY) == []


def own_rule(engagement, **facts) -> None:
    CardRule.objects.filter(municipality=engagement.organisation.municipality).update(**facts)


def test_minors_may_need_fewer_years(engagement):
    own_rule(engagement, prior_years_of_minors=1)
    assert not progress(engagement).has_years
    engagement.volunteer.born_on = dt.date(2009, 1, 1)
    assert progress(engagement).has_years
    assert progress(engagement, dt.date(2027, 1, 1)).has_years is False  # 18, and 3 are needed


def test_what_stands_for_the_hours_is_said_while_they_are_missing(engagement):
    own_rule(engagement, shortcuts=["juleica", "fire"])
    assert progress(engagement).shortcuts == (
        "Statt der Stunden zählt auch: Juleica oder aktiv in der Freiwilligen Feuerwehr."
    )
    give(engagement, 200)
    assert progress(engagement).shortcuts == ""


def test_one_organisation_has_to_be_enough_where_hours_do_not_add_up(engagement):
    own_rule(engagement, sums_organisations=False)
    other = EngagementFactory(
        volunteer=engagement.volunteer,
        organisation__municipality=engagement.organisation.municipality,
    )
    give(engagement, 120)
    give(other, 180)
    assert not progress(engagement).has_hours
    assert "20 von 200" in progress(engagement).sentence
    assert progress(engagement).hours_for_bar == 180


def test_a_rule_by_the_week_alone(engagement):
    own_rule(engagement, hours_per_year=0)
    give(engagement, 400)
    engagement.usual_hours = Decimal(3)
    engagement.save()
    assert "1 von 4 Stunden in der Woche" in progress(engagement).sentence


def test_the_number_of_queries_does_not_grow(engagement, luenen, django_assert_num_queries):
    volunteers = [engagement.volunteer, VolunteerFactory()]
    for volunteer in volunteers:
        other = EngagementFactory(
            volunteer=volunteer, organisation__municipality=luenen.municipality
        )
        give(other, 60)
    with django_assert_num_queries(3):
        progress_of(volunteers, today=TODAY)


def test_the_page_of_ones_hours_shows_it(client, engagement):
    client.force_login(engagement.volunteer.user)
    text = client.get(reverse("hours:home")).content.decode()
    assert "Ihr Weg zur Ehrenamtskarte" in text
    assert "Ehrenamtskarte in Selm fehlt Ihnen noch: 200 von 200" in text
