"""Rich text for people who write in a plain field: paragraphs and lists, nothing to learn."""

import re

from core.html_cleaning import clean_text
from core.rich_text.blocks import Block, Run, blocks_to_html

_BULLET = re.compile(r"\s*[-*•–]\s+")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+")


def to_plain(html: str) -> str:
    """Rich text as one types it: an empty line between paragraphs, `- ` before points."""
    lines: list[str] = []
    before = ""
    number = 0
    for block in clean_text(html).blocks:
        number = number + 1 if block.kind == "ol" and before == "ol" else 1
        if lines and not (block.kind == before and block.kind in ("ul", "ol")):
            lines.append("")
        mark = {"ul": "- ", "ol": f"{number}. "}.get(block.kind, "")
        lines.append(mark + block.text)
        before = block.kind
    return "\n".join(lines)


def from_plain(text: str, *, before: str = "") -> str:
    """What was typed as rich text.

    If it says the same as the rich text `before`, that one stays with all its links and emphasis.
    """
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if before and text == to_plain(before).strip():
        return before
    blocks: list[Block] = []
    for paragraph in re.split(r"\n{2,}", text):
        blocks += _blocks(paragraph.split("\n"))
    return clean_text(blocks_to_html(blocks)).html


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        if match := _BULLET.match(line):
            blocks.append(Block("ul", [Run(line[match.end() :])]))
        elif match := _NUMBER.match(line):
            blocks.append(Block("ol", [Run(line[match.end() :])]))
        elif blocks and blocks[-1].kind == "p":
            blocks[-1].runs.append(Run(f"\n{line}"))
        elif line:
            blocks.append(Block("p", [Run(line)]))
    return blocks
