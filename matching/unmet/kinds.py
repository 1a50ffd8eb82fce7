"""The kinds of wishes that are counted: what a person says, and which offers answer to it."""

from collections.abc import Iterator
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import fields_of_engagement, terms_of
from core.forgiving import Options
from core.models import Requirement
from matching.engine.constraints import GERMAN_SLUGS
from matching.engine.profile import Profile
from matching.profiles.choices import parts_of_the_week
from opportunities.catalogue.facets import CAN_GET, MUST_BRING, TIMES_OF_DAY, WEEKDAYS
from opportunities.filters import choices

# The parts of the week in the order of `Profile.week`.
PARTS: Final = tuple(f"{day}-{time}" for day in WEEKDAYS for time in TIMES_OF_DAY)


class Kind(models.TextChoices):
    """Lists of what one can wish for or bring along; the values are names of parameters."""

    SKILL = "kann", _("What people bring along")
    LANGUAGE = "spricht", _("Languages")
    ACTIVITY = "taetigkeit", _("Activities")
    FIELD = "bereich", _("Fields")
    TARGET = "zielgruppe", _("For whom")
    TIME = "wann", _("Times")


# What people bring along: nobody waits for it, an offer may ask for it.
BROUGHT: Final = frozenset({Kind.SKILL, Kind.LANGUAGE})
# The public list can be narrowed to just these; it has none for what one must bring, and takes a
# day and a time of day for two questions.
LISTED: Final = {
    Kind.LANGUAGE: "sprache",
    Kind.ACTIVITY: "taetigkeit",
    Kind.FIELD: "bereich",
    Kind.TARGET: "zielgruppe",
}
# In which filters of the catalogue an offer answers to a wish; times have a column of their own.
FACETS = {
    Kind.SKILL: (MUST_BRING, CAN_GET),
    Kind.LANGUAGE: ("sprache",),
    Kind.ACTIVITY: ("taetigkeit",),
    Kind.FIELD: ("bereich",),
    Kind.TARGET: ("zielgruppe",),
}
OPTIONS: dict[Kind, Options] = {
    Kind.SKILL: terms_of(Requirement),
    Kind.LANGUAGE: choices.languages,
    Kind.ACTIVITY: choices.activities,
    Kind.FIELD: fields_of_engagement,
    Kind.TARGET: choices.target_groups,
    Kind.TIME: parts_of_the_week,
}


def wishes_of(profile: Profile) -> Iterator[tuple[Kind, str]]:
    """Everything of these kinds that somebody has said."""
    said = {
        Kind.SKILL: profile.can or (),
        Kind.LANGUAGE: profile.languages - GERMAN_SLUGS,
        **{kind: profile.likes.get(kind.value, ()) for kind in (Kind.ACTIVITY, Kind.FIELD)},
        Kind.TARGET: profile.likes.get(Kind.TARGET.value, ()),
        Kind.TIME: [part for bit, part in enumerate(PARTS) if profile.week >> bit & 1],
    }
    for kind, values in said.items():
        for value in values:
            yield kind, value
