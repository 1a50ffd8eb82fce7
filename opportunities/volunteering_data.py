"""An opportunity in the words of the Volunteering and Social Action Ontology.

Its terms are those of https://standard.volunteeringdata.io/ontology/: an activity of an
organisation, with roles (what one does, what it takes) and sessions (where and when). The context
stands inside, so that nobody has to fetch one.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from wagtail.rich_text import get_text_for_indexing

from core.structured_data import without_empty

if TYPE_CHECKING:
    from opportunities.api.representations import Opportunity, SingleDate, Slot

NAMESPACE = "https://ns.volunteeringdata.io/"
_REFERENCE = {"@type": "@id"}
CONTEXT = {
    "@vocab": NAMESPACE,
    "id": "@id",
    "type": "@type",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owltime": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "latitude": {"@type": "xsd:double"},
    "longitude": {"@type": "xsd:double"},
    **dict.fromkeys(
        ("accessibility", "applyLink", "cause", "reward", "time", "website"), _REFERENCE
    ),
}

# The ontology's charitable causes by slugs of the lists this project brings along; what has no
# true counterpart there, or was added by the association, has none here.
CAUSES_OF_FIELDS = {
    "sport": ["SportOutdoorActivities"],
    "kultur-musik": ["ArtsAndCulture"],
    "soziales": ["Care"],
    "schule-kita": ["EducationLanguages"],
    "kirche-religion": ["ReligionFaith"],
    "freizeit": ["Community"],
    "umwelt-tiere": ["Environment"],
    "jugend-bildung": ["EducationLanguages"],
    "rettung-feuerwehr": ["DevelopmentEmergencyRelief"],
    "gesundheit": ["Health"],
    "justiz": ["CrimeSafety"],
    "wohnort": ["LocalCommunity"],
}
CAUSES_OF_TARGET_GROUPS = {
    "kinder": ["YouthAndChildren"],
    "jugendliche": ["YouthAndChildren"],
    "seniorinnen": ["OlderPeople"],
    "familien": ["Families"],
    "gefluechtete": ["RefugeesAsylumSeekers"],
    "menschen-mit-behinderung": ["Disability"],
    "menschen-mit-erkrankung": ["Illness"],
    "wohnungslose-und-von-armut-betroffene": ["Housing", "AntiPoverty"],
    "suchtkranke": ["SubstanceAbuse"],
    "straffaellige": ["OffendersAndExOffenders"],
    "tiere": ["AnimalWelfare"],
}
# Parts of a day as the ontology cuts it: from, until (hours), name.
PARTS_OF_DAY = ((6, 12, "Morning"), (12, 18, "Afternoon"), (18, 24, "Evening"))


def volunteering_activity(offer: "Opportunity") -> dict[str, Any]:
    """An `Activity` with its context; a protected address is not in `offer` in the first place."""
    return {"@context": CONTEXT, **activity(offer)}


def activity(offer: "Opportunity") -> dict[str, Any]:
    """An `Activity` with organisation, role and session embedded."""
    return without_empty(
        {
            "type": "Activity",
            "id": offer.url,
            "title": offer.title,
            "description": _plain(offer),
            "publishStart": offer.published_at and offer.published_at.date().isoformat(),
            "publishEnd": offer.open_until and offer.open_until.isoformat(),
            "cause": _causes(offer),
            "organisation": offer.organisation
            and {
                "type": "Organisation",
                "id": offer.organisation.url,
                "name": offer.organisation.name,
                "website": offer.organisation.url,
            },
            "role": [_role(offer)],
            "session": _sessions(offer),
        }
    )


def _plain(offer: "Opportunity") -> str:
    return get_text_for_indexing(offer.description).strip() or offer.summary


def _role(offer: "Opportunity") -> dict[str, Any]:
    return without_empty(
        {
            "type": "Role",
            "title": offer.title,
            "description": offer.summary,
            "commitment": " ".join(offer.times_in_words),
            "applyLink": offer.url,
            "allowsRemoteParticipation": offer.whereabouts != "on_site",
            "minimumAge": str(offer.minimum_age or ""),
            "accessibility": _terms(_accessibility(offer)),
            "reward": _terms(_rewards(offer)),
        }
    )


def _accessibility(offer: "Opportunity") -> Iterable[str]:
    if offer.is_step_free or offer.has_accessible_toilet or offer.has_hearing_loop:
        yield "BuildingAccessibilityFeatures"
    if offer.public_transport:
        yield "PublicTransportAccess"
    if offer.whereabouts != "on_site":
        yield "RemoteAccessibility"


def _rewards(offer: "Opportunity") -> Iterable[str]:
    if offer.offers_training:
        yield "TrainingProvided"
    if offer.reimburses_expenses:
        yield "ExpensesReimbursed"


def _causes(offer: "Opportunity") -> list[str]:
    fields = (CAUSES_OF_FIELDS.get(term.slug, []) for term in offer.fields)
    groups = (CAUSES_OF_TARGET_GROUPS.get(term.slug, []) for term in offer.target_groups)
    return _terms(cause for causes in (*fields, *groups) for cause in causes)


def _terms(names: Iterable[str]) -> list[str]:
    return [NAMESPACE + name for name in dict.fromkeys(names)]


def _sessions(offer: "Opportunity") -> list[dict[str, Any]]:
    session = without_empty({"location": _locations(offer), "time": _times(offer)})
    return [{"type": "Session", **session}] if session else []


def _locations(offer: "Opportunity") -> list[dict[str, Any]]:
    place = offer.place
    if place is None:
        return []
    town = " ".join(part for part in (place.postcode, place.city) if part)
    location = without_empty(
        {
            "type": "Location",
            "name": place.venue,
            "address": ", ".join(part for part in (place.street, town, "DE") if part),
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    )
    return [location]


def _times(offer: "Opportunity") -> list[Any]:
    periods = _terms(period for slot in offer.slots for period in _periods(slot))
    return [*periods, *(_single(one) for one in offer.dates)]


def _periods(slot: "Slot") -> Iterable[str]:
    """The ontology's parts of the week that a slot touches; none if it does not say when."""
    if slot.starts_at is None:
        return
    start = _hours(slot.starts_at)
    end = _hours(slot.ends_at) if slot.ends_at else start
    for begins, ends, name in PARTS_OF_DAY:
        if start < ends and (end > begins or begins <= start):
            yield slot.weekday.capitalize() + name


def _hours(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) + int(minutes) / 60


def _single(one: "SingleDate") -> dict[str, Any]:
    return without_empty(
        {
            "type": "Time",
            "rdfs:label": f"{one.date:%d.%m.%Y}",
            "owltime:hasBeginning": _instant(one.date, one.starts_at) or _day(one.date),
            "owltime:hasEnd": _instant(one.date, one.ends_at),
        }
    )


def _instant(day: dt.date, clock: str | None) -> dict[str, Any] | None:
    if clock is None:
        return None
    moment = dt.datetime.combine(day, dt.time.fromisoformat(clock), ZoneInfo(settings.TIME_ZONE))
    return {
        "owltime:inXSDDateTimeStamp": {
            "@type": "xsd:dateTimeStamp",
            "@value": moment.isoformat(),
        }
    }


def _day(day: dt.date) -> dict[str, Any]:
    return {"owltime:inXSDDate": {"@type": "xsd:date", "@value": day.isoformat()}}
