"""What the printed list says of each shop, in words."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from core.addresses import HasPath
from core.geo.places import name_key
from partners.cards import benefit_in_short, offered_by, offering
from partners.conditions import conditions
from partners.models import Benefit, PartnerBranch, PartnerPage
from partners.printing.listing import PrintedPartner, PrintedTown


def printed_towns(
    keys: Sequence[int], *, address_of: Callable[[HasPath], str], today: dt.date
) -> list[PrintedTown]:
    """The shops with these primary keys by town; a chain stands in each town where it is."""
    pages = PartnerPage.objects.live().public().taking_part().filter(pk__in=keys)
    pages = pages.select_related("category", "municipality", "record").prefetch_related(
        "branches__municipality",
        offering(Benefit.objects.prefetch_related("branches")),
    )
    towns: dict[str, list[PrintedPartner]] = {}
    everywhere = _("In all towns")
    for page in sorted(pages, key=lambda one: (name_key(one.title), one.pk)):
        by_town: dict[str, list[PartnerBranch]] = {}
        for branch in page.branches.all():
            town = branch.municipality.name if branch.municipality else branch.city
            by_town.setdefault(town, []).append(branch)
        if page.record.in_all_towns:
            by_town = {everywhere: list(page.branches.all())}
        if not by_town:
            by_town = {page.municipality.name if page.municipality else "": []}
        offered = [_benefit(one, today) for one in offered_by(page)]
        for town, branches in by_town.items():
            towns.setdefault(town, []).append(
                PrintedPartner(
                    name=page.title,
                    url=address_of(page),
                    category=page.category.label if page.category else "",
                    places=[_place(branch) for branch in branches],
                    benefits=offered,
                )
            )
    order = sorted(towns, key=lambda name: (name == everywhere, name_key(name)))
    return [PrintedTown(name=name, partners=towns[name]) for name in order]


def _place(branch: PartnerBranch) -> str:
    place = branch.public_place
    where = ", ".join(part for part in (place.venue, place.street, place.town_line) if part)
    return " · ".join(part for part in (where, branch.opening_hours) if part)


def _benefit(benefit: Benefit, today: dt.date) -> str:
    said = [one.label for one in conditions(benefit, today=today)]
    short = benefit_in_short(benefit)
    return f"{short} ({'; '.join(said)})" if said else short
