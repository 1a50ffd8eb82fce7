"""Filters of lists: the address says what is chosen, and nothing in it can be wrong.

A filter set is declared with django-filter and answers from memory, not from the database:
`cleaned` has what makes sense, `hints` says in plain words what was left out and why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, NamedTuple, Protocol, Self

import django_filters
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forgiving import ForgivingForm, Option, OptionField, OptionsField, shown
from core.listing import PAGE_PARAMETER, Found, asked_page
from core.summaries import shorten_words

MOST_WAYS = 12  # on from a search without results; each is a search of its own
LONGEST_LABEL = 60  # characters of the words, in chips and titles


@dataclass(frozen=True)
class WayOn:
    """A search near to one that found nothing, and how much it finds."""

    label: str
    query: str
    count: int


class Group(NamedTuple):
    """Filters that stand together in the panel."""

    key: str
    title: str | Promise
    filters: tuple[str, ...]
    is_open: bool = False  # even if nothing in it is set


class Answer(Found, Protocol):
    """What whoever knows the answer must be able to say."""

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By filter and value: how many would remain with that value."""
        ...

    @property
    def suggestion(self) -> str | None:
        """What the words were probably meant to be."""
        ...


class Chip(NamedTuple):
    """Something that is set, and the query string of the same search without it."""

    label: str
    query: str
    parameter: str
    value: str


class ForgivingFilterSet(django_filters.FilterSet):
    """The frame of our filter sets; subclasses declare filters and ask whoever knows the answer."""

    label: ClassVar[str | Promise]  # what the form is called, for people who don't see it
    aliases: ClassVar[Mapping[str, str]] = {}  # other names of parameters, as others write them
    bar: ClassVar[tuple[str, ...]] = ("q",)  # what stands at the top
    groups: ClassVar[tuple[Group, ...]] = ()  # what stands in the panel
    any_label: ClassVar[str | Promise] = gettext_lazy("doesn’t matter")
    # Parameters that say how results are shown, not which.
    presentation: ClassVar[frozenset[str]] = frozenset({"sortierung"})
    _form_class: ClassVar[type[ForgivingForm] | None] = None

    def __init__(self, data: QueryDict | None = None) -> None:
        # Not the inherited one: it copies all filters for every request, and wants a queryset.
        self.is_bound = True
        self.data = self._with_own_names(data or QueryDict())
        self.filters = self.base_filters
        self.form_prefix = None

    def _with_own_names(self, data: QueryDict) -> QueryDict:
        if not any(alias in data and name not in data for alias, name in self.aliases.items()):
            return data
        own = data.copy()
        for alias, name in self.aliases.items():
            if alias in own and not own.get(name):
                own.setlist(name, own.pop(alias))
        return own

    def get_form_class(self) -> type[ForgivingForm]:
        cls = type(self)
        if cls.__dict__.get("_form_class") is None:
            fields = {name: filter_.field for name, filter_ in cls.base_filters.items()}
            cls._form_class = type(f"{cls.__name__}Form", (ForgivingForm,), fields)
        form_class: type[ForgivingForm] = cls.__dict__["_form_class"]
        return form_class

    @cached_property
    def typed(self) -> dict[str, Any]:
        """What the address itself says, as far as it makes sense."""
        self.form.full_clean()
        cleaned: dict[str, Any] = self.form.cleaned_data
        return cleaned

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """What the address says and can be followed; subclasses leave out more."""
        return dict(self.typed)

    @cached_property
    def answer(self) -> Answer:
        """What was found, asked once."""
        raise NotImplementedError

    def empty_label(self, name: str) -> str:
        """What a choice of the bar shows where nothing is chosen."""
        return str(self.any_label)

    @cached_property
    def hints(self) -> dict[str, str]:
        """What could not be followed, by filter, in words for the person who typed it."""
        self.cleaned  # noqa: B018 - reads the form
        found = {name: " ".join(errors) for name, errors in self.form.errors.items()}
        found.update(self.further_hints())
        raw = self.data.get(PAGE_PARAMETER, "")
        if raw and asked_page(raw) is None:
            found[PAGE_PARAMETER] = self.no_such_page(raw)
        return found

    @staticmethod
    def no_such_page(raw: str, *, last: bool = False) -> str:
        """The hint for a page of the list that does not exist."""
        text = (
            _("There is no page “{value}”; you see the last one.")
            if last
            else _("There is no page “{value}”; you see the first one.")
        )
        return text.format(value=shown(raw))

    def further_hints(self) -> Mapping[str, str]:
        """Hints that only the subclass can give."""
        return {}

    def options_of(self, name: str) -> Mapping[str, Option]:
        field = self.get_form_class().base_fields[name]
        return field.options() if isinstance(field, OptionField | OptionsField) else {}

    def values(self) -> list[tuple[str, str]]:
        """What is set, as parameters and values in a fixed order."""
        found: list[tuple[str, str]] = []
        for name in self.base_filters:
            value = self.cleaned.get(name)
            if isinstance(value, frozenset):
                found += [(name, one) for one in self.options_of(name) if one in value]
            elif isinstance(value, date):
                found.append((name, value.isoformat()))
            elif value:
                found.append((name, str(value)))
        return found

    @cached_property
    def query(self) -> str:
        """The query string of all that is set, the page of the list left out."""
        return urlencode(self.values())

    def query_with(
        self, *, without: Iterable[str] = (), plus: Sequence[tuple[str, str]] = ()
    ) -> str:
        """The same search without some parameters and with others."""
        gone = {*without, *(name for name, _value in plus)}
        pairs = [*(pair for pair in self.values() if pair[0] not in gone), *plus]
        names = list(self.base_filters)
        return urlencode(sorted(pairs, key=lambda pair: names.index(pair[0])))

    @cached_property
    def chips(self) -> list[Chip]:
        """What narrows the list, each with the way to drop it."""
        pairs = self.values()
        return [
            Chip(
                label=self.label_of(name, value),
                query=urlencode([pair for pair in pairs if not self.falls(pair, (name, value))]),
                parameter=name,
                value=value,
            )
            for name, value in pairs
            if self.narrows(name)
        ]

    def narrows(self, name: str) -> bool:
        return name not in self.presentation

    def falls(self, pair: tuple[str, str], dropped: tuple[str, str]) -> bool:
        """Whether `pair` goes when `dropped` does."""
        return pair == dropped

    def label_of(self, name: str, value: str) -> str:
        """One thing that is set, in words that stand alone."""
        option = self.options_of(name).get(value)
        return option.label if option else value

    @staticmethod
    def quoted(words: str) -> str:
        """Words that are looked for, in chips and titles."""
        return _("“{words}”").format(words=shorten_words(words, longest=LONGEST_LABEL))

    @property
    def title(self) -> str:
        """The search in words."""
        raise NotImplementedError

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.narrows(name) for name, _value in self.values())

    @cached_property
    def suggestion(self) -> WayOn | None:
        """The same search with its words put right, if they seem misspelt."""
        better = self.better_words()
        if not better or better.casefold() == self.cleaned["q"].casefold():
            return None
        return WayOn(better, self.query_with(plus=[("q", better)]), 0)

    def better_words(self) -> str | None:
        """The field of words as it was probably meant."""
        return self.answer.suggestion

    @cached_property
    def ways_on(self) -> list[WayOn]:
        """For a search that found nothing: what one could drop, what gives most first."""
        ways = [
            WayOn(_("without {choice}").format(choice=chip.label), chip.query, count)
            for chip in self.chips[:MOST_WAYS]
            if (count := self.like(chip.query).answer.count)
        ]
        return sorted(ways, key=lambda way: -way.count)

    @cached_property
    def more_nearby(self) -> WayOn | None:
        """For a search that found little: a slightly wider one."""
        return None

    def like(self, query: str) -> Self:
        """Another search of this kind."""
        return type(self)(QueryDict(query))

    def filter_queryset(self, queryset: Any) -> Any:
        raise NotImplementedError("These filters are answered from memory.")
