"""Rich text as the flat list of blocks that Wagtail's editor makes of it.

The editor (Draftail) knows no nested elements, only a row of blocks, each with a kind, a depth
(of lists) and runs of text that are bold, italic or a link. What is written in exactly that
form comes out of the editor as it went in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import NamedTuple

LISTS = {"ul", "ol"}

_AROUND_BREAK = re.compile(r" *\n *")


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


def tidy(runs: list[Run]) -> list[Run]:
    """Without needless spaces, with neighbours of one style joined; empty if there is no text.

    Inside a run there are no two spaces in a row any more.
    """
    tidied: list[Run] = []
    last = "\n"  # the beginning counts as a line's beginning
    for run in runs:
        text = _AROUND_BREAK.sub("\n", run.text) if "\n" in run.text else run.text
        if last in " \n":
            text = text.removeprefix(" ")
        if text.startswith("\n"):
            _strip_end(tidied, " ")
        if not text:
            continue
        for part in _without_styled_ends(run._replace(text=text)):
            _append(tidied, part)
        last = text[-1]
    _strip_end(tidied, " \n")
    if tidied and (stripped := tidied[0].text.lstrip("\n")) != tidied[0].text:
        tidied[:1] = [tidied[0]._replace(text=stripped)] if stripped else []
        return tidy(tidied)
    return tidied


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


def lines_of(runs: list[Run]) -> list[list[Run]]:
    """The runs of each line; an empty line has none."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        if first:
            lines[-1].append(run._replace(text=first))
        for other in others:
            lines.append([run._replace(text=other)] if other else [])
    return lines


def joined(lines: list[list[Run]]) -> list[Run]:
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


def paragraphs_of(runs: list[Run]) -> list[list[Run]]:
    """An empty line begins a new paragraph."""
    if not any("\n" in run.text for run in runs):
        return [runs]
    paragraphs: list[list[list[Run]]] = [[]]
    for line in lines_of(runs):
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [joined(lines) for lines in paragraphs if lines]
