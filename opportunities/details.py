"""An opportunity's own page in words: what its template shows, ready to be shown."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.icons import FALLBACK, field_icon, icon
from core.models import SpokenLanguage
from core.models.places import PublicPlace
from opportunities.badges import Badge, badges
from opportunities.enums import OpportunityState, Whereabouts
from opportunities.models import OpportunityPage
from opportunities.placewords import place_in_words
from opportunities.states import TAKING_PEOPLE
from opportunities.timewords import day_in_words, times_in_words, times_of

Words = Mapping[str, tuple[Any, str]]  # by field: lazy text, symbol

# The yes/no fields by what they tell, each with its words and symbol.
GIVES: Words = {
    "has_insurance": (_("You are insured"), "shield"),
    "reimburses_expenses": (_("Expenses are reimbursed"), "coins"),
    "offers_training": (_("There is training"), "training"),
    "gives_certificate": (_("You get a certificate"), "certificate"),
    "counts_for_card": (_("Counts for the Ehrenamtskarte"), "card"),
}
ACCESS: Words = {
    "is_step_free": (_("Step-free access"), "stepfree"),
    "has_accessible_toilet": (_("Accessible toilet"), "toilet"),
    "has_hearing_loop": (_("Hearing loop"), "ear"),
    "uses_plain_language": (_("Explained in plain language"), "plain"),
}


class Point(NamedTuple):
    label: str
    icon: SafeString


@dataclass(frozen=True, kw_only=True)
class OpportunityDetails:
    badges: list[Badge]
    times: list[str]
    open_until: str
    has_dates: bool  # that a calendar can show
    place: PublicPlace | None  # None if it is online only
    place_words: str
    people: str
    gives: list[Point]
    access: list[Point]
    brings: list[str]
    languages: list[SpokenLanguage]
    fields: list[str]
    target_groups: list[str]
    activities: list[str]
    field_icon: SafeString
    can_apply: bool  # full: for the waiting list
    has_contact: bool
    mail_link: str


def opportunity_details(
    page: OpportunityPage, state: OpportunityState, *, today: dt.date | None = None
) -> OpportunityDetails:
    """The words for `page`, whose `state` is known already."""
    today = today or timezone.localdate()
    fields = list(page.engagement_fields.all())
    times = times_of(page, page.slots.all(), page.dates.all())
    return OpportunityDetails(
        # The state is told in a sentence of its own.
        badges=badges(page, OpportunityState.OPEN) if state == OpportunityState.OPEN else [],
        times=[capfirst(line) for line in times_in_words(times, today=today)],
        open_until=day_in_words(page.closes_on) if page.closes_on else "",
        has_dates=bool(times.slots or times.dates),
        place=page.public_place if page.whereabouts != Whereabouts.ONLINE else None,
        place_words=place_in_words(
            page.whereabouts, page.public_place, page.municipality and page.municipality.name
        ),
        people=_people(page, state),
        gives=_points(page, GIVES),
        access=_points(page, ACCESS),
        brings=_brings(page),
        languages=list(page.languages.all()),
        fields=[field.label for field in fields],
        target_groups=[group.label for group in page.target_groups.all()],
        activities=[activity.label for activity in page.activities.all()],
        field_icon=field_icon(fields[0].icon if fields else FALLBACK),
        can_apply=page.takes_applications and state in TAKING_PEOPLE,
        has_contact=bool(page.contact_name or page.contact_email or page.contact_phone),
        mail_link=f"mailto:{page.contact_email}?subject={quote(page.title)}",
    )


def _points(page: OpportunityPage, fields: Words) -> list[Point]:
    return [
        Point(str(label), icon(symbol))
        for name, (label, symbol) in fields.items()
        if getattr(page, name)
    ]


def _brings(page: OpportunityPage) -> list[str]:
    found = [requirement.label for requirement in page.requirements.all()]
    if page.minimum_age:
        found.append(gettext("At least %(age)d years old") % {"age": page.minimum_age})
    if page.german_level:
        found.append(gettext("German: %(level)s") % {"level": page.get_german_level_display()})
    if page.requirements_note:
        found.append(page.requirements_note)
    return found


def _people(page: OpportunityPage, state: OpportunityState) -> str:
    if state == OpportunityState.EXPIRED:
        return ""
    left = page.places_left
    if state == OpportunityState.FULL:
        return gettext("All places are taken.")
    groups = gettext("Groups are welcome.") if page.suits_groups else ""
    if left is None:
        return groups
    wanted = ngettext("%(number)d person is wanted.", "%(number)d people are wanted.", left)
    return f"{wanted % {'number': left}} {groups}".rstrip()
