"""What follows from a place's address and opening hours, so that nobody has to type it."""

from collections.abc import Mapping

from core.content_version import kept
from core.geo.places import name_key
from core.geo.postcodes import places_with
from municipalities.models import Municipality
from partners.hours_reading import read_opening_hours
from partners.models import PartnerBranch

DISTRICT = 5  # digits of an AGS that name the district


def follow_address(branch: PartnerBranch) -> None:
    """Set the town of the association and the times that a clock can follow."""
    branch.municipality_id = town_at(postcode=branch.postcode, city=branch.city)
    branch.opening_times = read_opening_hours(branch.opening_hours)


def town_at(*, postcode: str, city: str) -> int | None:
    """The primary key of the association's town at an address; None outside of it."""
    key = name_key(city)
    towns = _towns()
    if key in towns:
        return towns[key][0]
    for area in places_with(postcode):
        known = towns.get(name_key(area.place))
        if known and known[1] == area.district_code:
            return known[0]
    return None


@kept
def _towns() -> Mapping[str, tuple[int, str]]:
    """Primary key and district by name."""
    rows = Municipality.objects.values_list("pk", "name", "ags")
    return {name_key(name): (pk, ags[:DISTRICT]) for pk, name, ags in rows}
