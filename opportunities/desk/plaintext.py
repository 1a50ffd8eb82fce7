"""A description as people type it, without markup: blank lines part paragraphs, `- ` makes lists.

What nobody changed is never read back, so that bold words and links that the town put in stay
(`drafts.save_draft`).
"""

import re
from html import escape

from core.html_cleaning import tidy_characters
from core.rich_text.blocks import LISTS, Block, blocks_to_html
from core.rich_text.parsing import parse_blocks

_BLANK_LINES = re.compile(r"\n\s*\n")


def rich_text_of(text: str) -> str:
    """Rich text for the page; nothing that was typed becomes markup."""
    paragraphs = _BLANK_LINES.split(tidy_characters(text).strip())
    html = "".join(
        f"<p>{escape(paragraph.strip()).replace(chr(10), '<br/>')}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )
    return blocks_to_html(parse_blocks(html))


def plain_text_of(html: str) -> str:
    """What stands in rich text, for a field without markup; links name their address."""
    parts: list[str] = []
    last: Block | None = None
    for block in parse_blocks(html):
        text = _with_addresses(block)
        in_list = block.kind in LISTS
        if in_list:
            text = "  " * block.depth + "- " + text.replace("\n", " ")
        joins = in_list and last is not None and last.kind in LISTS
        parts.append(("\n" if joins else "\n\n") + text)
        last = block
    return "".join(parts).strip()


def _with_addresses(block: Block) -> str:
    pieces = []
    for run in block.runs:
        shown = run.href and run.href not in run.text and not run.href.startswith("mailto:")
        pieces.append(f"{run.text} ({run.href})" if shown else run.text)
    return "".join(pieces)
