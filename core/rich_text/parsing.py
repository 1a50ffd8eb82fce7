"""From HTML to blocks: what people wrote in other editors, in the few forms that ours knows."""

import re
from html import unescape
from itertools import groupby

from core.rich_text.blocks import LISTS, Block, Run, joined, lines_of, paragraphs_of, tidy

DEEPEST_LIST = 3
LONGEST_HEADING = 140  # characters; longer ones are paragraphs that somebody made large

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
_BULLET = re.compile(r"\s*(?:[•·▪▫●○◦‣⁃∙■□➢➤►✓✔]|[-–—*](?=\s))\s*")
_LONE_BULLET = re.compile(r"\s*[•·▪▫●○◦‣⁃∙■□➢➤►]\s*")


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
        runs, self.runs = tidy(self.runs), []
        if not runs:
            return
        if self.in_item:
            depth = min(max(len(self.lists) - 1, 0), DEEPEST_LIST)
            kind = self.lists[-1] if self.lists else "ul"
            lines = [line for line in lines_of(runs) if line]
            if runs := _without_bullet(joined(lines)):
                self.blocks.append(Block(kind, runs, depth))
        elif self.heading and len("".join(run.text for run in runs)) <= LONGEST_HEADING:
            plain = [run._replace(text=run.text.replace("\n", " "), bold=False) for run in runs]
            self.blocks.append(Block("h3", tidy(plain)))
        else:
            self.blocks.extend(Block("p", part) for part in paragraphs_of(runs))
        self.heading = ""


def _without_bullet(runs: list[Run], pattern: re.Pattern[str] = _LONE_BULLET) -> list[Run]:
    """`runs` without the bullets that somebody typed in front of the text."""
    while runs and (match := pattern.match(runs[0].text)) and match.end():
        runs = tidy([runs[0]._replace(text=runs[0].text[match.end() :]), *runs[1:]])
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
        for line in (lines_of(block.runs) if block.kind == "p" else [block.runs])
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
                found[-1].runs = joined([*lines_of(found[-1].runs), line])
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
