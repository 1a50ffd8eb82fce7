"""Short plain texts made of long ones."""

import re
from collections.abc import Sequence

from core.html_cleaning import clean_text
from core.rich_text.blocks import LISTS, Block

LONGEST_SUMMARY = 300  # characters

# A full stop after one of these (or after a number) ends no sentence.
_ABBREVIATIONS = (
    *("bzw", "ca", "dr", "etc", "evtl", "ev", "ggf", "hl", "inkl", "max", "min", "mind", "mtl"),
    *("nr", "prof", "sog", "st", "std", "str", "tel", "usw", "vgl", "zzgl", "mo", "di", "mi"),
    *("do", "fr", "sa", "so", "jan", "feb", "mrz", "apr", "jun", "jul", "aug", "sep", "sept"),
    *("okt", "nov", "dez", "wöchentl", "tägl"),
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"“”»)]*(?=\s|\Z)")
_LAST_WORD = re.compile(r"([^\W_]+)\.\Z")


def summarise(html: str, *, longest: int = LONGEST_SUMMARY) -> str:
    """The beginning of a text as one plain line: whole sentences, or up to a whole word.

    Headings are left out; lists count only where there is no paragraph.
    """
    return summarise_blocks(clean_text(html).blocks, longest=longest) if html else ""


def summarise_blocks(blocks: Sequence[Block], *, longest: int = LONGEST_SUMMARY) -> str:
    """The same of a text that is clean already."""
    paragraphs = [block.text for block in blocks if block.kind == "p"]
    paragraphs = paragraphs or [block.text for block in blocks if block.kind in LISTS]
    text = " ".join(" ".join(paragraphs or [block.text for block in blocks]).split())
    return shorten(text, longest=longest)


def shorten(text: str, *, longest: int) -> str:
    """`text` if it is short enough, else its first sentences, else its first words and "…"."""
    if len(text) <= longest:
        return text
    end = 0
    for match in _SENTENCE_END.finditer(text, 0, longest):
        if _ends_sentence(text, match):
            end = match.end()
    if end >= longest // 4:
        return text[:end]
    return shorten_words(text, longest=longest)


def shorten_words(text: str, *, longest: int) -> str:
    """The first words and "…", `longest` characters at most."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    words = cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut[:-1]
    return words.rstrip(" ,;:–-(/") + "…"


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match[0][0] != ".":
        return True
    word = _LAST_WORD.search(text[: match.start() + 1])
    if word is None:
        return True
    last = word[1].lower()
    return not (last.isdigit() or len(last) == 1 or last in _ABBREVIATIONS)
