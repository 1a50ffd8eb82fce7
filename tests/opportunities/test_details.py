import datetime as dt

import pytest
from django.utils import translation

from core.models import EngagementField, Requirement, SpokenLanguage
from opportunities.badges import badges
from opportunities.details import opportunity_details
from opportunities.enums import GermanLevel, OpportunityState, Whereabouts
from opportunities.models import OpportunityPage

TODAY = dt.date(2026, 11, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def words(page: OpportunityPage, state: OpportunityState = OpportunityState.OPEN) -> list[str]:
    return [badge.label for badge in badges(page, state)]


@pytest.mark.parametrize(
    ("fields", "state", "labels"),
    [
        ({}, OpportunityState.OPEN, []),
        (
            {"places_wanted": 4, "places_taken": 1},
            OpportunityState.OPEN,
            ["3 people wanted"],
        ),
        ({"places_wanted": 1}, OpportunityState.OPEN, ["1 person wanted"]),
        (
            {"places_wanted": 1, "places_taken": 1, "is_step_free": True},
            OpportunityState.FULL,
            ["All places taken", "Step-free"],
        ),
        # Who comes too late needs to know only that.
        (
            {"places_wanted": 4, "is_step_free": True, "counts_for_card": True},
            OpportunityState.EXPIRED,
            ["Expired"],
        ),
        ({"whereabouts": Whereabouts.BOTH}, OpportunityState.OPEN, ["Also online"]),
        (
            {"counts_for_card": True, "is_step_free": True},
            OpportunityState.OPEN,
            ["Counts for the Ehrenamtskarte", "Step-free"],
        ),
    ],
)
def test_badges(fields, state, labels):
    assert words(OpportunityPage(**fields), state) == labels


def test_details_put_everything_into_words(home):
    page = OpportunityPage(
        title="Vorlesen & Zuhören",
        minimum_age=16,
        german_level=GermanLevel.BASIC,
        requirements_note="Geduld hilft.",
        has_insurance=True,
        counts_for_card=True,
        has_hearing_loop=True,
        closes_on=dt.date(2026, 12, 1),
        places_wanted=2,
        suits_groups=True,
        contact_email="angebot@example.org",
    )
    page.engagement_fields = EngagementField.objects.all()[:1]
    page.requirements = Requirement.objects.all()[:1]
    page.languages = SpokenLanguage.objects.filter(slug="tr")

    details = opportunity_details(page, OpportunityState.OPEN, today=TODAY)

    assert details.times == ["Flexible"]
    assert details.open_until.replace("\u00a0", " ") == "1 December 2026"
    assert details.brings == [
        "Erweitertes Führungszeugnis",
        "At least 16 years old",
        "German: some German (A2)",
        "Geduld hilft.",
    ]
    assert [language.slug for language in details.languages] == ["tr"]
    assert [point.label for point in details.gives] == [
        "You are insured",
        "Counts for the Ehrenamtskarte",
    ]
    assert [point.label for point in details.access] == ["Hearing loop"]
    assert "2 people" in details.people
    assert details.mail_link == ("mailto:angebot@example.org?subject=Vorlesen%20%26%20Zuh%C3%B6ren")
    assert details.has_contact


def test_online_needs_no_place(home):
    page = OpportunityPage(whereabouts=Whereabouts.ONLINE, city="Lünen", street="Beispielweg 1")
    details = opportunity_details(page, OpportunityState.OPEN, today=TODAY)
    assert details.place is None
    assert details.place_words == "Online, from anywhere"


def test_an_expired_offer_invites_nobody_any_more(home):
    page = OpportunityPage(suits_groups=True, places_wanted=3)
    assert opportunity_details(page, OpportunityState.OPEN, today=TODAY).people
    assert opportunity_details(page, OpportunityState.EXPIRED, today=TODAY).people == ""
