"""Form fields for addresses: of a wrong value they keep what makes sense, and say so.

Lengths and numbers of values are bounded, so no address costs more than a page.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LONGEST_WORDS = 200  # characters of a text field that are read
MOST_VALUES = 60  # of one filter that are read
LONGEST_ECHO = 40  # characters of a wrong value that a hint repeats

_GERMAN_DAY = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4}|[0-9]{2})")


class Option(NamedTuple):
    """A value that a filter can have."""

    value: str
    label: str
    language: str = ""  # of the label, if it is not the page's

    @property
    def pair(self) -> tuple[str, str]:
        return self.value, self.label


Options = Callable[[], Mapping[str, Option]]


def options(*pairs: tuple[str, str | Promise]) -> Options:
    """A fixed list of values with labels, in the language of whoever asks."""
    return once_a_language(lambda: {value: Option(value, str(label)) for value, label in pairs})


def once_a_language(make: Callable[[], dict[str, Option]]) -> Options:
    """The list that `make` makes, made once for each language: forms ask very often."""

    @cache
    def made_in(_language: str | None) -> Mapping[str, Option]:
        return MappingProxyType(make())

    return lambda: made_in(get_language())


class HalfUnderstoodError(ValidationError):
    """A value of which something makes sense: `kept`."""

    def __init__(self, message: str, *, kept: Any) -> None:
        super().__init__(message)
        self.kept = kept


class SharedField(forms.Field):
    """A field that keeps nothing of a request, so that all forms of a kind have the same one.

    Copying twenty of them costs more than reading what somebody answered.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class LineField(SharedField):
    """One line of text, cut where nobody would have typed on."""

    longest = LONGEST_WORDS

    def clean(self, value: Any) -> str:
        text = "".join(c if c.isprintable() else " " for c in str(value or "")[: 4 * self.longest])
        text = " ".join(text.split())
        if len(text) > self.longest:
            raise HalfUnderstoodError(
                _("That was too long; only the beginning was searched for."),
                kept=text[: self.longest].strip(),
            )
        return text


class OptionsField(SharedField):
    """Values of a list: a frozenset of those that exist."""

    widget = forms.MultipleHiddenInput  # only to read all values; `core.filter_panel` renders

    def __init__(self, *, options: Options, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = options

    def clean(self, value: Any) -> frozenset[str]:
        given = {one for one in (value or [])[:MOST_VALUES] if one}
        if not given:
            return frozenset()
        known = given & self.options().keys()
        if unknown := given - known:
            raise HalfUnderstoodError(
                _("“{value}” is no choice here and was left out.").format(
                    value=shown(min(unknown))
                ),
                kept=frozenset(known),
            )
        return frozenset(known)


class OptionField(SharedField):
    """One value of a list, or the empty text.

    `meaning` puts the choice that is meant for a value that is none itself.
    """

    widget = forms.HiddenInput

    def __init__(
        self, *, options: Options, meaning: Callable[[str], str] = str, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.options = options
        self.meaning = meaning

    def clean(self, value: Any) -> str:
        given = self.meaning(str(value or "").strip()[:LONGEST_WORDS])
        if given and given not in self.options():
            raise HalfUnderstoodError(
                _("“{value}” is no choice here and was left out.").format(value=shown(given)),
                kept="",
            )
        return given


class DayField(SharedField):
    """A day as browsers write it, `2027-03-01`, or as people do, `1.3.27`; or None."""

    def clean(self, value: Any) -> date | None:
        given = str(value or "").strip()[:LONGEST_WORDS]
        day = _read_day(given)
        if given and day is None:
            raise HalfUnderstoodError(
                _("“{value}” is no day. Please write it like 31.03.2027.").format(
                    value=shown(given)
                ),
                kept=None,
            )
        return day


class LineFilter(django_filters.Filter):
    field_class = LineField


class OptionsFilter(django_filters.Filter):
    """Any number of values; together they are a union."""

    field_class = OptionsField


class OptionFilter(django_filters.Filter):
    field_class = OptionField


class DayFilter(django_filters.Filter):
    field_class = DayField


def _read_day(text: str) -> date | None:
    try:
        if match := _GERMAN_DAY.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year if year > 99 else 2000 + year, month, day)
        return parse_date(text) if len(text) == 10 else None
    except ValueError:
        return None


def shown(value: str) -> str:
    """A wrong value as a hint repeats it: printable and short."""
    text = " ".join("".join(c if c.isprintable() else " " for c in value[:200]).split())
    return text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO].rstrip() + "…"


class ForgivingForm(forms.Form):
    """Keeps of a wrong value what makes sense of it."""

    class Meta:
        """Nothing; without one the type checker's Django plugin waits for it for ever."""

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        if field is not None and isinstance(error, HalfUnderstoodError):
            self.cleaned_data[field] = error.kept
