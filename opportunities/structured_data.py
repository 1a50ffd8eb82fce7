"""An opportunity in the words of schema.org."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from wagtail.rich_text import expand_db_html

from core.structured_data import without_empty
from opportunities.enums import Whereabouts

if TYPE_CHECKING:
    from opportunities.models import OpportunityPage


def job_posting(page: "OpportunityPage", request: HttpRequest) -> dict[str, Any]:
    """A `JobPosting` with `employmentType` VOLUNTEER; a protected address stays out."""
    place = page.public_place
    location: dict[str, Any] | None = None
    if place and page.whereabouts != Whereabouts.ONLINE:
        location = {"@type": "Place", "address": place.as_schema_org()}
        if place.latitude is not None:
            location["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": place.latitude,
                "longitude": place.longitude,
            }
    organisation = page.organisation
    return without_empty(
        {
            "@type": "JobPosting",
            "@id": page.get_full_url(request),
            "url": page.get_full_url(request),
            "title": page.title,
            "description": expand_db_html(page.description) or page.summary or page.title,
            "employmentType": "VOLUNTEER",
            "datePosted": page.first_published_at and page.first_published_at.date().isoformat(),
            "validThrough": page.open_until and page.open_until.isoformat(),
            "hiringOrganization": organisation
            and without_empty(
                {
                    "@type": "NGO",
                    "name": organisation.title,
                    "sameAs": organisation.get_full_url(request),
                }
            ),
            "jobLocation": location,
            "jobLocationType": ("TELECOMMUTE" if page.whereabouts != Whereabouts.ON_SITE else None),
            "applicantLocationRequirements": (
                {"@type": "Country", "name": "DE"}
                if page.whereabouts != Whereabouts.ON_SITE
                else None
            ),
            "totalJobOpenings": page.places_left,
            "directApply": False,
        }
    )
