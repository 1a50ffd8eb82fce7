"""How well a person's matching profile fits the open offers of the organisations that come."""

from collections.abc import Sequence

import numpy as np
from django.http import QueryDict

from matching.engine import rate
from matching.models import SpeedDatingGuest, SpeedDatingTable
from matching.profiles.parameters import ProfileParameters
from matching.speeddating.choosing import Fit
from matching.speeddating.wishes import fits
from opportunities.catalogue import catalogue


def profile_of(guest: SpeedDatingGuest) -> str | None:
    """The person's answers, if they agreed and want them used here, and still keep them."""
    if not guest.uses_profile or guest.volunteer is None:
        return None
    profile = getattr(guest.volunteer, "matching_profile", None)
    return profile.query if profile else None


def fits_of(guests: Sequence[SpeedDatingGuest], tables: Sequence[SpeedDatingTable]) -> Fit:
    """The matrix guests x tables: by what was written for this event, or the profile if better.

    An organisation's best offer counts. Who has only a profile is judged by it alone.
    """
    found = fits(guests, tables)
    asked = {row: query for row, guest in enumerate(guests) if (query := profile_of(guest))}
    if not asked or not tables:
        return found
    offers = catalogue()
    # Rows of offers by organisation's page, once for all guests.
    pages = np.array([table.organisation.page_id or -1 for table in tables])
    is_of = offers.columns.organisation[None, :] == pages[:, None]
    for row, query in asked.items():
        rated = rate(offers, ProfileParameters(QueryDict(query)).profile)
        scores = np.where(rated.fits, rated.scores, 0.0)
        best = np.where(is_of, scores[None, :], 0.0).max(axis=1, initial=0.0)
        found[row] = np.maximum(found[row], best) if _has_said(guests[row]) else best
    return found


def _has_said(guest: SpeedDatingGuest) -> bool:
    return bool(guest.wishes or guest.fields.all() or guest.activities.all())
