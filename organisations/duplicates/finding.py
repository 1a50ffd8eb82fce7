"""Which organisations may be the same as one that is asked about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from core.content_version import kept
from municipalities.models import Municipality
from organisations.duplicates.names import ALIKE, alike, read_name
from organisations.enums import OrganisationState
from organisations.models import Organisation

MOST_SHOWN: Final = 5
# Sites of many: the same address there says nothing without what follows.
_SHARED_SITES = frozenset(
    [
        "facebook.com",
        "instagram.com",
        "youtube.com",
        "linkedin.com",
        "x.com",
        "sites.google.com",
        "wixsite.com",
        "jimdofree.com",
        "de-de.facebook.com",
        "m.facebook.com",
        "linktr.ee",
        "nebenan.de",
        "meetup.com",
    ]
)


class Reason(TextChoices):
    """What speaks for two organisations being one."""

    REGISTER = "register", _("the same register number")
    EMAIL = "email", _("the same e-mail")
    WEBSITE = "website", _("the same web site")
    PHONE = "phone", _("the same telephone number")
    NAME = "name", _("a similar name")


# How sure a reason other than the name makes.
_SURE = {Reason.REGISTER: 0.98, Reason.EMAIL: 0.95, Reason.WEBSITE: 0.9, Reason.PHONE: 0.85}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of the organisation that is asked about."""

    name: str
    municipality: Municipality | None = None
    email: str = ""
    phone: str = ""
    website: str = ""
    register_court: str = ""
    register_number: str = ""

    @classmethod
    def of(cls, organisation: Organisation) -> "Facts":
        page = organisation.page
        return cls(
            name=organisation.name,
            municipality=organisation.municipality,
            email=organisation.email,
            phone=organisation.phone,
            website=page.website if page else "",
            register_court=organisation.register_court,
            register_number=organisation.register_number,
        )


@dataclass(frozen=True)
class Likely:
    """An organisation that may be the same, how sure that is (0 to 1), and why."""

    organisation: Organisation
    score: float
    reasons: tuple[Reason, ...]

    @property
    def reason_texts(self) -> list[str]:
        return [str(reason.label) for reason in self.reasons]


def likely_duplicates(
    facts: Facts,
    *,
    among: QuerySet[Organisation] | None = None,
    only_public: bool = False,
    limit: int = MOST_SHOWN,
) -> list[Likely]:
    """The organisations of the same town that may be this one, the likeliest first.

    With `only_public`, for whoever registers: only organisations that everybody may know of, and
    compared by what everybody may know of them, so that nobody learns whose a mailbox is.
    """
    rows = Organisation.objects.current() if among is None else among
    if facts.municipality is not None:
        rows = rows.filter(Q(municipality=facts.municipality) | Q(municipality=None))
    if only_public:
        rows = rows.filter(Q(page__live=True) | Q(state=OrganisationState.ACCEPTED)).exclude(
            state=OrganisationState.DECLINED
        )
    towns = town_names()
    name = read_name(facts.name, towns)
    found = []
    for organisation in rows.select_related("page", "municipality", "kind"):
        score = alike(name, read_name(organisation.name, towns))
        reasons = [Reason.NAME] if score >= ALIKE else []
        for reason in _same(facts, organisation, only_public=only_public):
            reasons.append(reason)
            score = max(score, _SURE[reason])
        if reasons:
            found.append(Likely(organisation, score, tuple(reasons)))
    found.sort(key=lambda likely: (-likely.score, likely.organisation.name, likely.organisation.pk))
    return found[:limit]


@kept
def town_names() -> frozenset[str]:
    """The association's towns, as their names stand in names of organisations."""
    return frozenset(Municipality.objects.values_list("name", flat=True))


def _same(facts: Facts, other: Organisation, *, only_public: bool) -> Iterable[Reason]:
    page = other.page
    number = _register_key(facts.register_court, facts.register_number)
    theirs = _register_key(other.register_court, other.register_number)
    if number and theirs and number[1] == theirs[1] and _fits(number[0], theirs[0]):
        yield Reason.REGISTER
    emails = {page.email.lower() if page else "", "" if only_public else other.email.lower()}
    if facts.email and facts.email.lower() in emails:
        yield Reason.EMAIL
    if page and (site := _site(facts.website)) and site == _site(page.website):
        yield Reason.WEBSITE
    phones = {_digits(page.phone) if page else "", "" if only_public else _digits(other.phone)}
    if (phone := _digits(facts.phone)) and phone in phones:
        yield Reason.PHONE


def _register_key(court: str, number: str) -> tuple[str, str] | None:
    """Court and number as they are compared: `VR 1234`, `vr1234` and `1234` are the same."""
    digits = re.sub(r"\D", "", number).lstrip("0")
    if not digits:
        return None
    return re.sub(r"amtsgericht|\bag\b|\W", "", court.casefold()), digits


def _fits(one: str, other: str) -> bool:
    return not one or not other or one == other


def _site(url: str) -> str:
    """A web site as it is compared: its host, and the path where the host is shared by many."""
    if not url:
        return ""
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.")
    if host in _SHARED_SITES:
        path = parts.path.strip("/").casefold()
        return f"{host}/{path}" if path else ""
    return host


def _digits(phone: str) -> str:
    """The digits of a telephone number, of +49 2306 … as of 02306 …"""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    digits = re.sub(r"^(00)?49", "0", digits)
    return digits if len(digits) >= 6 else ""
