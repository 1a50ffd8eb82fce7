"""A shop and what it gives to holders of the card, in the words of schema.org."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.structured_data import without_empty
from partners.hours import DAY, HOLIDAY

if TYPE_CHECKING:
    from partners.models import Benefit, PartnerBranch, PartnerPage

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local_business(page: "PartnerPage", request: HttpRequest) -> dict[str, Any]:
    """A `LocalBusiness` with an `Offer` for each benefit; of several places each by itself."""
    today = timezone.localdate()
    record = getattr(page, "record", None)  # none in the preview of what was never published
    benefits = record.benefits.current().on_day(today) if record else []
    branches = list(page.branches.all())
    return without_empty(
        {
            "@type": "LocalBusiness",
            "@id": page.get_full_url(request),
            "url": page.get_full_url(request),
            "name": page.title,
            "description": page.intro,
            "sameAs": page.website,
            "telephone": page.public_phone,
            "email": page.public_email,
            **(_place(branches[0]) if len(branches) == 1 else {}),
            "location": [{"@type": "Place", **_place(branch)} for branch in branches]
            if len(branches) > 1
            else [],
            "makesOffer": [_offer(benefit, request) for benefit in benefits],
        }
    )


def _place(branch: "PartnerBranch") -> dict[str, Any]:
    place = branch.public_place
    geo = None
    if place.latitude is not None:
        geo = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return without_empty(
        {
            "address": place.as_schema_org() if place else None,
            "geo": geo,
            "openingHoursSpecification": [_hours(*row) for row in branch.opening_times],
        }
    )


def _hours(day: int, opens: int, closes: int) -> dict[str, str]:
    name = "PublicHolidays" if day == HOLIDAY else WEEKDAYS[day]
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{name}",
        "opens": _clock(opens),
        "closes": _clock(closes),
    }


def _clock(minutes: int) -> str:
    # Midnight at the end of a day is 23:59 there, or it would be that of its beginning.
    return "23:59" if minutes == DAY else f"{minutes % DAY // 60:02}:{minutes % 60:02}"


def _offer(benefit: "Benefit", request: HttpRequest) -> dict[str, Any]:
    until: dt.date | None = benefit.valid_until
    return without_empty(
        {
            "@type": "Offer",
            "name": benefit.title,
            "description": benefit.terms,
            "price": str(benefit.price) if benefit.price is not None else "",
            "priceCurrency": "EUR" if benefit.price is not None else "",
            "availabilityStarts": benefit.valid_from and benefit.valid_from.isoformat(),
            "availabilityEnds": until and until.isoformat(),
            "eligibleCustomerType": _("Holders of the Ehrenamtskarte"),
        }
    )
