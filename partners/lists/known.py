"""What is known here of shops, as far as it takes to tell which one a row of a list means."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from partners.lists.column_names import plain
from partners.lists.identity import Identity, identity_of
from partners.models import Partner, PartnerBranch, PartnerList, PartnerListEntry

CHUNK = 2000
# What a list once said of a shop tells more of how it names it than what stands here now.
_COLUMNS = ("name", "street", "postcode", "city", "phone", "email", "website")


@dataclass(slots=True, kw_only=True)
class Known:
    """One place of a shop: it is what one row of a list means."""

    partner: int  # primary keys
    branch: int | None
    page: int | None
    entry: int | None  # of this list, if it has spoken of it
    town: int
    state: str
    has_owner: bool
    is_live: bool
    is_gone: bool  # the list took it off
    is_kept: bool  # somebody decided that it stays, though it is not in the list
    digest: str
    identity: Identity

    @property
    def target(self) -> str:
        """By what an answer names it."""
        return f"{self.partner}-{self.branch or 0}"

    @property
    def is_listed(self) -> bool:
        """In this list, as far as we know."""
        return self.entry is not None


def known_places(partner_list: PartnerList, *, only_town: int | None) -> list[Known]:
    """Every place of every shop that a row of this list may mean.

    Those that the list has spoken of, wherever they are, and all of the town, or of all towns
    where the list is the association's. A fixed number of queries, small rows only.
    """
    towns = Q() if only_town is None else Q(municipality=only_town)
    spoken_of = PartnerListEntry.objects.filter(partner_list_id=partner_list.pk)
    listed = Q(pk__in=spoken_of.values("partner"))
    partners = Partner.objects.filter(towns | listed)
    branches = _branches(partners)
    entries = _entries(partner_list)
    found: list[Known] = []
    rows = partners.order_by("pk").values_list(
        *("pk", "name", "page_id", "municipality_id", "state", "email", "phone"),
        *("page__live", "page__website", "page__public_phone", "page__public_email"),
    )
    owned = set(partners.filter(memberships__isnull=False).order_by().values_list("pk", flat=True))
    for (
        pk,
        name,
        page,
        town,
        state,
        email,
        phone,
        live,
        site,
        public_phone,
        public_email,
    ) in rows.iterator(chunk_size=CHUNK):
        mine = entries.pop(pk, {})
        nowhere: list[tuple[int | None, dict[str, Any]]] = [(None, {})]
        for branch, place in branches.pop(pk, None) or nowhere:
            entry = mine.pop(branch, None)
            here = {
                **place,
                "name": name,
                "phone": public_phone or phone,
                "email": public_email or email,
                "website": site or "",
            }
            values = entry[2] if entry else {}
            found.append(
                Known(
                    partner=pk,
                    branch=branch,
                    page=page,
                    entry=entry[0] if entry else None,
                    town=town,
                    state=state,
                    has_owner=pk in owned,
                    is_live=bool(live),
                    is_gone=bool(entry and entry[4]),
                    is_kept=bool(entry and values.get("kept")),
                    digest=entry[3] if entry else "",
                    identity=identity_of(
                        {**here, **{one: v for one, v in values.items() if v or one in _COLUMNS}},
                        number=entry[1] if entry else "",
                        other_name=name,
                    ),
                )
            )
        # Entries whose place was removed here: the list still means the shop.
        for entry in mine.values():
            found.append(
                Known(
                    partner=pk,
                    branch=None,
                    page=page,
                    entry=entry[0],
                    town=town,
                    state=state,
                    has_owner=pk in owned,
                    is_live=bool(live),
                    is_gone=bool(entry[4]),
                    is_kept=bool(entry[2].get("kept")),
                    digest=entry[3],
                    identity=identity_of(entry[2], number=entry[1], other_name=name),
                )
            )
    return found


def _branches(partners: Any) -> dict[int, list[tuple[int | None, dict[str, Any]]]]:
    rows = (
        PartnerBranch.objects.filter(page__record__in=partners)
        .order_by("page__record", "sort_order", "pk")
        .values_list(*("page__record", "pk", "street", "postcode", "city", "latitude", "longitude"))
    )
    found: dict[int, list[tuple[int | None, dict[str, Any]]]] = defaultdict(list)
    for partner, pk, street, postcode, city, latitude, longitude in rows.iterator(chunk_size=CHUNK):
        place = {
            "street": street,
            "postcode": postcode,
            "city": city,
            "latitude": latitude,
            "longitude": longitude,
        }
        found[partner].append((pk, place))
    return dict(found)


Entry = tuple[int, str, dict[str, Any], str, Any]


def _entries(partner_list: PartnerList) -> dict[int, dict[int | None, Entry]]:
    rows = PartnerListEntry.objects.filter(partner_list_id=partner_list.pk).order_by("pk")
    found: dict[int, dict[int | None, Entry]] = defaultdict(dict)
    for partner, branch, *entry in rows.values_list(
        "partner_id", "branch_id", "pk", "number", "values", "digest", "gone_at"
    ).iterator(chunk_size=CHUNK):
        found[partner][branch] = (entry[0], entry[1], entry[2], entry[3], entry[4])
    return dict(found)


def hints_of(partner_list: PartnerList) -> dict[str, frozenset[str]]:
    """What stood in the list before, by which a column is known whose title has changed."""
    found: dict[str, set[str]] = defaultdict(set)
    for values in _values(partner_list):
        for name in ("name", "city", "category", "opening_hours", "phone", "email", "website"):
            if text := plain(str(values.get(name) or "")):
                found[name].add(text)
        for text in values.get("benefits") or ():
            found["benefit"].add(plain(text))
        if street := str(values.get("street") or ""):
            found["street"] |= {plain(street), plain(street.rstrip("0123456789abcdefg -/"))}
    return {name: frozenset(values) for name, values in found.items()}


def _values(partner_list: PartnerList) -> Iterator[dict[str, Any]]:
    rows = PartnerListEntry.objects.filter(partner_list_id=partner_list.pk).order_by()
    yield from rows.values_list("values", flat=True).iterator(chunk_size=CHUNK)
