"""The questions: in which steps they are asked, and how each stands on the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext

from core.forgiving import OptionFilter, OptionsFilter
from matching.profiles.parameters import DISLIKE, DISLIKED, LIKE, ProfileParameters, TextFilter
from opportunities.catalogue.facets import TIMES_OF_DAY, WEEKDAYS
from opportunities.filters import choices as filter_choices

Kind = Literal["three", "many", "one", "week", "line", "text"]
SKIPPED = "alter"  # asked only where it makes a difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A page of the guided way, a part of the one with everything."""

    key: str  # in the address
    title: str | Promise
    lead: str | Promise
    asks: tuple[str, ...]  # parameters; those of "lieber nicht" come with theirs

    @property
    def url(self) -> str:
        return reverse("finder:step", kwargs={"key": self.key})

    @property
    def parameters(self) -> frozenset[str]:
        """All that this step says in an address."""
        return frozenset(self.asks) | {DISLIKED[name] for name in self.asks if name in DISLIKED}


STEPS = (
    Step(
        key="interessen",
        title=gettext_lazy("What interests you?"),
        lead=gettext_lazy("Choose as much as you like. What you leave open is all right, too."),
        asks=("bereich",),
    ),
    Step(
        key="taetigkeiten",
        title=gettext_lazy("What do you like to do?"),
        lead=gettext_lazy("And what would you rather not do? You are never shown that."),
        asks=("art", "taetigkeit"),
    ),
    Step(
        key="menschen",
        title=gettext_lazy("For whom would you like to be there?"),
        lead=gettext_lazy("If that makes no difference to you, just go on."),
        asks=("zielgruppe",),
    ),
    Step(
        key="zeit",
        title=gettext_lazy("When do you have time?"),
        lead=gettext_lazy("Tick when you could. Nobody has to come every time."),
        asks=("wann", "zeit", "stunden"),
    ),
    Step(
        key="ort",
        title=gettext_lazy("Where should it be?"),
        lead=gettext_lazy("A town or a postcode is enough; we need no address."),
        asks=("wo", "weg", "umkreis", "online"),
    ),
    Step(
        key="koennen",
        title=gettext_lazy("What do you bring along?"),
        lead=gettext_lazy("Most offers ask for nothing of it. Much can be learned or applied for."),
        asks=("kann", "spricht", "deutsch"),
    ),
    Step(
        key="gewinn",
        title=gettext_lazy("What should it give you?"),
        lead=gettext_lazy("Wanting something back is all right. This is the last question."),
        asks=("gewinn", "alter", "text"),
    ),
)


class Choice(NamedTuple):
    """One thing to tick."""

    name: str
    value: str
    label: str
    language: str
    is_set: bool

    @property
    def id(self) -> str:
        return f"f-{self.name}-{self.value or 'egal'}"


class Row(NamedTuple):
    """Something that one likes, does not mind or would rather not."""

    label: str
    choices: tuple[Choice, ...]


class Day(NamedTuple):
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answers so far, ready for `templates/matching/profiles/questions/`."""

    name: str
    kind: Kind
    legend: str
    hint: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    days: tuple[Day, ...] = ()
    columns: tuple[str, ...] = ()
    longest: int = 200

    @property
    def number_set(self) -> int:
        """How many answers are given; a marked "doesn’t matter" is none."""
        parts: list[Row | Day] = [*self.rows, *self.days]
        flat = [*self.choices, *(one for part in parts for one in part.choices)]
        return sum(one.is_set and bool(one.value) for one in flat) + bool(self.value)

    @property
    def template(self) -> str:
        return f"matching/profiles/questions/{self.kind}.html"


LEGENDS: dict[str, str | Promise] = {
    "bereich": gettext_lazy("Fields of engagement"),
    "art": gettext_lazy("I’d rather work …"),
    "taetigkeit": gettext_lazy("Activities"),
    "zielgruppe": gettext_lazy("For whom"),
    "wann": gettext_lazy("My week"),
    "zeit": gettext_lazy("How often"),
    "stunden": gettext_lazy("How many hours a week at most"),
    "wo": gettext_lazy("Where I set out: place or postcode"),
    "weg": gettext_lazy("How I get there"),
    "umkreis": gettext_lazy("How far away at most"),
    "online": gettext_lazy("From home, by telephone or computer"),
    "kann": gettext_lazy("Skills, licences, certificates"),
    "spricht": gettext_lazy("Languages I speak"),
    "deutsch": gettext_lazy("My German"),
    "gewinn": gettext_lazy("I would like to …"),
    "alter": gettext_lazy("My age"),
    "text": gettext_lazy("In my own words"),
}
HINTS: dict[str, str | Promise] = {
    "kann": gettext_lazy(
        "A certificate of good conduct is free of charge for volunteers; tick it if you would "
        "apply for it."
    ),
    "alter": gettext_lazy(
        "Some of these offers have a minimum age. We compare your age with that and with nothing "
        "else."
    ),
    "text": gettext_lazy("For example: I like cooking, speak Turkish and have time on Saturdays."),
}


def questions(
    parameters: ProfileParameters, names: Iterable[str], *, with_age: bool
) -> list[Question]:
    """The questions of these names, answered as `parameters` say."""
    return [
        _question(parameters, name)
        for name in names
        if name != SKIPPED or with_age or parameters.cleaned[SKIPPED]
    ]


def _question(parameters: ProfileParameters, name: str) -> Question:
    filter_ = parameters.base_filters[name]
    legend, hint = str(LEGENDS[name]), str(HINTS.get(name, ""))
    if name in DISLIKED:
        rows = tuple(_rows(parameters, name))
        return Question(name=name, kind="three", legend=legend, rows=rows)
    if name == "wann":
        columns = tuple(option.label for option in filter_choices.times_of_day().values())
        days = tuple(_days(parameters))
        return Question(name=name, kind="week", legend=legend, days=days, columns=columns)
    value = parameters.cleaned[name]
    if isinstance(filter_, OptionsFilter):
        choices = tuple(_choices(parameters, name, value))
        return Question(name=name, kind="many", legend=legend, hint=hint, choices=choices)
    if isinstance(filter_, OptionFilter):
        any_value = Choice(name, "", _any_label(name), "", not value)
        choices = (any_value, *_choices(parameters, name, {value}))
        return Question(name=name, kind="one", legend=legend, hint=hint, choices=choices)
    # What was not understood stays where it was typed.
    value = value or parameters.typed[name]
    if isinstance(filter_, TextFilter):
        longest = filter_.field_class.longest
        return Question(
            name=name, kind="text", legend=legend, hint=hint, value=value, longest=longest
        )
    return Question(name=name, kind="line", legend=legend, hint=hint, value=value)


def _any_label(name: str) -> str:
    if name in ("alter", "deutsch"):
        return pgettext("answer", "I’d rather not say")
    return str(ProfileParameters.any_label)


def _choices(
    parameters: ProfileParameters, name: str, chosen: "frozenset[str] | set[str]"
) -> Iterator[Choice]:
    for option in parameters.options_of(name).values():
        yield Choice(name, option.value, option.label, option.language, option.value in chosen)


def _rows(parameters: ProfileParameters, name: str) -> Iterator[Row]:
    liked, disliked = parameters.cleaned[name], parameters.cleaned[DISLIKED[name]]
    labels = {
        LIKE: pgettext("answer", "gladly"),
        "": pgettext("answer", "doesn’t matter"),
        DISLIKE: pgettext("answer", "rather not"),
    }
    for slug, option in parameters.options_of(name).items():
        state = LIKE if slug in liked else DISLIKE if slug in disliked else ""
        yield Row(
            option.label,
            tuple(
                Choice(f"{name}-{slug}", value, label, "", state == value)
                for value, label in labels.items()
            ),
        )


def _days(parameters: ProfileParameters) -> Iterator[Day]:
    chosen = parameters.cleaned["wann"]
    labels = parameters.options_of("wann")
    for day in WEEKDAYS:
        parts = (f"{day}-{time}" for time in TIMES_OF_DAY)
        yield Day(
            filter_choices.weekdays()[day].label,
            tuple(Choice("wann", part, labels[part].label, "", part in chosen) for part in parts),
        )


def carried(parameters: ProfileParameters, step: Step) -> list[tuple[str, str]]:
    """What other steps said, for hidden fields."""
    return [pair for pair in parameters.values() if pair[0] not in step.parameters]
