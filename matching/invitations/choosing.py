"""Who may be invited to an offer, and whom it suits best."""

import datetime as dt
from collections.abc import Collection
from typing import Final, NamedTuple

import numpy as np
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from matching.engine import Profile, rate, sentence, suggest, ties
from matching.models import MatchingProfile
from matching.reach.measuring import people_reached
from matching.reach.people import people
from opportunities.applications.age import age_on
from opportunities.catalogue import Catalogue, catalogue
from opportunities.models import Application, OpportunityPage
from organisations.models import Membership

LIMITED_FOR: Final = dt.timedelta(days=30)
LOOKED_AT: Final = 1_000  # people at most, drawn by lot where there are more


class Candidate(NamedTuple):
    """Somebody whom an offer suits."""

    profile: int  # key of the `MatchingProfile`
    reason: str  # one sentence, as the mail says it


def who_fits(offer: OpportunityPage, *, most: int, now: dt.datetime) -> list[Candidate]:
    """The `most` people who may be asked and whom the offer suits best, best first.

    Among equals the lot decides, another one each day.
    """
    today = timezone.localdate(now)
    possible = people_reached(offer) & may_be_invited(None, offer, now)
    snapshot, everybody = catalogue(), people()
    keys = everybody.keys[np.isin(everybody.keys, list(possible))]
    drawn = ties.lots(keys, ties.seed(today, f"offer {offer.pk}"))
    row = snapshot.row_of(offer.pk)
    if row is None:
        return []
    rated = [
        (float(rate(snapshot, everybody.profile_of(key)).scores[row]), key)
        for key in keys[np.argsort(drawn)][:LOOKED_AT].tolist()
    ]
    # Sorting is stable: among equals the order drawn above stays.
    best = sorted(rated, key=lambda one: -one[0])[:most]
    return [
        Candidate(key, _why(snapshot, everybody.profile_of(key), offer, today))
        for score, key in best
        if score > 0
    ]


def may_be_invited(
    among: Collection[int] | None, offer: OpportunityPage, now: dt.datetime
) -> set[int]:
    """Keys of the profiles (all, or those of `among`) whose people may be asked for this offer now.

    They have agreed to be asked, can be reached, have had nothing to do with the offer yet, do
    not belong to the organisation themselves, and were not asked too often of late.
    """
    profiles = _willing(offer)
    if among is not None:
        profiles = profiles.filter(pk__in=among)
    lately = Count("invitations", filter=Q(invitations__created_at__gt=now - LIMITED_FOR))
    rows = profiles.annotate(lately=lately).filter(lately__lt=settings.INVITATIONS_A_MONTH)
    today, minimum = timezone.localdate(now), offer.minimum_age or 0
    return {
        key
        for key, born_on in rows.values_list("pk", "volunteer__born_on")
        if born_on is None or age_on(today, born_on) >= minimum
    }


def _why(snapshot: Catalogue, profile: Profile, offer: OpportunityPage, today: dt.date) -> str:
    found = suggest(snapshot, profile, day=today).of(offer.pk)
    return capfirst(sentence(found.reasons)) if found else ""


def _willing(offer: OpportunityPage) -> "QuerySet[MatchingProfile]":
    applied = Application.objects.filter(opportunity=offer, volunteer__user__isnull=False)
    colleagues = Membership.objects.filter(organisation__page=offer.organisation_id)
    return (
        MatchingProfile.objects.filter(may_be_invited=True, volunteer__user__is_active=True)
        .exclude(volunteer__email="")
        .exclude(pk__in=offer.invitations.values("profile"))
        .exclude(feedback__opportunity=offer)  # "does not suit me"
        .exclude(volunteer__user__in=applied.values("volunteer__user"))
        .exclude(volunteer__user__in=colleagues.values("user"))
    )
