from dataclasses import replace

import pytest
from django.http import QueryDict

from matching.engine.profile import Profile, part_of_week
from matching.enums import NoFit
from matching.profiles.parameters import ProfileParameters
from matching.profiles.remembered import NoFitAnswer
from matching.profiles.suggested import suggested
from matching.profiles.teaching import Taught, reasons_for, taught
from opportunities.catalogue import catalogue
from opportunities.models import OpportunityPage
from organisations.models import OrganisationPage
from tests.factories import OpportunityPageFactory


def profile(query: str = "") -> Profile:
    return ProfileParameters(QueryDict(query)).profile


def learn(said: Profile, page: OpportunityPage, reason: NoFit) -> Taught:
    return taught(catalogue(), said, [NoFitAnswer(page.pk, reason)])


def keys(said: Profile, *answers: NoFitAnswer) -> list[int]:
    found = suggested(catalogue(), said, answers, person="x")
    return [one.key for one in found.shown]


def test_too_far_narrows_the_radius_to_what_is_nearer(
    reading: OpportunityPage, driving: OpportunityPage
) -> None:
    said = profile("wo=Lünen&umkreis=50")
    known = learn(said, driving, NoFit.TOO_FAR)
    assert known.profile.near is not None
    assert known.profile.near.radius_km == 5
    assert keys(said, NoFitAnswer(driving.pk, NoFit.TOO_FAR)) == [reading.pk]
    assert "5 km" in known.lessons[0].effect


def test_too_far_never_widens_what_was_said(driving: OpportunityPage) -> None:
    known = learn(profile("wo=Lünen&umkreis=2"), driving, NoFit.TOO_FAR)
    assert known.profile.near is not None
    assert known.profile.near.radius_km == 2


def test_too_far_without_a_place_asks_for_one(driving: OpportunityPage) -> None:
    said = profile()
    known = learn(said, driving, NoFit.TOO_FAR)
    assert known.profile == said
    assert known.without == {driving.pk}
    assert "von wo" in known.lessons[0].effect


def test_the_wrong_time_is_taken_out_of_the_week(reading: OpportunityPage) -> None:
    saturday = part_of_week(5, 0)
    anytime = learn(profile(), reading, NoFit.WRONG_TIME).profile
    assert anytime.week == (1 << 21) - 1 - saturday
    weekend = replace(profile(), week=saturday | part_of_week(6, 0))
    assert learn(weekend, reading, NoFit.WRONG_TIME).profile.week == part_of_week(6, 0)


def test_a_time_of_day_in_a_text_takes_nothing(tafel: OrganisationPage) -> None:
    page = OpportunityPageFactory(parent=tafel, time_note="meist vormittags")
    assert learn(profile(), page, NoFit.WRONG_TIME).profile == profile()
    assert NoFit.WRONG_TIME not in reasons_for(catalogue(), profile(), page.pk)
    named = OpportunityPageFactory(parent=tafel, time_note="samstags vormittags")
    known = learn(profile(), named, NoFit.WRONG_TIME)
    assert known.profile.week == (1 << 21) - 1 - part_of_week(5, 0)
    assert "Samstag vormittags" in known.lessons[0].effect


def test_only_reasons_for_which_an_offer_gives_cause_are_offered(
    tafel: OrganisationPage, reading: OpportunityPage, driving: OpportunityPage
) -> None:
    always = {NoFit.NOT_MY_THING, NoFit.ALREADY, NoFit.OTHER}
    online = OpportunityPageFactory(parent=tafel, whereabouts="online")

    def reasons(said: str, page: OpportunityPage) -> set[NoFit]:
        return set(reasons_for(catalogue(), profile(said), page.pk))

    assert reasons("wo=Selm", online) == always
    assert reasons("", driving) == always | {NoFit.TOO_MUCH, NoFit.CANNOT}
    assert reasons("wo=Lünen", driving) == always | {
        NoFit.TOO_FAR,
        NoFit.TOO_MUCH,
        NoFit.CANNOT,
    }
    assert reasons("wo=Lünen", reading) == always | {
        NoFit.WRONG_TIME,
        NoFit.TOO_MUCH,
        NoFit.CANNOT,
    }
    assert reasons_for(catalogue(), profile(), 10**9) == []


def test_the_only_time_of_somebody_stays(reading: OpportunityPage) -> None:
    said = replace(profile(), week=part_of_week(5, 0))
    assert learn(said, reading, NoFit.WRONG_TIME).profile == said


def test_too_much_lowers_the_hours(driving: OpportunityPage, reading: OpportunityPage) -> None:
    known = learn(profile(), driving, NoFit.TOO_MUCH)
    assert known.profile.hours == 5
    assert learn(known.profile, reading, NoFit.TOO_MUCH).profile.hours == 1


def test_what_is_like_something_refused_comes_later(
    reading: OpportunityPage, reading_too: OpportunityPage, driving: OpportunityPage
) -> None:
    said = profile("taetigkeit=vorlesen&taetigkeit=fahrdienste")
    after = keys(said, NoFitAnswer(reading.pk, NoFit.NOT_MY_THING))
    assert after == [driving.pk, reading_too.pk]


def test_who_cannot_do_what_is_needed_sees_nothing_that_needs_it(
    reading: OpportunityPage, driving: OpportunityPage
) -> None:
    known = learn(profile(), reading, NoFit.CANNOT)
    assert known.without == {reading.pk}
    assert "Führungszeugnis" in known.lessons[0].effect
    also = OpportunityPage.objects.get(pk=driving.pk)
    also.requirements.add(*reading.requirements.all())
    also.save_revision().publish()
    assert learn(profile(), reading, NoFit.CANNOT).without == {reading.pk, driving.pk}


@pytest.mark.parametrize("reason", [NoFit.ALREADY, NoFit.OTHER])
def test_other_reasons_leave_out_only_this_one(
    reading: OpportunityPage, reading_too: OpportunityPage, reason: NoFit
) -> None:
    said = profile("taetigkeit=vorlesen")
    known = learn(said, reading, reason)
    assert known.profile == said
    assert known.without == {reading.pk}
    assert keys(said, NoFitAnswer(reading.pk, reason)) == [reading_too.pk]


def test_every_reason_is_answered_with_a_sentence(reading: OpportunityPage) -> None:
    answers = [NoFitAnswer(reading.pk, reason) for reason in NoFit]
    lessons = taught(catalogue(), profile("wo=Selm"), answers).lessons
    assert [lesson.reason for lesson in lessons] == list(reversed(NoFit))
    assert all(lesson.effect.endswith(".") for lesson in lessons)


def test_an_offer_that_is_gone_teaches_nothing(luenen: object) -> None:
    said = profile("wo=Selm")
    known = taught(catalogue(), said, [NoFitAnswer(10**9, NoFit.TOO_FAR)])
    assert known.profile == said
