"""The association's towns as open data."""

from django.http import HttpRequest
from pydantic import BaseModel, Field

from core.api.representations import WEEKDAY_NAMES, WeekdayName, full_addresses
from core.api.routing import OpenRouter, first_or_404
from core.api.words import later as _
from municipalities.models import Municipality, MunicipalityPage

router = OpenRouter(tag=_("Towns"))


class TownReference(BaseModel):
    """A town in short."""

    slug: str = Field(description=_("as in addresses; the value of the filter ort"))
    name: str = Field(description=_("what it is called"))
    ags: str = Field(description=_("Amtlicher Gemeindeschlüssel, eight digits"))


class Opening(BaseModel):
    """A span on one weekday during which the desk is open."""

    weekday: WeekdayName
    opens_at: str = Field(description=_("as in 09:00, Europe/Berlin"), pattern=r"^\d\d:\d\d$")
    closes_at: str = Field(description=_("as in 12:30, Europe/Berlin"), pattern=r"^\d\d:\d\d$")


class ContactDesk(BaseModel):
    """Where citizens of the town ask."""

    name: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    note: str = Field(description=_("what one should know before going there"))
    opening_hours: list[Opening]


class Town(TownReference):
    """A town of the association."""

    url: str = Field(description=_("its page for people"))
    district: str = Field(description=_("the district (Kreis)"))
    population: int | None = Field(description=_("inhabitants"))
    area_km2: float | None = Field(description=_("area in square kilometres"))
    website: str = Field(description=_("the town's own web site"))
    latitude: float | None = Field(description=_("degrees, WGS 84"))
    longitude: float | None = Field(description=_("degrees, WGS 84"))
    contact_desk: ContactDesk = Field(description=_("where citizens ask"))


@router.json(
    "",
    "towns",
    list[Town],
    summary=_("All towns"),
    description=_("The towns of the association with their contact desks, by name."),
)
def towns(request: HttpRequest) -> list[Town]:
    return _read(request)


@router.json(
    "/{slug:slug}",
    "town",
    Town,
    summary=_("One town"),
    description=_("A town by its slug."),
)
def town(request: HttpRequest, slug: str) -> Town:
    return first_or_404(_read(request, slug=slug))


def town_reference(town: Municipality) -> TownReference:
    return TownReference(slug=town.slug, name=town.name, ags=town.ags)


def _read(request: HttpRequest, **which: str) -> list[Town]:
    """Towns whose page is public; one that is still being prepared is nobody's business."""
    address_of = full_addresses(request)
    pages = {
        page.municipality_id: address_of(page)
        for page in MunicipalityPage.objects.live().public().only("url_path", "municipality")
    }
    found = Municipality.objects.filter(pk__in=pages, **which).prefetch_related("opening_hours")
    return [_town(one, pages[one.pk]) for one in found.defer("boundary")]


def _town(town: Municipality, url: str) -> Town:
    return Town(
        slug=town.slug,
        name=town.name,
        ags=town.ags,
        url=url,
        district=town.district,
        population=town.population,
        area_km2=town.area_km2,
        website=town.website,
        latitude=town.latitude,
        longitude=town.longitude,
        contact_desk=ContactDesk(
            name=town.desk_name,
            street=town.desk_street,
            postcode=town.desk_postcode,
            city=town.desk_city,
            phone=town.desk_phone,
            email=town.desk_email,
            note=town.desk_note,
            opening_hours=[
                Opening(
                    weekday=WEEKDAY_NAMES[span.weekday],
                    opens_at=f"{span.opens_at:%H:%M}",
                    closes_at=f"{span.closes_at:%H:%M}",
                )
                for span in town.opening_hours.all()
            ],
        ),
    )
