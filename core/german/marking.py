"""Showing why something was found: the words of a text that the question asked for."""

from bisect import bisect_left
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.german.words import WORD, terms_of_word

_LONGEST_QUESTION = 2_000
_MOST_WORDS = 5_000


class _Wanted(dict[str, bool]):
    """Whether a word, as it is written, is one that a question asks for."""

    def __init__(self, question: str) -> None:
        words = WORD.findall(question[:_LONGEST_QUESTION])
        self.terms = frozenset(term for word in words for term in terms_of_word(word))

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST_WORDS:
            self.clear()
        wanted = self[word] = not self.terms.isdisjoint(terms_of_word(word))
        return wanted

    def among(self, text: str) -> bool:
        return any(map(self.__getitem__, WORD.findall(text)))


_wanted = lru_cache(maxsize=128)(_Wanted)


def mark(text: str, words: str) -> SafeString:
    """`text` as HTML with everything escaped and each word that `words` ask for in `<mark>`.

    >>> mark("Kinder < 6 & Bäume", "baum")
    'Kinder &lt; 6 &amp; <mark>Bäume</mark>'
    """
    wanted = _wanted(words)
    if not wanted.terms or not wanted.among(text):
        return mark_safe(escape(text))  # noqa: S308
    pieces: list[str] = []
    end = 0
    for match in WORD.finditer(text):
        if wanted[match[0]]:
            pieces += escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"
            end = match.end()
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308


def excerpt(text: str, words: str, length: int = 200) -> str:
    """At most about `length` letters of `text`: its beginning, or where `words` are thickest."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    wanted = _wanted(words)
    hits = [match.start() for match in WORD.finditer(text) if wanted[match[0]]]
    before = length // 5
    start, most = 0, bisect_left(hits, length)
    for number, hit in enumerate(hits):
        within = bisect_left(hits, hit + length - before) - number
        if within > most:
            start, most = max(0, hit - before), within
    return _cut(text, start, length)


def _cut(text: str, start: int, length: int) -> str:
    if start:
        start = text.find(" ", start) + 1
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + length // 2)
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"
