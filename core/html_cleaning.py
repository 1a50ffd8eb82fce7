"""HTML from outside made into rich text of ours: structure kept, everything else gone.

What comes in was written in other editors, pasted from Word and escaped once or twice too
often. What goes out holds paragraphs, h3, lists, bold, italic, links and line breaks, in the
form of Wagtail's editor, and is the same when it is cleaned again.
"""

import re
import unicodedata
from html import unescape
from html.entities import html5
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3

from core.rich_text.blocks import Block, Run, blocks_to_html
from core.rich_text.parsing import BLOCK_TAGS, INLINE_TAGS, parse_blocks

URL_SCHEMES = {"http", "https", "mailto", "tel"}
LONGEST_URL = 2000  # characters
LONGEST_SOURCE = 200_000  # characters of markup that are read at all
LONGEST_TEXT = 20_000  # characters of text that are kept
# More angle brackets are an attack (nesting costs quadratic time) or an accident.
MOST_BRACKETS = 6000
MOST_ROUNDS = 6

DROPPED_WITH_CONTENT = {
    *("applet", "audio", "canvas", "embed", "frameset", "head", "iframe", "map", "math"),
    *("noembed", "noframes", "noscript", "object", "script", "select", "style", "svg"),
    *("template", "textarea", "title", "video", "xml", "xmp"),
}
_OTHER_TAGS = {
    *("abbr", "acronym", "area", "base", "big", "button", "cite", "code", "col", "colgroup", "del"),
    *("dfn", "dir", "font", "frame", "hgroup", "img", "input", "ins", "kbd", "label", "link"),
    *("mark", "marquee", "menu", "meta", "nobr", "option", "param", "picture", "q", "s", "samp"),
    *("small", "source", "span", "strike", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_TAG_NAMES = "|".join(
    sorted({*BLOCK_TAGS, *INLINE_TAGS, *DROPPED_WITH_CONTENT, *_OTHER_TAGS}, key=len, reverse=True)
)
_TAG_NAME = rf"(?:{_TAG_NAMES}|[a-z][a-z0-9]*:[a-z0-9]+)"  # Word's own ones have a prefix

_REPEATED_AMP = re.compile(r"&(?:amp;)+(?=(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)", re.I)
_ESCAPED_COMMENT = re.compile(r"&lt;!--.*?--&gt;", re.S)
_ESCAPED_TAG = re.compile(
    rf"&lt;(/?\s?{_TAG_NAME}(?:[\s/](?:(?!&[lg]t;)[^<>])*)?)&gt;", re.I | re.S
)
_NO_TAG = re.compile(
    rf"<(?!/?{_TAG_NAME}(?![\w:-])|/?[a-z][\w:-]*(?:\s[^<>]*)?/?>|!--|!\[|!doctype|\?)", re.I
)
_BREAKING_TAG = re.compile(rf"<(?:br|hr|{'|'.join(sorted(BLOCK_TAGS))})\b", re.I)
_ANY_TAG = re.compile(r"<[^<>]*>?")
_PLAIN_HOST = re.compile(r"(?:www\.)?(?:[a-z0-9äöüß-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?\Z", re.I)
_MAIL = re.compile(r"[^\s@<>]+@(?:[a-z0-9äöüß-]+\.)+[a-z]{2,}\Z", re.I)
_ONE_LINE = re.compile(r"\s+")

# Windows' own characters where Latin-1 has control characters; all other control characters,
# invisible joiners and direction marks go. Word's symbol fonts show bullets by private ones.
_CHARACTERS: dict[int, str | None] = {
    **dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]),
    **{
        byte: bytes([byte]).decode("cp1252")
        for byte in range(0x80, 0xA0)
        if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    },
    **dict.fromkeys(range(0xE000, 0xF900), "•"),
    **dict.fromkeys(range(0xD800, 0xE000)),  # halves of characters: no database takes them
    **dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    **dict.fromkeys([0xFFFE, 0xFFFF]),
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_ODD_CHARACTER = re.compile("[" + re.escape("".join(map(chr, _CHARACTERS))) + "]")

_first = nh3.Cleaner(
    tags=BLOCK_TAGS | INLINE_TAGS,
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes={"a": {"href"}},
    link_rel=None,
    url_schemes=URL_SCHEMES,
)
_last = nh3.Cleaner(
    tags={"p", "h3", "ul", "ol", "li", "b", "i", "a", "br"},
    attributes={"a": {"href"}},
    link_rel=None,
    url_schemes=URL_SCHEMES,
)


class CleanText(NamedTuple):
    html: str
    blocks: list[Block]


def clean_html(html: str) -> str:
    """Safe rich text for a Wagtail field from any HTML or plain text; "" if there is no text.

    Cleaning what is clean changes nothing.
    """
    return clean_text(html).html


def clean_text(html: str) -> CleanText:
    """The same with its blocks, for whoever wants the text as well."""
    for _round in range(MOST_ROUNDS):
        # Removing one thing may bring another escaped one to light: the result is what no longer
        # changes. The last word is the sanitiser's, whatever was done before.
        blocks = _clean_once(html)
        written = blocks_to_html(blocks)
        safe = _last.clean(written).replace("<br>", "<br/>")
        if safe == html or (safe == written and undo_escaping(safe) == safe):
            return CleanText(safe, blocks)
        html = safe
    text = _ONE_LINE.sub(" ", re.sub(r"[<>&]", " ", plain_line(html))).strip()
    blocks = [Block("p", [Run(text)])] if text else []
    return CleanText(blocks_to_html(blocks), blocks)


def plain_line(text: str, *, markup: bool = True) -> str:
    """One line of plain text from a field that may hold markup, entities and line ends."""
    text = undo_escaping(tidy_characters(text))
    if markup:
        text = _ANY_TAG.sub(" ", _NO_TAG.sub("&lt;", text))
    return _ONE_LINE.sub(" ", tidy_characters(unescape(text))).strip()


def tidy_characters(text: str) -> str:
    """Composed characters, one kind of line end, nothing that one can't see."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ODD_CHARACTER.sub(lambda match: _CHARACTERS[ord(match[0])] or "", text)


def undo_escaping(html: str) -> str:
    """Take back one escaping too many: `&amp;nbsp;`, `&lt;p&gt;`.

    Only entities and the tags of HTML are unescaped, so that "a &lt; b" stays a text. What
    comes out is still not to be trusted.
    """
    html = _REPEATED_AMP.sub(_one_amp, html)
    html = _ESCAPED_COMMENT.sub("", html)
    return _ESCAPED_TAG.sub(lambda match: f"<{unescape(match[1]).strip()}>", html)


def _one_amp(match: re.Match[str]) -> str:
    name = match[1]
    return "&" if name.startswith("#") or f"{name};" in html5 else match[0]


def _clean_once(html: str) -> list[Block]:
    html = undo_escaping(tidy_characters(html[:LONGEST_SOURCE]))
    html = _NO_TAG.sub("&lt;", html)
    if html.count("<") > MOST_BRACKETS:
        html = _ANY_TAG.sub(" ", html)
    if not _BREAKING_TAG.search(html):
        html = html.strip().replace("\n", "<br>")
    return _shortened([_with_safe_links(block) for block in parse_blocks(_first.clean(html))])


def _with_safe_links(block: Block) -> Block:
    block.runs = [run._replace(href=_safe_url(run.href)) if run.href else run for run in block.runs]
    return block


def _safe_url(url: str) -> str:
    """An absolute address that a reader may follow, or "" for a text without a link."""
    url = "".join(url.split())
    if len(url) > LONGEST_URL:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return url if parts.hostname else ""
    if parts.scheme in URL_SCHEMES:
        return url if parts.path else ""
    if _PLAIN_HOST.match(url):
        return f"https://{url}"
    return f"mailto:{url}" if _MAIL.match(url) else ""


def _shortened(blocks: list[Block]) -> list[Block]:
    """As many blocks as `LONGEST_TEXT` allows; a single longer one ends in the middle."""
    kept: list[Block] = []
    room = LONGEST_TEXT
    for block in blocks:
        if len(block.text) > room:
            if not kept:
                kept.append(Block(block.kind, [Run(block.text[:room].strip())]))
            break
        kept.append(block)
        room -= len(block.text)
    return kept
