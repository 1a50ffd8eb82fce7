"""How one likes to do something, as the offers show it."""

import pytest

from matching.engine import Profile, suggest
from matching.engine.reasons import RELATED, Reason
from tests.matching.engine.made import TODAY, catalogue, offer

pytestmark = pytest.mark.django_db


def found_by(profile: Profile, *offers):
    return suggest(catalogue(*offers), profile, day=TODAY, person="x")


@pytest.mark.parametrize(
    ("title", "is_outdoors"),
    [
        ("Bäume gießen", True),
        ("Gartenpaten gesucht", True),
        ("Reparaturcafé: Nähen im Bürgerhaus", False),
        ("Anträge an den Stadtrat schreiben", False),
    ],
)
def test_outdoors_is_what_says_so(title, is_outdoors):
    environment = ("bereich", "umwelt-tiere")
    found = found_by(Profile(ways=frozenset({"draussen"})), offer(1, environment, title=title))
    assert (found.count == 1) is is_outdoors


def test_a_garden_in_the_name_alone_makes_nothing_outdoor_work():
    found = found_by(Profile(ways=frozenset({"draussen"})), offer(1, title="Zoff am Gartenzaun"))
    assert not found.count


def test_only_words_that_stand_there_are_quoted():
    """A part of a compound is near to what was asked; who reads on does not find the word."""
    (first,) = found_by(Profile(words="Hundebesuch"), offer(1, title="Besuch mit dem Esel")).first(
        1
    )
    assert first.reasons == (Reason("text", ("Hundebesuch",), RELATED),)
    (first,) = found_by(Profile(words="besuchen"), offer(1, title="Besuch mit dem Esel")).first(1)
    assert first.reasons == (Reason("text", ("besuchen",)),)
