"""Verbs whose parts stand far from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.german.separable import Said, put_together


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ich lese gern vor", "ich vorlesen gern"),
        ("Lese Kindern gern Geschichten vor", "vorlesen Kindern gern Geschichten"),
        ("ich helfe gern in der Kita mit", "ich mithelfen gern in der Kita"),
        ("wer passt auf und raeumt auf", "wer aufpassen und aufräumen"),
        ("packe überall mit an", "anpacken überall mit"),
    ],
)
def test_the_parts_of_a_verb_come_together(typed, asked):
    assert " ".join(said.meant for said in put_together(typed.split())) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "Kinder mit Hund",  # no verb, and no end of a clause
        "vorlesen mit Kindern",
        "viele Spiele mit",  # within a line a capital letter is a noun's
        "mit",
        "",
        "ab",
        "vor und nach",
        "Fahrdienst gesucht ab",
    ],
)
def test_nothing_else_is_touched(typed):
    words = typed.split()
    assert put_together(words) == [Said(word, word) for word in words]


@given(st.lists(st.text(max_size=8), max_size=30))
def test_never_fails_and_invents_no_words(words):
    assert len(put_together(words)) <= len(words)
