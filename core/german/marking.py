"""Showing why something was found: the words of a text that the question asked for."""

from collections.abc import Set
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.german.words import WORD, analyse_word

_LONGEST_QUESTION = 2_000


@lru_cache(maxsize=256)
def terms_of(words: str) -> frozenset[str]:
    """The terms that a question's words have in common with what it finds."""
    return frozenset(
        term
        for word in WORD.findall(words[:_LONGEST_QUESTION])
        for analysed in analyse_word(word)
        if not analysed.is_stop_word
        for term in analysed.terms
    )


def mark(text: str, words: str) -> SafeString:
    """`text` as HTML with everything escaped and each word that `words` ask for in `<mark>`.

    >>> mark("Kinder < 6 & Bäume", "baum")
    'Kinder &lt; 6 &amp; <mark>Bäume</mark>'
    """
    wanted = terms_of(words)
    if not wanted:
        return mark_safe(escape(text))  # noqa: S308
    pieces: list[str] = []
    end = 0
    for match in WORD.finditer(text):
        if _is_wanted(match[0], wanted):
            pieces += escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"
            end = match.end()
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308


def _is_wanted(word: str, wanted: Set[str]) -> bool:
    return any(
        not wanted.isdisjoint(analysed.terms)
        for analysed in analyse_word(word)
        if not analysed.is_stop_word
    )


def excerpt(text: str, words: str, length: int = 200) -> str:
    """At most about `length` letters of `text`: its beginning, or where `words` are thickest."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    wanted = terms_of(words)
    hits = [match.start() for match in WORD.finditer(text) if _is_wanted(match[0], wanted)]
    start = 0
    most = sum(1 for hit in hits if hit < length)
    for number, hit in enumerate(hits):
        within = sum(1 for other in hits[number:] if other < hit + length - length // 5)
        if within > most:
            start, most = max(0, hit - length // 5), within
    return _cut(text, start, length)


def _cut(text: str, start: int, length: int) -> str:
    if start:
        start = text.find(" ", start) + 1
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + length // 2)
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"
