"""Which shops that are known already may be the one that proposes itself."""

import re
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.duplicates.finding import town_names
from organisations.duplicates.names import ALIKE, alike, read_name
from partners.models import Partner, PartnerProposal

MOST_SHOWN: Final = 5


class Reason(models.TextChoices):
    """What speaks for two shops being one."""

    NAME = "name", _("a similar name")
    ADDRESS = "address", _("the same address")


@dataclass(frozen=True)
class LikelyPartner:
    partner: Partner
    score: float
    reasons: tuple[Reason, ...]

    @property
    def reason_texts(self) -> list[str]:
        return [str(reason.label) for reason in self.reasons]


def likely_partners(proposal: PartnerProposal, *, only_public: bool = True) -> list[LikelyPartner]:
    """Those of the same town that may be the same, the likeliest first.

    With `only_public`, for whoever proposes: only shops that everybody can find anyway.
    """
    rows = Partner.objects.filter(municipality=proposal.municipality)
    if only_public:
        rows = rows.taking_part().filter(page__live=True)
    if proposal.partner_id:
        rows = rows.exclude(pk=proposal.partner_id)
    towns = town_names()
    name = read_name(proposal.name, towns)
    address = _address(proposal.street, proposal.postcode)
    found = []
    for partner in rows.select_related("page", "municipality").prefetch_related("page__branches"):
        likeness = alike(name, read_name(partner.name, towns))
        reasons = [Reason.NAME] if likeness >= ALIKE else []
        branches = partner.page.branches.all() if partner.page else ()
        if address and any(_address(one.street, one.postcode) == address for one in branches):
            reasons.append(Reason.ADDRESS)
            likeness = max(likeness, ALIKE)
        if reasons:
            found.append(LikelyPartner(partner, likeness + len(reasons), tuple(reasons)))
    found.sort(key=lambda one: (-one.score, one.partner.name, one.partner.pk))
    return found[:MOST_SHOWN]


def _address(street: str, postcode: str) -> str:
    """`Münsterstr. 5 a` and `Muensterstraße 5a` are the same."""
    text = street.casefold().replace("ß", "ss")
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(umlaut, plain)
    text = re.sub(r"str(asse|\.)?(?=\W|\d|$)", "str", text)
    street_key = re.sub(r"\W", "", text)
    return f"{postcode} {street_key}" if street_key and postcode else ""
