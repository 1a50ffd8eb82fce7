"""Shops as they stand here, for whoever compares them with a list."""

from collections.abc import Iterable
from typing import Any

from partners.models import Partner


def standing_values(targets: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By target: the page, and the fields that a list may have too."""
    wanted = {}
    for target in targets:
        partner_key, _dash, branch_key = target.partition("-")
        if partner_key.isdigit() and branch_key.isdigit():
            wanted[target] = (int(partner_key), int(branch_key))
    partners = (
        Partner.objects.filter(pk__in={partner for partner, _branch in wanted.values()})
        .select_related("page__category")
        .prefetch_related("page__branches", "benefits")
        .in_bulk()
    )
    found = {}
    for target, (partner_id, branch_id) in wanted.items():
        if partner := partners.get(partner_id):
            found[target] = {"page_id": partner.page_id, "values": _values(partner, branch_id)}
    return found


def _values(partner: Partner, branch_id: int) -> dict[str, Any]:
    page = partner.page
    values: dict[str, Any] = {
        "name": partner.name,
        "benefits": [one.title for one in partner.benefits.all() if one.ended_at is None],
    }
    if page is None:
        return values
    values.update(
        phone=page.public_phone,
        email=page.public_email,
        website=page.website,
        category=page.category.label if page.category else "",
    )
    branch = next((one for one in page.branches.all() if one.pk == branch_id), None)
    if branch:
        values.update(
            street=branch.street,
            postcode=branch.postcode,
            city=branch.city,
            opening_hours=branch.opening_hours,
        )
    return values
