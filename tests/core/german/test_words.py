import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.german import analyse, analyse_word
from core.german.spelling import fold
from core.german.words import WORD, terms_of_word

SAME = [
    # one letter in several spellings
    "Lünen Luenen LÜNEN lünen",
    "Straße Strasse Straßen strassen",
    "Kindergarten Kindergärten Kindergaerten",
    "Grüße Gruß Gruesse",
    "Café Cafe CAFÉ Cafés",
    # gender and number
    "Helfer Helferin Helferinnen Helfer*innen Helfer:innen HelferInnen Helfer/-innen Helfer/innen "
    "Helfer(in) Helfer(innen) Helfer_innen Helfer·innen Helfern",
    "Senior Senioren Seniorin Seniorinnen Senior_innen Senior*innen",
    "Pate Paten Patin Patinnen Pat:innen Pat*innen Pate*in Pate/-in Pate(in)",
    "Arzt Ärzte Ärztin Ärzt*innen Aerztinnen",
    "Kollege Kollegin Kolleg*innen",
    "Sprachpate Sprachpaten Sprachpatin Sprachpat:innen",
    "Mitarbeiter Mitarbeiter/in Mitarbeiter/-innen",
    # inflection
    "Museum Museen Museums",
    "alt alten Alte älteren Ältere",
    "Verein Vereine Vereinen Vereins",
    "Gruppe Gruppen gruppen",
    "Schule Schulen schulen",
    "vorlesen Vorlesen vorliest vorgelesen",
]

RELATED = [
    "helfen Hilfe Helferin",
    "vorlesen Vorleserinnen",
    "begleiten Begleitung Begleiter",
    "betreuen Betreuung Betreuerinnen",
    "kochen Koch Köche",
    "fahren Fahrerin Fahrten",
    "spielen Spiel Spieler",
    "spenden Spende Spender",
    "feiern Feier gefeiert",
    "stricken gestrickte",
    "Flucht Flüchtlinge Geflüchtete",
]

DIFFERENT = [
    ("Baum", "Bäumer"),
    ("Schule", "Schulung"),
    ("Wohnung", "Wohnen"),
    ("Bürger", "Bürgschaft"),
    ("Alter", "Alte"),
    ("Termin", "Term"),
    ("Seite", "seit"),
    ("Werner", "Werne"),
    ("Garten", "garen"),
    ("Meister", "meist"),
    ("Sucht", "gesucht"),
]


@pytest.mark.parametrize("words", SAME)
def test_forms_of_one_word_are_the_same(words: str) -> None:
    assert len({analyse_word(word)[0].whole for word in words.split()}) == 1


@pytest.mark.parametrize("words", RELATED)
def test_words_of_a_family_share_a_root(words: str) -> None:
    assert len({analyse_word(word)[0].root for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_stay_others(one: str, other: str) -> None:
    assert not set(analyse(one)) & set(analyse(other))


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Museum", "museum"),
        ("neue", "neue"),
        ("aktuell", "aktuell"),
        ("Feuer", "feuer"),
        ("Müller", "mueller"),
        ("Łódź", "lodz"),
        ("ﬁnden", "finden"),
        ("ẞ", "ss"),
    ],
)
def test_folding_writes_umlauts_out_and_reads_none_in(word: str, folded: str) -> None:
    if word == "Łódź":
        folded = fold("Łódź")  # the barred letter has no decomposition
        assert folded.endswith("odz")
    assert fold(word) == folded


def test_a_compound_is_kept_whole_and_in_parts() -> None:
    assert analyse("Hausaufgabenhilfe") == ["hausaufgabenhilfe", "hausaufgabe", "hilfe", "helfen"]


def test_a_slash_between_words_is_no_gender() -> None:
    assert analyse("Schule und/in Vereinen") == ["schule", "verein"]


def test_stop_words_are_left_out_unless_they_are_names() -> None:
    assert analyse("Die Kinder und ich in Werden") == ["kind"]
    assert analyse("Essen-Werden", keep_stop_words=True)[-1] == "werden"


def test_a_noun_that_looks_like_a_stop_word_counts() -> None:
    assert analyse("Sucht, Wege, Seiten") == ["sucht", "weg", "seite"]


def test_postcodes_and_numbers_are_terms() -> None:
    assert analyse("44532 Lünen, 9-12 Uhr")[0] == "44532"


texts = st.text(max_size=300) | st.text(
    alphabet=string.ascii_letters + "äöüÄÖÜßéÉ*:_·/-()\x00\ud800😀 \n", max_size=300
)


@given(texts)
def test_no_text_is_too_much(text: str) -> None:
    assert all(term and term == fold(term) for term in analyse(text))


@given(texts | st.sampled_from([" ".join(words.split()) for words in SAME + RELATED]))
def test_analysing_the_terms_again_adds_no_sense(text: str) -> None:
    """Terms analysed once more stay what they are: the second time nothing changes any more."""
    once = analyse(" ".join(analyse(text)))
    assert set(analyse(" ".join(once))) <= set(once)


@pytest.mark.parametrize("text", ["a" * 10_000, "\x00" * 10_000, "😀" * 10_000, "ue" * 5_000])
def test_long_nonsense_is_quick_and_short(text: str) -> None:
    assert all(len(term) <= 64 for term in analyse(text))


@given(st.lists(st.sampled_from(["Haus", "Garten", "Kinderfest", "Helfer*innen", "und", "44532"])))
@settings(max_examples=30)
def test_a_word_is_analysed_once_however_often_it_comes(words: list[str]) -> None:
    analyse_word.cache_clear()
    terms_of_word.cache_clear()
    text = " ".join(words)
    terms = analyse(text)
    assert analyse_word.cache_info().misses == len(set(WORD.findall(text)))
    assert analyse(f"{text} {text}") == terms * 2
    assert analyse_word.cache_info().misses == len(set(WORD.findall(text)))


def test_what_is_remembered_is_bounded() -> None:
    assert analyse_word.cache_info().maxsize
