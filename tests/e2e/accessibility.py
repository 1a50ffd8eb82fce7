"""What axe-core finds on a page, in words that help to mend it."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NAME = "axe-core"  # by which the browser calls the script when it has something to say about it
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that ask what something looks like


# What fades in has too little contrast meanwhile. Whatever takes longer than three seconds, as the
# time that a code has left, does not fade in.
_AT_REST = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => one.playState === "running" && one.timeline instanceof DocumentTimeline)
    .filter((one) => one.effect.getComputedTiming().endTime <= 3000)
    .map((one) => one.finished)).then(() => null)"""


@cache
def _script() -> str:
    return f"{AXE.read_text(encoding='utf-8')}\n//# sourceURL={NAME}"


def violations(
    page: Page, *, within: str | None = None, rules: list[str] | None = None
) -> list[str]:
    """One line for each violation of WCAG 2.2 AA or good practice, or of some rules only.

    `within` is a selector.
    """
    # A page that has only begun, or whose frames have, can't be judged yet.
    page.wait_for_load_state("load")
    page.wait_for_function("document.readyState === 'complete' && document.body !== null")
    if not page.evaluate("'axe' in window"):
        # Evaluated from outside, so that the page's own policy need not allow it.
        page.evaluate(_script())
    # A second look at what the first one found: something may have begun to move in between.
    found = _run(page, within, rules or TAGS) and _run(page, within, rules or TAGS)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} – {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def _run(page: Page, within: str | None, only: list[str]) -> list[dict[str, Any]]:
    page.evaluate(_AT_REST)
    return page.evaluate(
        # Of what is in order, nothing need be described; what is loaded beforehand takes half of
        # the time and is for rules on films and sounds, of which there are none.
        """([within, only]) => axe.run(
            within || document, {runOnly: only, resultTypes: ["violations"], preload: false}
        ).then((result) => result.violations)""",
        [within, only],
    )


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
