"""Which town an application goes to: where somebody lives, else where they volunteer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from core.geo.postcodes import places_with
from ehrenamtskarte.enums import CardType
from ehrenamtskarte.models import CardApplication
from ehrenamtskarte.rules import rules_in_force
from municipalities.models import Municipality


@dataclass(frozen=True)
class Choice:
    """The towns that an address leaves to choose from."""

    at_home: tuple[Municipality, ...]  # that carry the postcode
    elsewhere: tuple[Municipality, ...]  # that give their card also to who only volunteers there

    @property
    def only(self) -> Municipality | None:
        """The one town that follows from the address, if there is just one."""
        return self.at_home[0] if len(self.at_home) == 1 else None

    @property
    def towns(self) -> tuple[Municipality, ...]:
        """What can be chosen; whoever lives in a town of the association applies there."""
        return self.at_home or self.elsewhere


def choice_for(postcode: str, *, card_type: CardType = CardType.STANDARD) -> Choice:
    """The towns that come into question for somebody who lives at `postcode`."""
    towns = list(Municipality.objects.order_by("name"))
    rules = rules_in_force(towns, timezone.localdate(), card_type)
    at_home = {town.pk for town in carrying(postcode, towns)}
    return Choice(
        at_home=tuple(
            rule.municipality
            for rule in rules
            if rule.municipality and rule.municipality.pk in at_home
        ),
        elsewhere=tuple(
            rule.municipality for rule in rules if rule.municipality and rule.for_active
        ),
    )


def carrying(postcode: str, towns: Iterable[Municipality]) -> list[Municipality]:
    """Those of `towns` in which there are addresses with this postcode."""
    places = {(area.place, area.district_code) for area in places_with(postcode)}
    return [town for town in towns if any(_is_of(town, place, code) for place, code in places)]


def is_in_town(application: CardApplication) -> bool | None:
    """Whether the applicant lives in the town; None where the postcode leaves it open."""
    town = application.municipality
    if town is None or not application.postcode:
        return None
    places = places_with(application.postcode)
    if not places:
        return None
    here = [area for area in places if _is_of(town, area.place, area.district_code)]
    if not here:
        return False
    if len(here) == len(places) or _same(application.city, town.name):
        return True
    return None


def _is_of(town: Municipality, place: str, district_code: str) -> bool:
    # A district code is the first five digits of the municipality's key.
    return town.ags.startswith(district_code) and _same(place, town.name)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
