"""What "does not fit, because …" changes: each reason has an effect, told in words, taken back
by taking back the answer.

The effect is worked out anew each time from the offer that did not fit, so there is nothing to
undo but the answer itself. It lasts as long as that offer is open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.choices import terms_of
from core.models import Requirement
from matching.engine.components import Column
from matching.engine.profile import Profile
from matching.engine.similar import likeness
from matching.enums import NoFit
from matching.profiles import choices
from matching.profiles.remembered import NoFitAnswer
from opportunities.catalogue import Catalogue
from opportunities.catalogue.bitmaps import WORD, members
from opportunities.catalogue.facets import CAN_GET, HOURS, MUST_BRING, RADII_KM

WHOLE_WEEK = (1 << 21) - 1
MOST_PARTS = 7  # of the week; an offer on more of them is on any day
LOWERED = 0.6  # of its score what is quite like "not my thing" loses
SMALLEST_RADIUS_KM = 1

_requirements = terms_of(Requirement)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one answer has changed."""

    key: int
    reason: NoFit
    effect: str  # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A profile with what its owner's answers to suggestions have taught."""

    profile: Profile
    without: frozenset[int]  # offers that are not suggested again
    lowering: Column | None  # what each row's score is multiplied with; None: nothing is lowered
    lessons: tuple[Lesson, ...]  # the newest first


def taught(catalogue: Catalogue, profile: Profile, answers: Sequence[NoFitAnswer]) -> Taught:
    """`profile` as `answers` have changed it, and what is left out because of them."""
    teaching = _Teaching(catalogue, profile)
    lessons = [Lesson(one.key, one.reason, teaching.learn(one)) for one in answers]
    return Taught(
        profile=teaching.profile,
        without=frozenset(teaching.without),
        lowering=teaching.lowering,
        lessons=tuple(reversed(lessons)),
    )


def reasons_for(catalogue: Catalogue, profile: Profile, key: int) -> list[NoFit]:
    """For which reasons the offer with this key may not fit: those for which it gives cause."""
    row = catalogue.row_of(key)
    if row is None:
        return []
    gives_cause = {
        NoFit.TOO_FAR: (_km(catalogue, profile, row) or 0) > SMALLEST_RADIUS_KM,
        NoFit.WRONG_TIME: bool(_named_times(catalogue, row)),
        NoFit.TOO_MUCH: _hours(catalogue, row) > min(HOURS),
        NoFit.CANNOT: bool(catalogue.columns.german[row]) or bool(_required(catalogue, row)),
    }
    return [reason for reason in NoFit if gives_cause.get(reason, True)]


def _km(catalogue: Catalogue, profile: Profile, row: int) -> float | None:
    """How far away it is, if both ends are known."""
    return catalogue.around(profile.near).km(row) if profile.near else None


def _named_times(catalogue: Catalogue, row: int) -> int:
    """The parts of the week that it names, as bits; 0 if it is on almost any day.

    "Vormittags" somewhere in its text is no time of which one could say that it does not fit.
    """
    takes = int(catalogue.columns.week[row])
    names_no_day = all(takes >> 3 * day & 0b111 for day in range(7))
    if takes.bit_count() > MOST_PARTS or (names_no_day and catalogue.columns.week_is_read[row]):
        return 0
    return takes


def _hours(catalogue: Catalogue, row: int) -> float:
    """How many hours a week it takes; 0 if it does not say."""
    return int(catalogue.columns.half_hours[row]) / 2


def _required(catalogue: Catalogue, row: int) -> dict[str, int]:
    """What it asks for, each with the row of its bits."""
    layout, bits = catalogue.layout, catalogue.bits
    return {
        slug: number
        for facet in (MUST_BRING, CAN_GET)
        for slug, number in layout.all_rows.get(facet, {}).items()
        if int(bits[number][row // WORD]) >> row % WORD & 1
    }


class _Teaching:
    """A profile while it learns."""

    def __init__(self, catalogue: Catalogue, profile: Profile) -> None:
        self.profile = profile
        self.without: set[int] = set()
        self.lowering: Column | None = None
        self._catalogue = catalogue

    def learn(self, answer: NoFitAnswer) -> str:
        """Take the answer over; returns what that changes, in a sentence."""
        self.without.add(answer.key)
        row = self._catalogue.row_of(answer.key)
        effect = self._EFFECTS.get(answer.reason)
        said = effect(self, row) if effect and row is not None else ""
        return said or _("We don’t suggest this one again; nothing else changes.")

    def _too_far(self, row: int) -> str:
        near = self.profile.near
        if near is None:
            return _("We don’t suggest it again. Tell us where you set out, and we look nearby.")
        km = _km(self._catalogue, self.profile, row)
        if km is None or km <= SMALLEST_RADIUS_KM:
            return ""
        fitting = (radius for radius in RADII_KM if radius < km)
        radius = float(max(fitting, default=SMALLEST_RADIUS_KM))
        if near.radius_km is None or radius < near.radius_km:
            self.profile = replace(self.profile, near=near._replace(radius_km=radius))
        return _("You see only what is at most {radius} km away, or can be done from home.").format(
            radius=number_format(radius, 0)
        )

    def _wrong_time(self, row: int) -> str:
        takes = _named_times(self._catalogue, row)
        left = (self.profile.week or WHOLE_WEEK) & ~takes
        if not takes or not left:
            return ""
        self.profile = replace(self.profile, week=left)
        parts = enumerate(choices.PARTS_OF_THE_WEEK)
        times = choices.week_in_words([part for bit, part in parts if takes >> bit & 1])
        return _("You see nothing more that is only at this time: {times}.").format(
            times=", ".join(times)
        )

    def _too_much(self, row: int) -> str:
        hours = _hours(self._catalogue, row)
        most = max((one for one in HOURS if one < hours), default=None)
        if most is None:
            return ""
        if self.profile.hours is None or most < self.profile.hours:
            self.profile = replace(self.profile, hours=most)
        return ngettext(
            "You see nothing more that asks for more than {hours} hour a week.",
            "You see nothing more that asks for more than {hours} hours a week.",
            most,
        ).format(hours=most)

    def _not_my_thing(self, row: int) -> str:
        factors = 1 - np.float32(LOWERED) * likeness(self._catalogue, row)
        self.lowering = factors if self.lowering is None else self.lowering * factors
        return _("What is like it stands further down from now on.")

    def _cannot(self, row: int) -> str:
        has = self.profile.can or ()
        required = _required(self._catalogue, row)
        needed = {slug: number for slug, number in required.items() if slug not in has}
        if not needed:
            return ""
        for number in needed.values():
            rows = members(self._catalogue.bits[number] & self._catalogue.alive)
            self.without.update(self._catalogue.columns.keys[rows].tolist())
        return _("You see nothing more that asks for this: {requirements}.").format(
            requirements=", ".join(self._labels(needed))
        )

    @staticmethod
    def _labels(slugs: Iterable[str]) -> list[str]:
        known = _requirements()
        return [known[slug].label if slug in known else slug for slug in slugs]

    _EFFECTS = {
        NoFit.TOO_FAR: _too_far,
        NoFit.WRONG_TIME: _wrong_time,
        NoFit.TOO_MUCH: _too_much,
        NoFit.NOT_MY_THING: _not_my_thing,
        NoFit.CANNOT: _cannot,
    }
