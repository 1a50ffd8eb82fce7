"""How well people fit the open offers of the organisations that come, by the matching's engine."""

from collections.abc import Sequence

import numpy as np
from django.http import QueryDict

from matching.engine import Profile, rate
from matching.models import SpeedDatingGuest, SpeedDatingTable
from matching.profiles.parameters import ProfileParameters
from matching.speeddating.meetings import Fit
from matching.speeddating.wishes import fits
from opportunities.catalogue import catalogue


def profiles_of(guest: SpeedDatingGuest) -> list[Profile]:
    """What was written down for this event, and the matching profile if it may be used."""
    said = Profile(
        likes={
            "bereich": frozenset(term.slug for term in guest.fields.all()),
            "taetigkeit": frozenset(term.slug for term in guest.activities.all()),
        },
        words=guest.wishes,
    )
    found = [said] if guest.said else []
    if query := _kept_answers(guest):
        found.append(ProfileParameters(QueryDict(query)).profile)
    return found


def _kept_answers(guest: SpeedDatingGuest) -> str:
    """Those of the matching profile, if the person wants it used here and still keeps it."""
    if not guest.uses_profile or guest.volunteer is None:
        return ""
    profile = getattr(guest.volunteer, "matching_profile", None)
    return profile.query if profile else ""


def fits_of(guests: Sequence[SpeedDatingGuest], tables: Sequence[SpeedDatingTable]) -> Fit:
    """The matrix guests x tables: what the tables look for, or their best open offer if better.

    Who has only a matching profile is judged by it alone.
    """
    found = fits(guests, tables)
    if not tables:
        return found
    offers = catalogue()
    pages = np.array([table.organisation.page_id or -1 for table in tables])
    is_of = offers.columns.organisation[None, :] == pages[:, None]  # (tables, offers)
    for row, guest in enumerate(guests):
        for profile in profiles_of(guest):
            rated = rate(offers, profile)
            scores = np.where(rated.fits, rated.scores, 0.0)
            best = np.where(is_of, scores[None, :], 0.0).max(axis=1, initial=0.0)
            found[row] = np.maximum(found[row], best) if guest.said else best
    return found
