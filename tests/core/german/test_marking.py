import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from core.german import excerpt, mark


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Bäume & Kinder", "baum", "<mark>Bäume</mark> &amp; Kinder"),
        ("Hausaufgabenhilfe", "Hausaufgaben", "<mark>Hausaufgabenhilfe</mark>"),
        ("Helfer*innen gesucht", "Helferin", "<mark>Helfer*innen</mark> gesucht"),
        ("Wir lesen vor", "und", "Wir lesen vor"),
        ("<b>Kinder</b>", "kind", "&lt;b&gt;<mark>Kinder</mark>&lt;/b&gt;"),
        ("Kinder", "", "Kinder"),
        ("Bäumer", "Baum", "Bäumer"),
    ],
)
def test_words_that_were_asked_for_are_marked(text: str, words: str, marked: str) -> None:
    assert mark(text, words) == marked


@given(st.text(max_size=200), st.text(max_size=50))
def test_nothing_but_marks_is_added(text: str, words: str) -> None:
    marked = mark(text, words)
    assert marked.replace("<mark>", "").replace("</mark>", "") == escape(text)


def test_an_excerpt_is_where_the_words_are() -> None:
    text = "Nichts zu sehen. " * 30 + "Hier lesen wir Kindern vor. " + "Und nichts mehr. " * 30
    cut = excerpt(text, "Kinder vorlesen", 80)
    assert "Kindern" in cut
    assert len(cut) <= 90
    assert cut.startswith("… ")
    assert cut.endswith(" …")


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("Kurz  und\ngut", "x") == "Kurz und gut"


@given(st.text(max_size=600), st.text(max_size=40), st.integers(20, 200))
def test_an_excerpt_is_from_the_text_and_not_too_long(text: str, words: str, length: int) -> None:
    cut = excerpt(text, words, length)
    assert len(cut) <= length + 4
    assert cut.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
