"""The answers that the questions can have, with their labels.

Values stand in addresses, in saved searches and in profiles, so they are German and never change.
"""

from collections.abc import Collection, Mapping

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
AGES = (14, 16, 18, 21, 27)

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


def week_in_words(parts: Collection[str]) -> list[str]:
    """Parts of the week, those that make a whole day together: "Samstag", "Montag abends"."""
    labels, days = parts_of_the_week(), filter_choices.weekdays()
    found = []
    for day in WEEKDAYS:
        of_day = [part for time in TIMES_OF_DAY if (part := f"{day}-{time}") in parts]
        is_whole = len(of_day) == len(TIMES_OF_DAY)
        found += [days[day].label] if is_whole else [labels[part].label for part in of_day]
    return found


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
