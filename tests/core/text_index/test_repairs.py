import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text_index import TextIndex
from core.text_index.vocabulary import distance

DOCUMENTS = [
    "Hausaufgaben mit Kindern",
    "Besuchsdienst für Senioren",
    "Bäume pflanzen",
    "Familie Bäumer lädt ein",
    "Computercafé",
    "Fahrdienst der Tafel",
    "Second Hand Laden",
    "Tiere pflegen",
    "Spazierengehen in Lünen",
]


@pytest.fixture(scope="module")
def index() -> TextIndex:
    return TextIndex.build([(text,) for text in DOCUMENTS], [1.0])


@pytest.mark.parametrize(
    ("question", "suggested", "row"),
    [
        ("Hausaufgabn", "Hausaufgaben", 0),
        ("Hasuaufgaben", "Hausaufgaben", 0),
        ("Besuchsdiesnt fuer Senoiren", "Besuchsdienst fuer Senioren", 1),
        ("Fahrdinst", "Fahrdienst", 5),
        ("Komputer", "Computer", 4),
        ("spazirengehen", "Spazierengehen", 8),
        ("Lunen", "Lünen", 8),
        ("Teire", "Tiere", 7),
        ("hausaufg", "Hausaufgabe", 0),
    ],
)
def test_a_misspelled_word_finds_what_was_meant(index, question, suggested, row) -> None:
    assert index.suggest(question) == suggested
    assert row in index.search(question).rows


@pytest.mark.parametrize(
    "question", ["Bäume", "Bäumer", "Hausaufgaben", "Besuchsdienst fuer Senioren", "Tafel", "Opa"]
)
def test_a_known_word_is_never_put_right(index, question) -> None:
    assert index.suggest(question) is None


def test_trees_are_no_family_name(index) -> None:
    assert index.search("Bäume").rows.tolist() == [2]
    assert index.search("Bäumer").rows.tolist() == [3]


def test_words_run_together_are_found_without_a_word_about_it(index) -> None:
    assert index.search("Secondhand").rows.tolist() == [6]
    assert index.suggest("Secondhand") is None


def test_only_the_misspelled_word_is_read_otherwise(index) -> None:
    assert index.suggest("Fahrdinst der Tafel?") == "Fahrdienst der Tafel?"


def test_a_word_among_the_synonyms_can_be_misspelled(index) -> None:
    synonyms = {("seniorenbesuch",): (("besuchsdienst",),)}
    assert index.search("Seniorenbesuhc", synonyms).rows.tolist() == [1]


def test_nothing_near_is_nothing(index) -> None:
    assert index.suggest("Xylophonquark") is None
    assert index.search("Qwrtzpsdfg").rows.tolist() == []


def test_new_documents_teach_new_words(index) -> None:
    changed = index.with_changes([], [("Märchenstunde",)])
    assert changed.suggest("Märchenstnde") == "Märchenstunde"
    assert index.suggest("Märchenstnde") is None


def slow_distance(one: str, other: str) -> int:
    """Optimal string alignment over the full table."""
    table = [
        [max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)
    ]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (one[i - 1] != other[j - 1]),
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_distance_is_exact_up_to_its_limit(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(slow_distance(one, other), most + 1)
