import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

import core
from core import content_version
from core.models import Synonym
from core.services import load_synonyms
from core.synonyms import synonyms

pytestmark = pytest.mark.django_db

STARTER = json.loads(
    (Path(core.__file__).parent / "data" / "synonyms.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("words", STARTER["both_ways"] + STARTER["one_way"])
def test_the_starter_list_is_valid(words: str) -> None:
    group = Synonym(words=words)
    group.full_clean()
    assert group.words == words


def test_the_starter_list_is_loaded_once() -> None:
    assert load_synonyms() == len(STARTER["both_ways"]) + len(STARTER["one_way"]) >= 60
    assert load_synonyms() == 0


def test_each_word_finds_the_others() -> None:
    Synonym.objects.create(words="PC, Computer, Rechner")
    assert set(synonyms()[("pc",)]) == {("computer",), ("rechnen",)}
    assert set(synonyms()[("computer",)]) == {("pc",), ("rechnen",)}


def test_one_way_groups_lead_from_the_first_word_only() -> None:
    Synonym.objects.create(words="Sport, Fußball, Turnen", is_one_way=True)
    assert synonyms() == {("sport",): (("fussball",), ("turnen",))}


def test_groups_with_a_word_in_common_add_up() -> None:
    Synonym.objects.create(words="Senioren, Alte")
    Synonym.objects.create(words="Senioren, ältere Menschen, Alte")
    assert synonyms()[("senior",)] == (("alt",), ("alt", "mensch"))


def test_changes_raise_the_version(django_capture_on_commit_callbacks) -> None:
    before = content_version.current()
    with django_capture_on_commit_callbacks(execute=True):
        group = Synonym.objects.create(words="Handy, Smartphone")
    assert content_version.current() == before + 1
    with django_capture_on_commit_callbacks(execute=True):
        assert ("handy",) in synonyms()
        group.delete()
    assert content_version.current() == before + 2
    assert not synonyms()


def test_spaces_and_empty_entries_are_tidied() -> None:
    group = Synonym(words="  PC ,, Computer   ,")
    group.full_clean()
    assert group.words == "PC, Computer"


@pytest.mark.parametrize(
    "words",
    [
        "PC",
        "PC,",
        ",,,",
        "PC, und",
        "PC, 😀",
        "PC, ein sehr großer alter grauer Rechner",
        "Rechner, Rechnern",
        "Helfer, Helferinnen",
        ", ".join(f"Wort{number}" for number in range(31)),
    ],
)
def test_bad_groups_are_refused_beside_the_field(words: str) -> None:
    with pytest.raises(ValidationError) as error:
        Synonym(words=words).full_clean()
    assert list(error.value.error_dict) == ["words"]


def test_the_office_edits_them_in_the_admin(admin_client) -> None:
    answer = admin_client.post(reverse("synonym:add"), {"words": "PC"})
    assert answer.status_code == 200
    assert "mindestens zwei Wörter" in answer.content.decode()
    admin_client.post(reverse("synonym:add"), {"words": "PC, Rechner"})
    assert "PC, Rechner" in admin_client.get(reverse("synonym:index")).content.decode()
