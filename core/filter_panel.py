"""The filters of a list as HTML: rendered once, with the counts of each answer put in.

A hundred choices with their counts would be the dearest part of a page if templates or form
widgets rendered them for every request.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.content_version import KeptMap
from core.filters import ForgivingFilterSet, Group
from core.forgiving import DayFilter, Option, OptionFilter, OptionsFilter
from core.slots import Slotted, slot


class Choice(NamedTuple):
    """One thing to tick."""

    name: str
    value: str
    label: str
    language: str

    @property
    def id(self) -> str:
        return f"f-{self.name}-{self.value}" if self.value else f"f-{self.name}"

    @property
    def key(self) -> str:
        return f"{self.name}={self.value}"

    @property
    def checked(self) -> SafeString:
        return slot(self.key)

    @property
    def tone(self) -> SafeString:
        return slot(f"{self.key}:tone")

    @property
    def remaining(self) -> SafeString:
        return slot(f"{self.key}:count")


class Fieldset(NamedTuple):
    """Choices under one legend."""

    name: str
    legend: str | Promise
    kind: str  # "checkbox", "radio" or "date"
    choices: list[Choice]

    @property
    def value(self) -> SafeString:
        """Of the field itself, where it has no choices."""
        return slot(self.name)


class Shown(NamedTuple):
    """A group of the panel."""

    key: str
    title: str | Promise
    fieldsets: list[Fieldset]

    @property
    def is_open(self) -> SafeString:
        return slot(f"{self.key}:open")

    @property
    def number(self) -> SafeString:
        return slot(f"{self.key}:number")


class Panel(NamedTuple):
    html: Slotted
    bar: Slotted
    groups: tuple[tuple[Group, tuple[Choice, ...]], ...]


_panels: KeptMap[tuple[str, str | None], Panel] = KeptMap(size=20)


def filter_panel(filters: ForgivingFilterSet) -> SafeString:
    """All choices, ticked and counted as the answer says."""
    panel = _panel(filters)
    counts = filters.answer.counts
    values: dict[str, str] = {"count": str(filters.answer.count)}
    set_in_all = 0
    for group, choices in panel.groups:
        set_here = 0
        for choice in choices:
            name, value = choice.name, choice.value
            chosen = filters.cleaned.get(name)
            is_set = value in chosen if isinstance(chosen, frozenset) else value == (chosen or "")
            key = choice.key
            if is_set:
                values[key] = " checked"
                set_here += bool(value)
            count = counts.get(name, {}).get(value)
            if count is not None:
                values[f"{key}:count"] = str(count)
                if not count:
                    values[f"{key}:tone"] = " choice--empty"
        for name in group.filters:
            if isinstance(filters.base_filters[name], DayFilter) and (day := filters.cleaned[name]):
                values[name] = day.isoformat()
                set_here += 1
        if set_here:
            values[f"{group.key}:number"] = str(set_here)
        if set_here or group.is_open:
            values[f"{group.key}:open"] = " open"
        set_in_all += set_here
    if set_in_all:
        values["number"] = str(set_in_all)
    return panel.html.fill(values)


def search_bar(filters: ForgivingFilterSet) -> SafeString:
    """The fields at the top: words, place, radius."""
    values: dict[str, str] = {}
    for name in filters.bar:
        value = filters.cleaned.get(name) or ""
        if isinstance(filters.base_filters[name], OptionFilter):
            values[f"{name}={value}"] = " selected"
        elif name in filters.hints and not value:
            # What was not understood stays where it was typed.
            values[name] = conditional_escape(filters.typed.get(name) or "")
        else:
            values[name] = conditional_escape(value)
    return _panel(filters).bar.fill(values)


def _panel(filters: ForgivingFilterSet) -> Panel:
    key = (type(filters).__qualname__, get_language())
    return _panels.get_or_make(key, lambda: _make(filters))


def _make(filters: ForgivingFilterSet) -> Panel:
    shown = [_shown(filters, group) for group in filters.groups]
    shown = [one for one in shown if one.fieldsets]
    context = {"groups": shown, "label": filters.label}
    bar = {
        "fields": [
            {
                "name": name,
                "label": filters.base_filters[name].label,
                "value": slot(name),
                "options": [
                    {
                        "value": option.value,
                        "label": option.label,
                        "selected": slot(f"{name}={option.value}"),
                    }
                    for option in _bar_options(filters, name)
                ],
            }
            for name in filters.bar
        ]
    }
    by_key = {group.key: group for group in filters.groups}
    return Panel(
        html=Slotted(render_to_string("components/filters.html", context)),
        bar=Slotted(render_to_string("components/search_bar.html", bar)),
        groups=tuple(
            (
                by_key[one.key],
                tuple(choice for fieldset in one.fieldsets for choice in fieldset.choices),
            )
            for one in shown
        ),
    )


def _bar_options(filters: ForgivingFilterSet, name: str) -> list[Option]:
    found = list(filters.options_of(name).values())
    return [Option("", filters.empty_label(name)), *found] if found else []


def _shown(filters: ForgivingFilterSet, group: Group) -> Shown:
    return Shown(group.key, group.title, list(_fieldsets(filters, group)))


def _fieldsets(filters: ForgivingFilterSet, group: Group) -> Iterator[Fieldset]:
    """Each filter of several values under its own legend; those to tick or not together."""
    ticks: list[Choice] = []
    for name in group.filters:
        filter_ = filters.base_filters[name]
        if isinstance(filter_, DayFilter):
            yield Fieldset(name, filter_.label, "date", [])
            continue
        choices = [
            Choice(name, option.value, option.label, option.language)
            for option in filters.options_of(name).values()
        ]
        if isinstance(filter_, OptionsFilter):
            if choices:
                yield Fieldset(name, filter_.label, "checkbox", choices)
        elif len(choices) == 1:
            ticks += choices
        else:
            any_value = Choice(name, "", str(filters.any_label), "")
            yield Fieldset(name, filter_.label, "radio", [any_value, *choices])
    if ticks:
        yield Fieldset("", group.title, "checkbox", ticks)
