"""When and where an offer is, as somebody who is invited reads it: in the words of its card."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst

from core.models.places import PublicPlace
from matching.models import Invitation
from matching.profiles.own import parameters_of
from opportunities.catalogue import catalogue
from opportunities.found_cards import distance_in_words
from opportunities.models import OpportunityPage
from opportunities.placewords import place_in_words
from opportunities.timewords import time_in_words, times_of


@dataclass(frozen=True)
class Facts:
    time: str
    place: str  # with the distance, if the person said where they are


def facts_of(invitation: Invitation, offer: OpportunityPage) -> Facts:
    """Those of the offer, for whoever is invited."""
    times = times_of(offer, offer.slots.all(), offer.dates.all())
    town = offer.municipality.name if offer.municipality else None
    place = place_in_words(offer.whereabouts, PublicPlace(offer), town)
    distance = _distance(invitation, offer)
    return Facts(
        time=capfirst(time_in_words(times, today=timezone.localdate())),
        place=f"{place} ({distance})" if place and distance else place,
    )


def _distance(invitation: Invitation, offer: OpportunityPage) -> str:
    snapshot = catalogue()
    near = parameters_of(invitation.profile).profile.near
    row = snapshot.row_of(offer.pk)
    if near is None or row is None:
        return ""
    kilometres = snapshot.around(near).km(row)
    return "" if kilometres is None else distance_in_words(kilometres)
