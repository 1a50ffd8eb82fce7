"""The catalogue's answers over a handful of offers."""

import pytest

from opportunities.catalogue import Near, Order, Question, catalogue
from tests.factories import OpportunityPageFactory, OrganisationPageFactory

pytestmark = pytest.mark.django_db

SELM = Near(51.696, 7.468)


def ask(**question):
    choices = {name: frozenset(values) for name, values in question.pop("choices", {}).items()}
    return catalogue().answer(Question(choices=choices, **question))


@pytest.fixture
def organisation(luenen):
    return OrganisationPageFactory(parent=luenen.page)


def test_everything_newest_first(organisation):
    first = OpportunityPageFactory(parent=organisation)
    second = OpportunityPageFactory(parent=organisation)
    answer = ask()
    assert answer.count == 2
    assert answer.keys(0, 20) == [second.pk, first.pk]
    assert answer.counts["ort"] == {"luenen": 2}
    assert answer.keys(1, 2) == [first.pk]
    assert answer.keys(20, 40) == []


def test_words_and_filters(organisation):
    page = OpportunityPageFactory(parent=organisation, title="Vorlesen", whereabouts="online")
    OpportunityPageFactory(parent=organisation, title="Garten", description="", is_step_free=True)
    assert ask(words="vorlesen").keys() == [page.pk]
    answer = ask(choices={"wie": ["online"]})
    assert answer.keys() == [page.pk]
    assert answer.counts["wie"] == {"vor-ort": 1, "online": 1}
    assert answer.counts["stufenfrei"] == {"1": 0}


def test_near(organisation):
    far = OpportunityPageFactory(parent=organisation, latitude=48.1, longitude=11.5)
    near = OpportunityPageFactory(parent=organisation, latitude=51.7, longitude=7.47)
    answer = ask(near=SELM, order=Order.NEAREST)
    assert answer.keys() == [near.pk, far.pk]
    assert answer.distance_km(near.pk) == pytest.approx(0.47, abs=0.05)
    assert answer.counts["umkreis"] == {"2": 1, "5": 1, "10": 1, "25": 1, "50": 1}
    assert ask(near=SELM._replace(radius_km=5)).keys() == [near.pk]


def test_changes_are_seen_at_once(organisation):
    first = OpportunityPageFactory(parent=organisation)
    assert ask().count == 1
    second = OpportunityPageFactory(parent=organisation, title="Taubenschlag")
    assert ask().keys() == [second.pk, first.pk]
    assert ask(words="Taubenschlag").keys() == [second.pk]
    first.unpublish()
    assert ask().keys() == [second.pk]
    second.title = "Kaninchenstall"
    second.save_revision().publish()
    assert ask(words="Taubenschlag").count == 0
    assert ask(words="Kaninchenstall").keys() == [second.pk]
    second.delete()
    assert ask().count == 0
