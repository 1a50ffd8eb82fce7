"""What axe-core finds on a page, in words that help to mend it, and whether it fits its window."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NAME = "axe-core"  # by which the browser calls the script when it has something to say about it
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that ask what something looks like


# Whoever clicks on a link has a page that has only begun: at first without an element, then with a
# part of what it says. What fades in has too little contrast meanwhile; whatever takes longer than
# three seconds, as the time that a code has left, does not fade in. All of it in one function: a
# page's policy may forbid to look at an expression a second time.
_AT_REST = """async () => {
    if (document.readyState !== "complete") {
        await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
    }
    await Promise.allSettled(document.getAnimations()
        .filter((one) => one.playState === "running" && one.timeline instanceof DocumentTimeline)
        .filter((one) => one.effect.getComputedTiming().endTime <= 3000)
        .map((one) => one.finished));
}"""
REPLACED = "Execution context was destroyed"  # as the browser says it of a page that has gone


@cache
def _script() -> str:
    return f"{AXE.read_text(encoding='utf-8')}\n//# sourceURL={NAME}"


def violations(
    page: Page, *, within: str | None = None, rules: list[str] | None = None
) -> list[str]:
    """One line for each violation of WCAG 2.2 AA or good practice, or of some rules only.

    `within` is a selector.
    """
    # A second look at what the first one found: something may have begun to move in between.
    found = _run(page, within, rules or TAGS) and _run(page, within, rules or TAGS)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} – {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return _of_page(page, "() => document.documentElement.scrollWidth - innerWidth")


def _run(page: Page, within: str | None, only: list[str]) -> list[dict[str, Any]]:
    return _of_page(
        page,
        # Of what is in order, nothing need be described; what is loaded beforehand takes half of
        # the time and is for rules on films and sounds, of which there are none.
        """([within, only]) => axe.run(
            within || document, {runOnly: only, resultTypes: ["violations"], preload: false}
        ).then((result) => result.violations)""",
        [within, only],
        needs_axe=True,
    )


def _of_page(page: Page, function: str, argument: Any = None, *, needs_axe: bool = False) -> Any:
    """What a function says of the page once it is there whole and at rest.

    Where another page takes its place meanwhile, as of one that only leads on, that one is asked.
    """
    for left in reversed(range(5)):
        try:
            page.wait_for_load_state("load")  # has an end, even if nothing more comes
            page.evaluate(_AT_REST)
            if needs_axe and not page.evaluate("'axe' in window"):
                # Evaluated from outside, so that the page's own policy need not allow it.
                page.evaluate(_script())
            return page.evaluate(function, argument)
        except Error as error:
            if not left or REPLACED not in error.message:
                raise
    return None
