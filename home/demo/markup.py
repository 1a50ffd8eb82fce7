"""Rich text from the plain marks in which the demo's texts are written.

A line `### Title` is a heading, lines with `- ` or `1. ` are lists, an empty line ends a
paragraph; within a line `**bold**` and `[text](address)`. Line breaks are only for the writer.
"""

import re
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_ITEM = re.compile(r"(?:- |\d+\. )")


def folded(text: str) -> str:
    """`text` in one line."""
    return " ".join(text.split())


def rich_text(text: str) -> str:
    """The HTML of Wagtail's rich text fields."""
    return "".join(_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())


def _block(block: str) -> str:
    block = block.strip()
    if block.startswith("### "):
        return f"<h3>{_inline(block[4:])}</h3>"
    if _ITEM.match(block):
        kind = "ul" if block.startswith("- ") else "ol"
        items = re.split(r"\n(?=- |\d+\. )", block)
        lines = (f"<li>{_inline(_ITEM.sub('', item, count=1))}</li>" for item in items)
        return f"<{kind}>{''.join(lines)}</{kind}>"
    return f"<p>{_inline(block)}</p>"


def _inline(text: str) -> str:
    html = escape(folded(text), quote=False)
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    return _BOLD.sub(r"<b>\1</b>", html)
