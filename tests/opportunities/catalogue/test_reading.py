"""What the catalogue takes over from the database, and what it must never know."""

import datetime as dt

import pytest
from wagtail.models import PageViewRestriction

from core.models import Activity, EngagementField, Requirement, SpokenLanguage, TargetGroup
from municipalities.services import found_municipality
from opportunities.catalogue import Near, Order, Question, catalogue
from opportunities.models import OpportunityDate, WeeklySlot
from tests.factories import OpportunityPageFactory, OrganisationPageFactory

pytestmark = pytest.mark.django_db

LUENEN, SELM = (51.616, 7.528), (51.696, 7.468)


@pytest.fixture
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page, title="Lesefreunde Nordlünen")


@pytest.fixture
def offer(organisation):
    """Makes a published offer; relations are given by name."""

    def make(**fields):
        relations = {
            name: fields.pop(name)
            for name in (
                *("engagement_fields", "target_groups", "activities", "languages"),
                *("requirements", "slots", "dates"),
            )
            if name in fields
        }
        page = OpportunityPageFactory(parent=fields.pop("parent", organisation), **fields)
        for name, values in relations.items():
            setattr(page, name, values)
        page.save_revision().publish()
        return page

    return make


def ask(words="", *, near=None, order=None, **choices):
    chosen = {
        name: frozenset([values] if isinstance(values, str) else values)
        for name, values in choices.items()
    }
    return catalogue().answer(Question(words=words, choices=chosen, near=near, order=order))


def values_of(page) -> set[str]:
    """All filter values that the offer has, as `filter=value`."""
    counts = {
        f"{facet}={value}"
        for facet, values in ask().counts.items()
        for value in values
        if page.pk in set(ask(**{facet: value}).keys())
    }
    assert ask().count == 1
    return counts


def test_every_filter_is_read(offer):
    page = offer(
        engagement_fields=[EngagementField.objects.get(slug="sport")],
        target_groups=[TargetGroup.objects.get(slug="kinder")],
        activities=[Activity.objects.get(slug="vorlesen")],
        languages=[SpokenLanguage.objects.get(slug="tr")],
        requirements=[Requirement.objects.get(kind=Requirement.Kind.BACKGROUND_CHECK)],
        slots=[WeeklySlot(weekday=2, starts_at=dt.time(15), ends_at=dt.time(18))],
        time_model="regular",
        whereabouts="both",
        hours_per_week=2,
        minimum_age=16,
        has_insurance=True,
        counts_for_card=True,
        is_step_free=True,
        suits_groups=True,
        places_wanted=3,
        places_taken=2,
    )
    assert values_of(page) == {
        *("ort=luenen", "bereich=sport", "zielgruppe=kinder", "taetigkeit=vorlesen", "sprache=tr"),
        *("zeit=regelmaessig", "dauer=dauerhaft", "tag=mi", "tageszeit=nachmittags"),
        *("stunden=2", "stunden=5", "stunden=10", "alter=16", "alter=18"),
        *("wie=vor-ort", "wie=online", "ohne_vorkenntnisse=1", "stufenfrei=1", "versichert=1"),
        *("ehrenamtskarte=1", "gruppen=1", "frei=1"),
    }


def test_what_says_nothing_promises_nothing(offer):
    page = offer(city="", places_wanted=1, places_taken=1, time_model="project")
    assert values_of(page) == {
        *("ort=luenen", "zeit=befristet", "wie=vor-ort", "alter=0", "alter=14"),
        *("alter=16", "alter=18"),
        *("ohne_vorkenntnisse=1", "ohne_fuehrungszeugnis=1"),
    }


def test_times_come_from_dates_to_come_and_else_from_the_text(offer, settings):
    today = dt.date.today()
    saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7 + 7)
    once = offer(
        time_model="once",
        time_note="sonntags",
        dates=[
            OpportunityDate(takes_place_on=saturday, starts_at=dt.time(9), ends_at=dt.time(13)),
        ],
    )
    noted = offer(time_note="mittwochs 10–12 Uhr", description="<p>Treffen am Sonntag.</p>")
    described = offer(description="<p>Wir treffen uns am Sonntagabend.</p>")
    assert ask(tag="sa").keys() == [once.pk]
    assert ask(tag="mi", tageszeit="vormittags").keys() == [noted.pk]
    assert ask(tag="so").keys() == [described.pk]
    assert ask(tageszeit=["nachmittags"]).keys() == [once.pk]


def test_daily_means_the_days_on_which_it_takes_place(offer):
    monday = dt.date(2027, 4, 12)
    page = offer(
        time_model="project",
        time_note="Täglich von 9 bis 15 Uhr.",
        starts_on=monday,
        ends_on=monday + dt.timedelta(days=4),
    )
    assert ask(tag="sa").keys() == []
    assert ask(tag="fr").keys() == [page.pk]


def test_words_of_every_field_find_it(offer):
    page = offer(
        title="Märchenstunde",
        summary="Wir suchen Unterstützung.",
        description="<p>Ein <b>Kuchen</b>buffet.</p><p>Geschirr</p><p>Spülen</p>",
        locality="Brambauer",
        street="Yorckstraße 14",
        postcode="44536",
        activities=[Activity.objects.get(slug="vorlesen")],
        time_note="nach Feierabend",
    )
    for words in (
        *("Märchenstunde", "Unterstützung", "Kuchenbuffet", "Geschirr", "spülen", "Brambauer"),
        *("Yorckstraße", "44536", "Vorlesen", "Feierabend", "Lesefreunde", "Lünen"),
    ):
        assert ask(words).keys() == [page.pk], words


def test_a_protected_address_is_nowhere(offer):
    page = offer(
        title="Im Frauenhaus helfen",
        venue="Zufluchtsort",
        street="Yorckstraße 14",
        postcode="44536",
        city="Lünen",
        locality="Brambauer",
        latitude=51.59,
        longitude=7.45,
        address_hidden=True,
    )
    for words in ("Zufluchtsort", "Yorckstraße", "44536", "Brambauer"):
        assert ask(words).count == 0, words
    assert ask("Lünen").keys() == [page.pk]
    answer = ask(near=Near(51.59, 7.45))
    assert len(answer.places().keys) == 0
    town = catalogue().answer(Question(near=Near(*LUENEN)))
    # As far as the middle of its town, from wherever one asks.
    assert answer.distance_km(page.pk) == pytest.approx(6.1, abs=1.0)
    assert town.distance_km(page.pk) < 1
    assert ask(near=Near(51.59, 7.45, 2)).count == 0


def test_nearness_without_coordinates(offer, luenen, selm):
    by_postcode = offer(postcode="59379", city="")
    by_town = offer(city="Selm")
    by_tree = offer(city="")
    online = offer(whereabouts="online", latitude=51.7, longitude=7.47)
    answer = ask(near=Near(*SELM), order=Order.NEAREST)
    assert set(answer.keys()[:2]) == {by_postcode.pk, by_town.pk}
    assert answer.keys()[2:] == [by_tree.pk, online.pk]
    assert answer.distance_km(online.pk) is None
    assert answer.counts["umkreis"] == {"2": 3, "5": 3, "10": 4, "25": 4, "50": 4}
    assert len(answer.places().keys) == 0


def test_only_what_everybody_may_see(offer, organisation, luenen):
    OpportunityPageFactory(parent=organisation, published=False)
    offer(closes_on=dt.date.today() - dt.timedelta(days=1))
    shown = offer(closes_on=dt.date.today())
    assert ask().keys() == [shown.pk]
    restriction = PageViewRestriction.objects.create(
        page=luenen.page, restriction_type=PageViewRestriction.LOGIN
    )
    assert ask().count == 0
    restriction.delete()
    assert ask().keys() == [shown.pk]


def test_at_midnight_it_is_gone(offer, monkeypatch):
    offer(closes_on=dt.date.today())
    assert ask().count == 1
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    monkeypatch.setattr("opportunities.catalogue.current.timezone.localdate", lambda: tomorrow)
    monkeypatch.setattr("opportunities.catalogue.current.settings.CATALOGUE_LOOK_EVERY", 0)
    assert ask().count == 0


def test_whatever_an_entry_is_made_of_brings_it_up_to_date(offer, organisation, luenen):
    page = offer(activities=[Activity.objects.get(slug="vorlesen")], places_wanted=2)
    assert ask("Vorlesen", frei="1").keys() == [page.pk]

    page.places_taken = 2
    page.save()
    assert ask(frei="1").count == 0

    term = Activity.objects.get(slug="vorlesen")
    term.label = "Märchen erzählen"
    term.save()
    assert ask("Märchen").keys() == [page.pk]

    organisation.title = "Bücherwürmer"
    organisation.save_revision().publish()
    assert ask("Bücherwürmer").keys() == [page.pk]
    assert ask("Nordlünen").count == 0

    luenen.municipality.name = "Lünen an der Lippe"
    luenen.municipality.save()
    assert ask("Lippe").keys() == [page.pk]

    werne = found_municipality(ags="05978040")
    other = OrganisationPageFactory(parent=werne.page, title="Wanderfreunde")
    page.refresh_from_db()
    page.move(other, pos="last-child")
    assert ask("Wanderfreunde", ort="werne").keys() == [page.pk]
    assert ask(ort="luenen").count == 0

    organisation.get_parent().refresh_from_db()
    other.refresh_from_db()
    other.move(luenen.page, pos="last-child")
    assert ask("Wanderfreunde", ort="luenen").keys() == [page.pk]

    other.refresh_from_db()
    other.delete()
    assert ask().count == 0


@pytest.mark.parametrize(
    "question",
    [
        {"words": "\0"},
        {"words": "\0lesen\0"},
        {"words": "x" * 10_000},
        {"words": "lesen " * 5_000},
        {"words": "' OR 1=1 -- % _ \" * ^ NEAR( AND )"},
        {"words": "😀"},
        {"near": Near(float("nan"), 7.5, 5)},
        {"near": Near(51.6, float("inf"))},
        {"near": Near(1e300, -1e300, 5)},
        {"near": Near(*SELM, -5)},
        {"near": Near(*SELM, float("nan"))},
        {"near": Near(*SELM, 1e300)},
        {"order": Order.NEAREST},
        {"order": Order.RELEVANCE},
        {"tag": "😀"},
        {"ab": "gestern"},
        {"ab": ["9999-12-31", "0001-01-01", ""]},
        {"gibt_es_nicht": "1"},
        {"umkreis": "5"},
        {"stunden": ["1", "\0", "x" * 10_000]},
    ],
    ids=repr,
)
def test_absurd_questions_are_answered(offer, question, django_assert_num_queries):
    offer(latitude=51.7, longitude=7.47)
    catalogue()
    ask("warm")  # reads the synonyms
    with django_assert_num_queries(0):
        answer = ask(**question)
        assert answer.count in (0, 1)
        assert len(answer.keys()) == len(answer.keys(0, 10**12)) == answer.count
        assert answer.keys(10**9, 10**9 + 20) == answer.keys(-5, -1) == []
        assert answer.counts["ort"].keys() == {"luenen"}
        assert answer.distance_km(10**18) is None
        assert answer.suggestion is None or isinstance(answer.suggestion, str)
        answer.places()


def test_unknown_filters_are_left_out_and_unknown_values_fit_nothing(offer):
    offer()
    assert ask(gibt_es_nicht="1").count == 1
    assert ask(ort="atlantis").count == 0
    assert ask(ort=["atlantis", "luenen"]).count == 1
    assert ask(ort=()).count == 1
    assert ask(ab="irgendwann").count == 0
