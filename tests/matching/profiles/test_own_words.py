import pytest
from django.http import QueryDict

from matching.profiles.own_words import own_words
from matching.profiles.parameters import ProfileParameters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("luenen", "selm")]


def read(text: str, **more: str) -> ProfileParameters:
    query = QueryDict(mutable=True)
    query.update({"text": text, **more})
    return ProfileParameters(query)


@pytest.mark.parametrize(
    "text",
    [
        "Ich koche gern und spreche Türkisch.",
        "Ich lese gern vor, samstags in Selm, mit dem Rad, aber nicht mit Tieren",
        "Ich bin 16 und habe nur nachmittags Zeit",
        "Tiere, aber keine Hunde",
    ],
)
def test_what_was_understood_can_be_ticked_instead(text: str) -> None:
    said = read(text)
    found = own_words(said)
    assert found is not None
    ticked = ProfileParameters(QueryDict(found.query))
    assert ticked.profile == said.profile
    assert not ticked.hints


def test_it_says_what_was_understood() -> None:
    found = own_words(read("Ich koche gern, spreche Türkisch und habe samstags Zeit."))
    assert found is not None
    assert set(found.labels) >= {"Cafeteria und Essen", "Türkçe", "Samstag"}


def test_what_one_brings_along_is_said_though_it_is_no_answer() -> None:
    found = own_words(read("bin Rentner und war Buchhalter"))
    assert found is not None
    assert "Sie bringen mit: Buchhaltung" in found.labels
    assert "kann=" not in found.query


def test_one_kind_of_what_is_liked_may_be_refused() -> None:
    found = own_words(read("gern Tiere, nur keine Hunde"))
    assert found is not None
    assert (found.labels, found.refused) == (["Tiere"], ["Hunde"])


def test_no_distance_is_said_that_nobody_named() -> None:
    found = own_words(read("zu Fuß in Selm"))
    assert found is not None
    assert found.labels == ["in der Nähe von Selm", "zu Fuß"]


def test_what_one_would_rather_not_stands_apart() -> None:
    found = own_words(read("Samstags, kochen, kein Büro, spreche Türkisch, mit dem Bus"))
    assert found is not None
    assert "Büro und Verwaltung" in found.refused
    assert not any("lieber nicht" in label for label in found.labels)
    chips = ProfileParameters(QueryDict(found.query)).chips
    assert [chip.label.startswith("lieber nicht: ") for chip in chips] == sorted(
        chip.label.startswith("lieber nicht: ") for chip in chips
    )


def test_words_that_are_left_are_nobodys_sentence() -> None:
    said = read("Ich koche gern und spreche Türkisch")
    assert [chip.label for chip in said.chips] == ["„Ich koche gern und spreche Türkisch“"]
    found = own_words(said)
    assert found is not None
    *_others, left = ProfileParameters(QueryDict(found.query)).chips
    assert left.label == "Suchwörter: koche, Türkisch"


def test_what_was_answered_stays() -> None:
    found = own_words(read("samstags in Selm lese ich vor", wo="Lünen", wann="mo-abends"))
    assert found is not None
    ticked = ProfileParameters(QueryDict(found.query))
    assert ticked.cleaned["wo"] == "Lünen"
    assert ticked.cleaned["wann"] == {"mo-abends"}


@pytest.mark.parametrize("text", ["", "Hallo zusammen"])
def test_nothing_is_made_of_nothing(text: str) -> None:
    assert own_words(read(text)) is None
