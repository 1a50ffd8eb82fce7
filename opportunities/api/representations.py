"""What the API says of an opportunity."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, Field

from core.api.paging import ResultPage
from core.api.representations import TermReference, WeekdayName, Whereabout
from core.api.words import later as _
from municipalities.api import TownReference

CLOCK = r"^\d\d:\d\d$"
RhythmName = Literal["weekly", "fortnightly", "monthly"]


class OrganisationReference(BaseModel):
    """The organisation that offers it, in short."""

    id: int = Field(description=_("never changes"))
    name: str
    url: str = Field(description=_("its page for people"))


class Slot(BaseModel):
    """A time that comes round."""

    weekday: WeekdayName
    starts_at: str | None = Field(description=_("as in 15:00, Europe/Berlin"), pattern=CLOCK)
    ends_at: str | None = Field(description=_("as in 17:00, Europe/Berlin"), pattern=CLOCK)
    rhythm: RhythmName


class SingleDate(BaseModel):
    """One single date."""

    date: dt.date
    starts_at: str | None = Field(description=_("as in 15:00, Europe/Berlin"), pattern=CLOCK)
    ends_at: str | None = Field(description=_("as in 17:00, Europe/Berlin"), pattern=CLOCK)


class Opportunity(BaseModel):
    """Something that volunteers can do."""

    id: int = Field(description=_("never changes"))
    url: str = Field(description=_("its page for people, where one also finds whom to ask"))
    title: str
    summary: str = Field(description=_("one or two sentences"))
    description: str = Field(description=_("HTML with p, h3, ul, ol, li, b, i, a and br only"))
    state: Literal["open", "full"] = Field(description=_("full: all places are taken"))
    organisation: OrganisationReference | None
    town: TownReference | None = Field(description=_("the town that answers for it"))

    fields: list[TermReference] = Field(description=_("fields of engagement"))
    target_groups: list[TermReference] = Field(description=_("for whom"))
    activities: list[TermReference] = Field(description=_("what one does"))

    whereabouts: Literal["on_site", "online", "both"]
    place: Whereabout | None = Field(description=_("null: online, or not said"))
    is_address_hidden: bool = Field(
        description=_("the exact address is secret; then only the town is given")
    )
    public_transport: str = Field(description=_("nearest stop and line"))
    distance_km: float | None = Field(
        description=_("from the place of the search (wo); null without one")
    )

    time_model: Literal["once", "regular", "project", "flexible", "standby"]
    hours_per_week: float | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    open_until: dt.date | None = Field(
        description=_("last day on which it is open; null: until it is taken back")
    )
    times_in_words: list[str] = Field(description=_("when it is, in German sentences"))
    time_note: str = Field(description=_("what else there is to say about the time"))
    slots: list[Slot] = Field(description=_("times that come round"))
    dates: list[SingleDate] = Field(description=_("single dates"))

    requirements: list[TermReference] = Field(description=_("what one has to bring along"))
    requirements_note: str
    minimum_age: int | None = Field(description=_("in years"))
    german_level: Literal["none", "basic", "good", "fluent"] | None = Field(
        description=_("how much German is needed: none, A2, B1, C1; null: not said")
    )
    languages: list[TermReference] = Field(
        description=_("languages that help; slugs are language tags in lower case")
    )

    has_insurance: bool
    reimburses_expenses: bool
    offers_training: bool
    gives_certificate: bool
    counts_for_card: bool = Field(description=_("counts for the Ehrenamtskarte"))
    is_step_free: bool
    has_accessible_toilet: bool
    has_hearing_loop: bool
    uses_plain_language: bool

    places_wanted: int | None = Field(description=_("people wanted; null: any number"))
    places_left: int | None = Field(description=_("people still wanted; null: any number"))
    suits_groups: bool

    freinet_id: str | None = Field(
        description=_("number in the Freinet export it came from; null if it came from none")
    )
    published_at: dt.datetime | None = Field(description=_("first published"))
    last_modified: dt.datetime | None = Field(description=_("last published"))


class Contact(BaseModel):
    """Whom to ask, as its page shows it."""

    name: str
    email: str
    phone: str


class OpportunityDetail(Opportunity):
    """An opportunity with whom to ask."""

    contact: Contact | None


class OpportunityPageOfResults(ResultPage[Opportunity]):
    """One page of a search."""

    title: str = Field(description=_("the search in words"))
    hints: Mapping[str, str] = Field(
        description=_("parameters that could not be followed, each with the reason in German")
    )
    suggestion: str | None = Field(description=_("how misspelt words may have been meant"))
    counts: Mapping[str, Mapping[str, int]] | None = Field(
        description=_("how many would remain for each value of each filter; only with zaehlen=1")
    )


class OpportunitiesOfOrganisation(ResultPage[Opportunity]):
    """One page of an organisation's open opportunities."""
