"""HTML that is rendered once and has gaps that each request fills anew.

Templates mark a gap by `{{ what_stands_there_ordinarily|slot:"name" }}`. Filling is one join of
strings: a page with a hundred counts or twenty marked titles costs little more than
one without.
"""

import re
from collections.abc import Mapping
from functools import cached_property

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# Control characters: no editor's text has them, and none has a meaning in HTML.
_START, _MIDDLE, _END = "\x01", "\x02", "\x03"
_SLOT = re.compile(f"{_START}([^{_MIDDLE}]*){_MIDDLE}([^{_END}]*){_END}")


def slot(name: str, ordinarily: str = "") -> SafeString:
    """The mark of a gap called `name`, a word of our own, for `Slotted` to find."""
    # `format_html` would escape five texts; only one of them is not ours.
    html = f"{_START}{name}{_MIDDLE}{conditional_escape(ordinarily)}{_END}"
    return mark_safe(html)  # noqa: S308


class Slotted:
    """A piece of HTML and its gaps."""

    def __init__(self, html: str) -> None:
        parts = _SLOT.split(html)
        self._between = parts[::3]
        self._names = parts[1::3]
        self._ordinarily = parts[2::3]

    @cached_property
    def plain(self) -> SafeString:
        """With what stands in the gaps ordinarily."""
        return self.fill({})

    def ordinarily(self, name: str) -> str:
        """What stands in a gap ordinarily, as HTML; empty if there is no such gap."""
        return self._ordinarily[self._names.index(name)] if name in self._names else ""

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """With `values`, which must be safe HTML, in the gaps of these names."""
        pieces = [self._between[0]]
        for name, ordinarily, after in zip(
            self._names, self._ordinarily, self._between[1:], strict=True
        ):
            pieces.append(values.get(name, ordinarily))
            pieces.append(after)
        return mark_safe("".join(pieces))  # noqa: S308 - rendered by our templates
