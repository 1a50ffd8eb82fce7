"""The places that can be named in the search field, with the association's own first."""

from collections.abc import Iterator
from statistics import fmean

from django.db.models import Avg, Count

from core.content_version import kept
from core.geo.places import KnownPlace, PlaceIndex, name_key
from core.geo.postcodes import postcode_areas
from municipalities.models import Municipality
from opportunities.models.pages import OpportunityPage

# A town of the association lies within 10 km of its centre (Lünen, Selm and Werne are 8 to 9 km
# across); for a part of town and for a postcode the next ones belong to the neighbourhood.
TOWN_KM = 10
PART_KM = 5
SMALLEST_LARGE_KM2 = 150.0  # a town as large as this reaches further
LARGE_TOWN_KM = 25
MOST_PARTS = 5_000


@kept
def place_names() -> PlaceIndex:
    """Towns of the association, parts of them, and towns where offers are; then all of Germany."""
    return PlaceIndex(_own_places())


def _own_places() -> Iterator[KnownPlace]:
    towns = list(Municipality.objects.defer("boundary"))
    for town in towns:
        if town.latitude is not None and town.longitude is not None:
            is_large = (town.area_km2 or 0) >= SMALLEST_LARGE_KM2
            yield KnownPlace(
                name=town.name,
                latitude=town.latitude,
                longitude=town.longitude,
                radius_km=LARGE_TOWN_KM if is_large else TOWN_KM,
            )
    elsewhere = PlaceIndex([])
    centres = {name_key(town.name): town for town in towns if town.latitude is not None}
    for city, locality, latitude, longitude in _parts_with_offers():
        known = centres.get(name_key(city)) or elsewhere.exactly(name_key(city))
        if latitude is None or longitude is None:
            known = elsewhere.exactly(name_key(f"{city} {locality}")) or known
            latitude, longitude = (known.latitude, known.longitude) if known else (None, None)
        if latitude is not None and longitude is not None:
            yield _part(city, locality, latitude, longitude)
    for city, locality, latitude, longitude in _parts_with_postcodes([t.name for t in towns]):
        yield _part(city, locality, latitude, longitude)


def _part(city: str, locality: str, latitude: float, longitude: float) -> KnownPlace:
    """A part of a town; "Brambauer" means it as well as "Lünen-Brambauer" does."""
    return KnownPlace(
        name=f"{city}-{locality}",
        latitude=latitude,
        longitude=longitude,
        radius_km=PART_KM,
        other_names=(locality,),
    )


def _parts_with_offers() -> Iterator[tuple[str, str, float | None, float | None]]:
    """Parts of towns in which something is open, those with the most offers first."""
    rows = (
        OpportunityPage.objects.open()
        .public()
        .filter(address_hidden=False)
        .exclude(locality="")
        .exclude(city="")
        .order_by()
        .values_list("city", "locality")
        .annotate(
            offers=Count("pk"),
            latitude_=Avg("latitude"),
            longitude_=Avg("longitude"),
        )
        .order_by("-offers", "city", "locality")[:MOST_PARTS]
    )
    for city, locality, _offers, latitude, longitude in rows:
        yield city, locality, latitude, longitude


def _parts_with_postcodes(towns: list[str]) -> Iterator[tuple[str, str, float, float]]:
    """`Hamburg Eppendorf`: parts of the association's towns that the list of postcodes names."""
    starts = {f"{town} " for town in towns}
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for areas in postcode_areas().values():
        for area in areas:
            town = next((start for start in starts if area.place.startswith(start)), None)
            if town:
                found.setdefault((town.strip(), area.place[len(town) :]), []).append(
                    (area.latitude, area.longitude)
                )
    for (town, locality), points in found.items():
        yield (
            town,
            locality,
            fmean(latitude for latitude, _ in points),
            fmean(longitude for _, longitude in points),
        )
