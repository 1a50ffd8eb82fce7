"""The answers that the questions can have, with their labels.

Values stand in addresses, in saved searches and in profiles, so they are German and never change.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import terms_of
from core.forgiving import Option, once_a_language, options
from core.models import Requirement
from opportunities.catalogue.facets import TIMES_OF_DAY, WEEKDAYS
from opportunities.enums import GermanLevel
from opportunities.filters import choices as filter_choices

NOTHING = "nichts"  # has nothing of what offers may require; an answer, too

# Offers name their own minimum age; these are the ages at which many begin.
AGES = (0, 14, 16, 18, 21, 27)

GERMAN_LEVELS: Mapping[str, GermanLevel] = {
    "kaum": GermanLevel.NONE,
    "etwas": GermanLevel.BASIC,
    "gut": GermanLevel.GOOD,
    "sicher": GermanLevel.FLUENT,
}

_requirements = terms_of(Requirement)


def things_one_has() -> Mapping[str, Option]:
    """What offers may require, and that one has nothing of it."""
    return {**_requirements(), NOTHING: Option(NOTHING, _("nothing of that"))}


# In the order of `engine.profile.part_of_week`.
PARTS_OF_THE_WEEK = tuple(f"{day}-{time}" for day in WEEKDAYS for time in TIMES_OF_DAY)


@once_a_language
def parts_of_the_week() -> dict[str, Option]:
    """Seven days of three parts: `sa-vormittags`, in the order of `engine.profile.part_of_week`."""
    days, times = filter_choices.weekdays(), filter_choices.times_of_day()
    return {
        value: Option(
            value,
            _("{weekday} {time_of_day}").format(
                weekday=days[day].label, time_of_day=times[time].label
            ),
        )
        for day in WEEKDAYS
        for time in TIMES_OF_DAY
        for value in (f"{day}-{time}",)
    }


def week_in_words(parts: Collection[str]) -> dict[str, list[str]]:
    """Parts of the week in few words, each with the parts that it stands for.

    Days with the same times stand together: "Montag bis Freitag abends", "Samstag".
    """
    days_by_times: dict[tuple[str, ...], list[str]] = {}
    for day in WEEKDAYS:
        if times := tuple(time for time in TIMES_OF_DAY if f"{day}-{time}" in parts):
            days_by_times.setdefault(times, []).append(day)
    return {
        _days_and_times(days, times): [f"{day}-{time}" for day in days for time in times]
        for times, days in days_by_times.items()
    }


def _days_and_times(days: Sequence[str], times: Sequence[str]) -> str:
    is_whole_day = len(times) == len(TIMES_OF_DAY)
    if is_whole_day and len(days) == len(WEEKDAYS):
        return _("any time")
    weekday = _days(days)
    if is_whole_day:
        return weekday
    labels = filter_choices.times_of_day()
    return _("{weekday} {time_of_day}").format(
        weekday=weekday, time_of_day=get_text_list([labels[time].label for time in times], _("and"))
    )


def _days(days: Sequence[str]) -> str:
    """Days in words, three or more in a row as one: "Montag bis Mittwoch und Samstag"."""
    if len(days) == len(WEEKDAYS):
        return _("every day")
    labels, places = filter_choices.weekdays(), [WEEKDAYS.index(day) for day in days]
    found: list[str] = []
    # Days in a row stand as far from their place in the list as each other.
    for _distance, run in groupby(enumerate(places), lambda one: one[1] - one[0]):
        row = [labels[WEEKDAYS[place]].label for _number, place in run]
        if len(row) > 2:
            row = [_("{first} to {last}").format(first=row[0], last=row[-1])]
        found += row
    return get_text_list(found, _("and"))


ways = options(
    ("menschen", gettext_lazy("with people")),
    ("haende", gettext_lazy("with my hands")),
    ("kopf", gettext_lazy("with my head")),
    ("draussen", gettext_lazy("outdoors")),
    ("digital", gettext_lazy("at the computer or phone")),
)
german_levels = options(
    ("kaum", gettext_lazy("hardly any German")),
    ("etwas", gettext_lazy("some German")),
    ("gut", gettext_lazy("good German")),
    ("sicher", gettext_lazy("fluent German")),
)
means_of_travel = options(
    ("fuss", gettext_lazy("on foot")),
    ("rad", gettext_lazy("by bicycle")),
    ("bus", gettext_lazy("by bus and train")),
    ("auto", gettext_lazy("by car")),
)
from_home = options(
    ("ja", gettext_lazy("from home, too")),
    ("nein", gettext_lazy("not from home")),
)
gains = options(
    ("menschen", gettext_lazy("get to know people")),
    ("lernen", gettext_lazy("learn something")),
    ("nachweis", gettext_lazy("get a certificate")),
    ("auslagen", gettext_lazy("have my expenses reimbursed")),
    ("karte", gettext_lazy("get the Ehrenamtskarte")),
)
ages = options(
    ("0", filter_choices.YOUNGER),
    ("14", gettext_lazy("I am 14 or 15")),
    ("16", gettext_lazy("I am 16 or 17")),
    ("18", gettext_lazy("I am 18 to 20")),
    ("21", gettext_lazy("I am 21 to 26")),
    ("27", gettext_lazy("I am 27 or older")),
)


def age_group(value: str) -> str:
    """The choice that an age belongs to: `18` for `20`; what is no age stays what it is."""
    if not (value.isascii() and value.isdigit() and len(value) < 4):
        return value
    return str(max((age for age in AGES if age <= int(value)), default=value))
