"""Rich text as the flat list of blocks that Wagtail's editor makes of it.

The editor (Draftail) knows no nested elements, only a row of blocks, each with a kind, a depth
(of lists) and runs of text that are bold, italic or a link. What is written in exactly that
form comes out of the editor as it went in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from typing import NamedTuple

DEEPEST_LIST = 3
LONGEST_HEADING = 140  # characters; longer ones are paragraphs that somebody made large

LISTS = {"ul", "ol"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Begin and end a paragraph, and nothing else.
CONTAINERS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div"),
    *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html"),
    *("legend", "main", "nav", "p", "pre", "section", "summary", "details", "table", "tbody"),
    *("tfoot", "thead", "tr"),
}
CELLS = {"td", "th"}
BOLD = {"b", "strong"}
ITALIC = {"i", "em"}
BLOCK_TAGS = {*LISTS, "li", *HEADINGS, *CONTAINERS, *CELLS}
INLINE_TAGS = {*BOLD, *ITALIC, "a", "br"}

_TOKEN = re.compile(
    r'<(?P<closing>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[\w:-]+="[^"]*")*)\s*/?>'
    r"|(?P<text>[^<]+)"
)
_HREF = re.compile(r'\shref="([^"]*)"')
_SPACES = re.compile(r"[ \t\r\f\v\n\u00a0\u2000-\u200a\u202f\u3000]+")
_AROUND_BREAK = re.compile(r" *\n *")
_BULLET = re.compile(r"\s*(?:[•·▪▫●○◦‣⁃∙■□➢➤►✓✔]|[-–—*](?=\s))\s*")
_LONE_BULLET = re.compile(r"\s*[•·▪▫●○◦‣⁃∙■□➢➤►]\s*")


class Run(NamedTuple):
    """A stretch of text in one style; `\\n` is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


_PLAIN = Run("")[1:]


@dataclass
class Block:
    kind: str  # p, h3, ul or ol; the last two are one item of such a list
    runs: list[Run] = field(default_factory=list)
    depth: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def parse_blocks(html: str) -> list[Block]:
    """The blocks of HTML as `nh3` returns it, with typed bullets made into lists."""
    builder = _Builder()
    for token in _TOKEN.finditer(html):
        text = token["text"]
        if text is not None:
            builder.data(unescape(text) if "&" in text else text)
        elif token["closing"]:
            builder.end(token["tag"])
        else:
            href = _HREF.search(token["attributes"])
            builder.start(token["tag"], unescape(href[1]) if href else "")
    builder.flush()
    return _well_nested(_bullets_to_lists(builder.blocks))


def blocks_to_html(blocks: list[Block]) -> str:
    """HTML as Wagtail's editor writes it, without its block keys."""
    parts: list[str] = []
    open_lists: list[str] = []

    def close_lists(down_to: int) -> None:
        while len(open_lists) > down_to:
            parts.append(f"</li></{open_lists.pop()}>")

    for block in blocks:
        inline = _inline_html(block.runs)
        if block.kind not in LISTS:
            close_lists(0)
            parts.append(f"<{block.kind}>{inline}</{block.kind}>")
            continue
        close_lists(block.depth + 1)
        if len(open_lists) == block.depth + 1:
            if open_lists[-1] == block.kind:
                parts.append("</li>")
            else:
                close_lists(0)
        if len(open_lists) <= block.depth:
            open_lists.append(block.kind)
            parts.append(f"<{block.kind}>")
        parts.append(f"<li>{inline}")
    close_lists(0)
    return "".join(parts)


def _inline_html(runs: list[Run]) -> str:
    """Links around bold around italic, as the editor nests them: runs share their bold only
    outside of links."""
    parts = []
    for href, linked in groupby(runs, key=lambda run: run.href):
        if href:
            inner = "".join(_bold(_italic(run), run.bold) for run in linked)
            parts.append(f'<a href="{escape(href)}">{inner}</a>')
            continue
        for bold, same in groupby(linked, key=lambda run: run.bold):
            parts.append(_bold("".join(map(_italic, same)), bold))
    return "".join(parts)


def _bold(html: str, bold: bool) -> str:
    return f"<b>{html}</b>" if bold else html


def _italic(run: Run) -> str:
    html = _escaped(run.text)
    return f"<i>{html}</i>" if run.italic else html


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


class _Builder:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.lists: list[str] = []
        self.open_items = 0
        self.heading = ""
        self.bold = 0
        self.italic = 0
        self.links: list[str] = []

    def start(self, tag: str, href: str) -> None:
        if tag in BOLD:
            self.bold += 1
        elif tag in ITALIC:
            self.italic += 1
        elif tag == "a":
            self.links.append(href)
        elif tag == "br":
            # The editor loses line breaks inside links.
            self.add(" " if self.links and self.links[-1] else "\n")
        elif tag in CELLS:
            self.add(" ")
        elif tag in LISTS:
            self.flush()
            self.lists.append(tag)
        elif tag == "li":
            self.flush()
            self.open_items += 1
        elif tag in BLOCK_TAGS:
            self.begin_block(tag)

    def end(self, tag: str) -> None:
        if tag in BOLD:
            self.bold = max(self.bold - 1, 0)
        elif tag in ITALIC:
            self.italic = max(self.italic - 1, 0)
        elif tag == "a":
            if self.links:
                self.links.pop()
        elif tag in LISTS:
            self.flush()
            if self.lists:
                self.lists.pop()
        elif tag == "li":
            self.flush()
            self.open_items = max(self.open_items - 1, 0)
        elif tag in BLOCK_TAGS and tag not in CELLS:
            self.begin_block("")

    def data(self, text: str) -> None:
        self.add(_SPACES.sub(" ", text))

    def begin_block(self, tag: str) -> None:
        if self.in_item:
            # An item is one block; the paragraphs in it become its lines.
            self.add(" " if self.links and self.links[-1] else "\n")
            return
        self.flush()
        self.heading = tag if tag in HEADINGS else ""

    @property
    def in_item(self) -> bool:
        return self.open_items > 0

    def add(self, text: str) -> None:
        href = self.links[-1] if self.links else ""
        self.runs.append(Run(text, self.bold > 0, self.italic > 0, href))

    def flush(self) -> None:
        """End the block that is being collected."""
        runs, self.runs = _tidy(self.runs), []
        if not runs:
            return
        if self.in_item:
            depth = min(max(len(self.lists) - 1, 0), DEEPEST_LIST)
            kind = self.lists[-1] if self.lists else "ul"
            lines = [line for line in _lines(runs) if line]
            self.blocks.append(Block(kind, _without_bullet(_joined(lines)), depth))
        elif self.heading and len("".join(run.text for run in runs)) <= LONGEST_HEADING:
            plain = [run._replace(text=run.text.replace("\n", " "), bold=False) for run in runs]
            self.blocks.append(Block("h3", _tidy(plain)))
        else:
            self.blocks.extend(Block("p", part) for part in _paragraphs(runs))
        self.heading = ""


def _tidy(runs: list[Run]) -> list[Run]:
    """Without needless spaces, with neighbours of one style joined; empty if there is no text.

    Inside a run there are no two spaces in a row any more.
    """
    tidy: list[Run] = []
    last = "\n"  # the beginning counts as a line's beginning
    for run in runs:
        text = _AROUND_BREAK.sub("\n", run.text) if "\n" in run.text else run.text
        if last in " \n":
            text = text.removeprefix(" ")
        if text.startswith("\n"):
            _strip_end(tidy, " ")
        if not text:
            continue
        for part in _without_styled_ends(run._replace(text=text)):
            _append(tidy, part)
        last = text[-1]
    _strip_end(tidy, " \n")
    if tidy and (stripped := tidy[0].text.lstrip("\n")) != tidy[0].text:
        tidy[:1] = [tidy[0]._replace(text=stripped)] if stripped else []
        return _tidy(tidy)
    return tidy


def _append(runs: list[Run], run: Run) -> None:
    if runs and runs[-1][1:] == run[1:]:
        run = run._replace(text=runs.pop().text + run.text)
    runs.append(run)


def _without_styled_ends(run: Run) -> Iterator[Run]:
    """The run with the white space at its ends in runs of their own, which have no style."""
    inner = run.text.strip(" \n")
    if run[1:] == _PLAIN or inner == run.text:
        yield run
        return
    before, _inner, after = run.text.partition(inner) if inner else (run.text, "", "")
    parts = (Run(before), run._replace(text=inner), Run(after))
    yield from (part for part in parts if part.text)


def _strip_end(runs: list[Run], characters: str) -> None:
    while runs:
        text = runs[-1].text.rstrip(characters)
        if text == runs[-1].text:
            return
        run = runs.pop()
        if text:
            runs.append(run._replace(text=text))
            return


def _lines(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        if first:
            lines[-1].append(run._replace(text=first))
        for other in others:
            lines.append([run._replace(text=other)] if other else [])
    return lines


def _joined(lines: list[list[Run]]) -> list[Run]:
    """Tidy lines with breaks between them; a break inside one style stays inside."""
    runs: list[Run] = []
    for line in lines:
        if runs and line and runs[-1][1:] == line[0][1:] and not line[0].href:
            last = runs.pop()
            runs += [last._replace(text=f"{last.text}\n{line[0].text}"), *line[1:]]
            continue
        if runs:
            _append(runs, Run("\n"))
        for run in line:
            _append(runs, run)
    return runs


def _paragraphs(runs: list[Run]) -> list[list[Run]]:
    """An empty line begins a new paragraph."""
    if not any("\n" in run.text for run in runs):
        return [runs]
    paragraphs: list[list[list[Run]]] = [[]]
    for line in _lines(runs):
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [_joined(lines) for lines in paragraphs if lines]


def _without_bullet(runs: list[Run], pattern: re.Pattern[str] = _LONE_BULLET) -> list[Run]:
    """`runs` without the bullets that somebody typed in front of the text."""
    while runs and (match := pattern.match(runs[0].text)) and match.end():
        runs = _tidy([runs[0]._replace(text=runs[0].text[match.end() :]), *runs[1:]])
    return runs


def _is_bullet_line(block: Block, line: list[Run]) -> bool:
    return block.kind == "p" and _is_bulleted("".join(run.text for run in line))


def _is_bulleted(text: str) -> bool:
    match = _BULLET.match(text)
    return bool(match and text[match.end() :].strip())


def _bullets_to_lists(blocks: list[Block]) -> list[Block]:
    """At least two typed bullets in a row are a list, whether lines or paragraphs."""
    paragraphs = (block.text for block in blocks if block.kind == "p")
    if not any(_is_bulleted(line) for text in paragraphs for line in text.split("\n")):
        return blocks
    lines = [
        (block, line)
        for block in blocks
        for line in (_lines(block.runs) if block.kind == "p" else [block.runs])
    ]
    found: list[Block] = []
    source: Block | None = None  # of which the last found paragraph is a part
    for bulleted, group in groupby(lines, lambda pair: _is_bullet_line(*pair)):
        members = list(group)
        if bulleted and len(members) > 1:
            found += [Block("ul", _without_bullet(line, _BULLET)) for _, line in members]
            source = None
            continue
        for block, line in members:
            if block is source:
                found[-1].runs = _joined([*_lines(found[-1].runs), line])
                continue
            found.append(Block("p", line) if block.kind == "p" else block)
            source = block if block.kind == "p" else None
    return [block for block in found if block.runs]


def _well_nested(blocks: list[Block]) -> list[Block]:
    """Lists as the editor can hold them.

    An item lies at most one level deeper than the item before it, and an inner list is of the
    outer one's kind: the editor tears a list apart in which they change.
    """
    previous: Block | None = None
    for block in blocks:
        if block.kind not in LISTS:
            previous = None
            continue
        block.depth = min(block.depth, previous.depth + 1 if previous else 0)
        if previous and block.depth:
            block.kind = previous.kind
        previous = block
    return blocks
