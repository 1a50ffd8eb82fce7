"""What the demo says, read from the TOML files in `data/`: one file per organisation."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

DATA = Path(__file__).resolve().parent / "data"

State = Literal["published", "draft", "submitted", "rejected", "scheduled", "unpublished"]


@dataclass(frozen=True, kw_only=True)
class Locality:
    """A part of a town, roughly where its middle is."""

    name: str
    postcode: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Town:
    ags: str
    slug: str
    desk: dict[str, str]
    hours: list[str]
    intro: str
    localities: dict[str, Locality]
    body: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Opportunity:
    """One offer. Lists name entries of the vocabularies by their slugs; days and times as in
    `home.demo.times`; `published` is how many days ago it went on line."""

    title: str
    summary: str
    description: str
    published: int
    fields: list[str]
    activities: list[str]
    groups: list[str] = field(default_factory=list)
    picture: str = ""
    time: str = "flexible"
    hours: float | None = None
    slots: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    starts: str = ""
    ends: str = ""
    closes: str = ""
    time_note: str = ""
    where: str = "on_site"
    place: dict[str, str] = field(default_factory=dict)
    stop: str = ""
    requirements: list[str] = field(default_factory=list)
    requirements_note: str = ""
    minimum_age: int | None = None
    german: str = ""
    languages: list[str] = field(default_factory=list)
    gives: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    wanted: int | None = None
    taken: int = 0
    suits_groups: bool = False
    contact: dict[str, str] = field(default_factory=dict)
    state: State = "published"
    goes_live: str = ""
    comment: str = ""  # why the coordinator sent it back


@dataclass(frozen=True, kw_only=True)
class Organisation:
    slug: str  # the file's name
    town: str
    title: str
    kind: str
    sectors: list[str]
    pitch: str
    why: str
    what: str
    aims: str
    audience: str
    contact: dict[str, str]
    place: dict[str, str]
    published: int
    initials: str = ""  # for the logo; empty: none
    picture: str = ""
    address_hidden: bool = False
    active_in: list[str] = field(default_factory=list)
    founded_in: int | None = None
    languages: list[str] = field(default_factory=lambda: ["de"])
    networks: list[str] = field(default_factory=list)
    website: str = ""
    opportunities: list[Opportunity] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who does something: somebody with a demo login, or somebody without an account."""

    login: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Application(Person):
    """What somebody does with one offer; `steps` are [days ago, what, words]."""

    offer: str  # the slug of its page
    message: str
    steps: list[list[Any]]
    date: str = ""
    people: int = 1
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who was there on one date of an offer, by name."""

    offer: str
    date: str
    hours: float
    there: list[str]


@dataclass(frozen=True, kw_only=True)
class Engagement(Person):
    """What somebody does at an organisation, with their hours and what was signed and noted.

    Days are counted as in `home.demo.times`; hours were done on `weekday`, every so many weeks.
    """

    role: str
    since: str
    organisation: str = ""  # the slug of its page
    named: str = ""  # or the name of one that is not registered
    contact_email: str = ""
    claimed: bool = False  # by the volunteer, and not answered yet
    confirmed_by: str = ""  # the mailbox, where nobody works at a desk
    usual_hours: float | None = None
    weekday: str = ""
    every: int = 1
    hours: float = 0
    first: str = ""
    confirmed: str = ""  # until then
    asked_back: str = ""  # about the newest hours
    corrected: dict[str, Any] = field(default_factory=dict)
    certificate_until: str = ""
    tasks: str = ""
    competences: list[str] = field(default_factory=list)
    thanks: str = ""
    issued: str = ""  # the certificate of good conduct
    renew_in: int | None = None  # days


@dataclass(frozen=True, kw_only=True)
class Interest(Person):
    """Somebody who asked a town's desk where to help; `appointment` is a time of its next day."""

    town: str
    wishes: str
    days_ago: int
    appointment: str = ""
    answer: str = ""
    suggested: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class MatchingProfile:
    """What somebody with a login told the finder and agreed to have kept.

    `answers` are the parameters of its address; `refused` are [slug of an offer, reason].
    """

    login: str
    days_ago: int
    answers: dict[str, str | list[str]]
    may_be_invited: bool = False
    refused: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SavedSearch:
    """What somebody with a login is told of: a search of the list, or what suits the own profile.

    `asked` are the parameters of the list's address; without any it follows the profile.
    """

    login: str
    days_ago: int
    rhythm: str
    asked: dict[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Volunteering:
    """What people do at the organisations and ask of the towns."""

    applications: list[Application]
    attendances: list[Attendance]
    engagements: list[Engagement]
    certificate_requests: list[dict[str, str]]  # whose, of which role, for which tasks
    counselling_days: list[dict[str, str]]
    interests: list[Interest]
    profiles: list[MatchingProfile]
    searches: list[SavedSearch]


@dataclass(frozen=True, kw_only=True)
class Wisher:
    """Somebody without a login who told what suits them, as `MatchingProfile` has it."""

    name: str
    days_ago: int
    answers: dict[str, str | list[str]]
    may_be_invited: bool = True


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Who was invited to an offer: somebody with a login, and people by their names."""

    offer: str  # its slug
    days_ago: int
    login: str
    reason: str
    others: list[str]
    declined: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class WishesOfMany:
    people: list[Wisher]
    invitations: list[Invited]


@cache
def association() -> dict[str, Any]:
    return _read(DATA / "association.toml")


@cache
def towns() -> tuple[Town, ...]:
    found = []
    for slug, raw in _read(DATA / "towns.toml").items():
        localities = {
            name: Locality(name=name, **place) for name, place in raw.pop("localities").items()
        }
        found.append(Town(slug=slug, localities=localities, **raw))
    return tuple(found)


@cache
def pages() -> dict[str, dict[str, Any]]:
    """The text pages by slug."""
    return {file.stem: _read(file) for file in sorted((DATA / "pages").glob("*.toml"))}


@cache
def organisations() -> tuple[Organisation, ...]:
    """All organisations with their opportunities, town by town."""
    found = []
    for town in towns():
        for file in sorted((DATA / town.slug).glob("*.toml")):
            raw = _read(file)
            opportunities = [Opportunity(**entry) for entry in raw.pop("opportunities", [])]
            found.append(
                Organisation(slug=file.stem, town=town.slug, opportunities=opportunities, **raw)
            )
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class CardCase(Person):
    """Somebody who has asked a town for a card; `state` is where the case stands today."""

    first_name: str
    last_name: str
    born_on: dt.date
    town: str
    street: str
    postcode: str
    state: str
    works: list[dict[str, Any]]
    card: str = "standard"
    pay: str = ""
    years_declared: int | None = None
    declares_on_honour: bool = False
    question: str = ""
    reason: str = ""


@cache
def card_cases() -> tuple[CardCase, ...]:
    return tuple(CardCase(**entry) for entry in _read(DATA / "cards.toml")["cases"])


@dataclass(frozen=True, kw_only=True)
class Partner:
    """A shop that takes the card; `benefits` have the fields of `partners.models.Benefit`."""

    slug: str
    town: str
    title: str
    category: str
    published: int
    intro: str
    places: list[dict[str, str]]
    benefits: list[dict[str, Any]]
    picture: str = ""
    about: str = ""
    step_free: bool | None = None
    accessible_toilet: bool | None = None
    hearing_loop: bool | None = None
    access_note: str = ""
    languages: list[str] = field(default_factory=lambda: ["de"])
    phone: str = ""
    website: str = ""
    in_all_towns: bool = False


@cache
def partners() -> tuple[Partner, ...]:
    return tuple(Partner(**entry) for entry in _read(DATA / "partners.toml")["partners"])


@cache
def volunteering() -> Volunteering:
    raw = _read(DATA / "volunteering.toml")
    return Volunteering(
        applications=[Application(**entry) for entry in raw["applications"]],
        attendances=[Attendance(**entry) for entry in raw["attendances"]],
        engagements=[Engagement(**entry) for entry in raw["engagements"]],
        certificate_requests=raw["certificate_requests"],
        counselling_days=raw["counselling_days"],
        interests=[Interest(**entry) for entry in raw["interests"]],
        profiles=[MatchingProfile(**entry) for entry in raw["profiles"]],
        searches=[SavedSearch(**entry) for entry in raw["searches"]],
    )


@cache
def wishes() -> WishesOfMany:
    raw = _read(DATA / "wishes.toml")
    return WishesOfMany(
        people=[Wisher(**entry) for entry in raw["people"]],
        invitations=[Invited(**entry) for entry in raw["invitations"]],
    )


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
