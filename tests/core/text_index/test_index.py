"""The index against a slow BM25 over fields that is written here once more."""

import math
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.german.words import WORD, analyse_word
from core.text_index import CUT_OFF, NEAR, OWN, TextIndex, marks
from core.text_index.building import K1, PART, B

WEIGHTS = (3.0, 1.5, 1.0)
# Words without synonyms, families or parts: what they score is plain BM25.
PLAIN = ["Chor", "Museum", "Verein", "Hospiz", "Tafel", "Kino", "Zoo", "Orchester", "Bus", "Dorf"]
MIXED = [*PLAIN, "Hausaufgabenhilfe", "Begleitung", "Helfer*innen", "und", "44532"]

plain_texts = st.lists(st.sampled_from(PLAIN), max_size=6).map(" ".join)
texts = st.lists(st.sampled_from(MIXED), max_size=6).map(" ".join)
document = st.tuples(texts, texts, texts)


def build(documents, **options) -> TextIndex:
    return TextIndex.build(documents, WEIGHTS, **options)


def slow_scores(documents, question: str) -> dict[int, float]:
    """BM25F as in Robertson and Zaragoza (2009), 3.6, in the plainest way."""
    counted = []
    for fields in documents:
        counts = []
        for text in fields:
            terms: Counter[str] = Counter()
            length = 0
            for word in WORD.findall(text):
                for one in analyse_word(word):
                    if one.is_stop_word:
                        continue
                    for term in one.terms:
                        terms[term] += 1.0 if term in (one.whole, one.root) else PART
                length += not all(one.is_stop_word for one in analyse_word(word))
            counts.append((terms, length))
        counted.append(counts)
    means = [
        max(1.0, sum(counts[field][1] for counts in counted) / len(documents))
        for field in range(len(WEIGHTS))
    ]
    scores: dict[int, float] = defaultdict(float)
    for term in {one.whole for word in WORD.findall(question) for one in analyse_word(word)}:
        frequency = {}
        for row, counts in enumerate(counted):
            total = sum(
                weight * terms[term] / (1 - B + B * length / mean)
                for weight, mean, (terms, length) in zip(WEIGHTS, means, counts, strict=True)
            )
            if total:
                frequency[row] = total
        rarity = math.log(1 + (len(documents) - len(frequency) + 0.5) / (len(frequency) + 0.5))
        for row, total in frequency.items():
            scores[row] += rarity * total / (K1 + total)
    return scores


@given(st.lists(document, min_size=1, max_size=12), st.lists(st.sampled_from(PLAIN), min_size=1))
@settings(max_examples=150, deadline=None)
def test_scores_are_those_of_a_slow_bm25(documents, question) -> None:
    expected = slow_scores(documents, " ".join(question))
    rated = build(documents).rate(" ".join(question))
    for row in range(len(documents)):
        assert rated.scores[row] == pytest.approx(expected.get(row, 0.0), rel=2e-3, abs=1e-6)


@given(
    st.lists(document, max_size=8),
    st.lists(st.tuples(st.sets(st.integers(0, 20), max_size=3), st.lists(document, max_size=3))),
    texts,
)
@settings(max_examples=100, deadline=None)
def test_a_changed_index_finds_what_a_new_one_finds(documents, changes, question) -> None:
    index = build(documents)
    rows = list(documents)
    for removed, added in changes:
        gone = {row for row in removed if row < len(rows)}
        index = index.with_changes(sorted(gone), added)
        rows = [None if row in gone else text for row, text in enumerate(rows)] + added
    alive = [row for row, text in enumerate(rows) if text is not None]
    assert (len(index), index.row_count) == (len(alive), len(rows))
    found = index.search(question)
    assert set(found.rows.tolist()) <= set(alive)
    # Rarity counts the dead until the index is renumbered.
    tidy = index.renumbered(np.array(alive, np.int32))
    again = tidy.search(question)
    fresh = build([rows[row] for row in alive]).search(question)
    assert again.rows.tolist() == fresh.rows.tolist()
    assert len(tidy) == tidy.row_count == len(alive)


@given(st.lists(document, min_size=1, max_size=40), st.lists(texts, min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_is_kept_of_a_word_is_what_would_be_found_anew(documents, questions) -> None:
    index = build(documents)
    for question in [*questions, *questions]:
        kept, anew = index.rate(question), build(documents).rate(question)
        assert kept.scores.tolist() == anew.scores.tolist()
        assert kept.shares.tolist() == anew.shares.tolist()


@pytest.mark.parametrize("question", ["Chor", "Hausaufgabenhilfe", "Begleitung Chor", "Kino"])
def test_frequent_and_rare_words_are_added_up_alike(question, monkeypatch) -> None:
    documents = [("Chor", "", ""), ("Hilfe", "bei Hausaufgaben", ""), ("Zoo", "", "")] * 20
    rows = np.arange(60)
    found = []
    for many in (1_000, 1):
        monkeypatch.setattr("core.text_index.fits._MANY", many)
        rated = build(documents).rate(question)
        has = [marks([word.fit], rows).tolist() for word in rated.words]
        found.append((rated.scores.tolist(), rated.shares.tolist(), has))
    assert found[0] == found[1]


def test_a_part_of_a_word_is_only_near_to_it() -> None:
    rated = build([("Hausaufgabenhilfe", "", ""), ("Hilfe", "", "")]).rate("Hausaufgabenhilfe")
    assert marks([rated.words[0].fit], np.array([0, 1])).tolist() == [[OWN], [NEAR]]


def test_an_index_does_not_change_when_another_is_made_of_it() -> None:
    index = build([("Chor", "", ""), ("Museum", "", "")])
    changed = index.with_changes([0], [("Chor im Zoo", "", "")])
    assert index.search("Chor").rows.tolist() == [0]
    assert changed.search("Chor").rows.tolist() == [2]
    assert changed.search("Museum").rows.tolist() == [1]


def test_many_small_changes_keep_few_segments() -> None:
    index = build([("Chor", "", "")] * 50)
    for row in range(300):
        index = index.with_changes([row], [("Chor im Museum", "", "")])
    assert len(index._segments) < 12
    assert len(index) == 50
    assert index.search("Museum").rows.tolist() == list(range(300, 350))


def test_dead_rows_make_it_ragged() -> None:
    index = build([("Chor", "", "")] * 1_200)
    assert not index.is_ragged
    assert index.with_changes(range(1_100)).is_ragged


def test_rows_get_the_order_that_is_asked_for() -> None:
    index = build([("Chor", "", ""), ("Museum", "", ""), ("Zoo", "", "")])
    turned = index.renumbered(np.array([2, 0], np.int32))
    assert turned.search("Zoo").rows.tolist() == [0]
    assert turned.search("Chor").rows.tolist() == [1]
    assert not len(turned.search("Museum").rows)


def test_an_empty_index_finds_nothing() -> None:
    index = build([])
    assert (len(index), index.row_count) == (0, 0)
    assert index.search("Chor").rows.tolist() == []
    assert index.suggest("Chro") is None
    assert build([("", "", "")]).search("Chor").rows.tolist() == []
    assert index.with_changes([], [("Chor", "", "")]).search("Chor").rows.tolist() == [0]


def test_a_document_has_as_many_texts_as_there_are_weights() -> None:
    with pytest.raises(ValueError, match="3 fields"):
        build([("Chor",)])


def test_a_word_in_the_title_says_more() -> None:
    index = build([("", "", "Chor Museum"), ("Chor", "", "Museum")])
    scores = dict(zip(*map(list, index.search("Chor")), strict=True))
    assert scores[1] > scores[0]


def test_the_whole_word_goes_before_its_parts() -> None:
    index = build(
        [("Hilfe bei Hausaufgaben", "", ""), ("Hausaufgabenhilfe", "", ""), ("Hilfe", "", "")]
        + [("Chor", "", "")] * 20
    )
    for question in ("Hausaufgabenhilfe", "Hilfe bei Hausaufgaben", "Hausaufgaben"):
        found = index.search(question)
        assert {0, 1} <= set(found.rows.tolist())
    found = index.search("Hausaufgabenhilfe")
    assert found.rows[found.scores.argmax()] == 1


def test_a_parted_verb_is_put_together_and_content_with_its_half() -> None:
    index = build([("Lesen", "", ""), ("Vorlesen", "", ""), ("Vor Ort", "", "")])
    found = index.search("ich lese gern vor")
    assert list(found.rows[(-found.scores).argsort(kind="stable")]) == [1, 0]


def test_a_long_question_finds_neither_all_nor_nothing() -> None:
    index = build(
        [("Vorlesen für Kinder im Museum", "", ""), ("Chor", "", ""), ("Kinder im Zoo", "", "")]
        + [("Verein", "", "")] * 20
    )
    found = index.search("Ich möchte gerne Kindern im Museum vorlesen, am liebsten im Verein")
    assert found.rows[found.scores.argmax()] == 0
    assert 22 not in found.rows
    assert CUT_OFF < 1


def test_a_district_called_like_a_stop_word_is_found() -> None:
    documents = [("Chor", "", "Essen Werden"), ("Sie werden gebraucht", "", "Essen")]
    index = TextIndex.build(documents, WEIGHTS, name_fields=[2])
    assert index.search("Werden").rows.tolist() == [0]
    assert index.search("werden Chor").rows.tolist() == [0]


def test_synonyms_are_found_after_the_word_itself() -> None:
    index = build([("Computer", "", ""), ("Rechner", "", ""), ("Essen auf Rädern", "", "")])
    synonyms = {
        ("computer",): (("rechnen",), ("pc",)),
        ("mahlzeitendienst",): (("essen", "rad"),),
        ("essen", "rad"): (("computer",),),
    }
    found = index.search("Computer", synonyms)
    assert found.rows.tolist() == [0, 1]
    assert found.scores[0] > found.scores[1]
    assert index.search("Mahlzeitendienst", synonyms).rows.tolist() == [2]
    assert index.search("Essen auf Rädern", synonyms).rows.tolist() == [0, 2]
    assert index.search("Computer").rows.tolist() == [0]


def test_parts_of_a_compound_have_synonyms_too() -> None:
    index = build([("Hilfe für Wohnungslose", "", ""), ("Chor", "", "")])
    synonyms = {("obdachlos",): (("wohnungslos",),)}
    found = index.search("Obdachlosenhilfe", synonyms)
    assert found.rows.tolist() == [0]


@pytest.mark.parametrize(
    "question", ["", " ", "\x00", "'\"%;--", "😀", "a" * 10_000, "und " * 3_000, "x OR y AND *"]
)
def test_no_question_is_too_odd(question: str) -> None:
    index = build([("Chor", "", ""), ("Museum", "", "")])
    assert len(index.search(question).rows) <= 2
    index.suggest(question)


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_question_has_an_answer(question: str) -> None:
    index = build([("Chor", "Verein", "Kinder"), ("Museum", "", "Hausaufgabenhilfe")])
    found = index.search(question)
    assert len(found.rows) == len(found.scores)
    assert (found.scores >= 0).all()
    assert sorted(set(found.rows.tolist())) == found.rows.tolist()
