"""Offers as the XML that Freinet exports, for portals that read it and for sites like this one.

Everybody may read it, so it says what the offers' pages say: a protected address never stands in
it. What Freinet has no element for stands in `additions`; our own importer reads it back.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring
from xml.sax.saxutils import quoteattr

from django.utils import timezone
from django.utils.html import escape
from wagtail.rich_text import expand_db_html

from core.html_cleaning import plain_line
from opportunities.enums import Whereabouts
from opportunities.freinet.additions import FIELDS, PLACE_FIELDS, TERMS, add_additions
from opportunities.freinet.xml_form import NAMESPACE, OFFER, ROOT
from opportunities.models import OpportunityPage
from opportunities.timewords import times_in_words, times_of

BATCH = 200  # offers that are in memory at a time
LONGEST_KEY = 16  # hexadecimal digits; an importer takes ids of 20 characters
CONTENT_TYPE = "application/xml; charset=utf-8"

Absolute = Callable[[OpportunityPage], str]

register_namespace("ev", NAMESPACE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_OWN_LINK = re.compile(r'(<a [^>]*href=")(?=/(?!/))')


def list_id(host: str, choice: str) -> str:
    """What stands for the agency: one number for each choice of offers.

    An importer takes an agency's list for whole and unpublishes what is missing from it, so a
    narrower choice must never look like a newer edition of a wider one.
    """
    digest = hashlib.blake2b(f"{host} {choice}".encode(), digest_size=LONGEST_KEY // 2)
    return f"ev{digest.hexdigest()}"


def export_offers(keys: Sequence[int], *, agency: str, address_of: Absolute) -> Iterator[bytes]:
    """The XML of the public offers with these primary keys, in their order, piece by piece.

    `agency` is the `list_id`, `address_of` gives a page's full address.
    """
    number = len(keys)
    yield (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        f'<{ROOT} GesamtAnzahlErgebnisse="{number}" agenturId={quoteattr(agency)} '
        f'anzahlErgebnisse="{number}">\n'
    ).encode()
    remaining = iter(keys)
    while batch := list(islice(remaining, BATCH)):
        pages = _pages(batch)
        for key in batch:
            if page := pages.get(key):
                yield tostring(_offer(page, address_of(page)), encoding="utf-8")
                yield b"\n"
    yield f"</{ROOT}>\n".encode()


def _pages(keys: Sequence[int]) -> dict[int, OpportunityPage]:
    return (
        OpportunityPage.objects.open()
        .public()
        .select_related("organisation", "municipality", "freinet_source")
        .prefetch_related("slots", "dates", *TERMS)
        .in_bulk(list(keys))
    )


def _offer(page: OpportunityPage, address: str) -> Element:
    place = page.public_place
    values = {name: getattr(page, name) for name in FIELDS}
    values |= {name: getattr(place, name) for name in PLACE_FIELDS}
    values = {name: _clean(value) for name, value in values.items()}
    is_online = page.whereabouts == Whereabouts.ONLINE
    offer = Element(OFFER, {"angebotsId": _offer_id(page)})
    _add(offer, "einrichtungsname", _plain(page.organisation.title if page.organisation else ""))
    _add(offer, "einrichtungs_id", page.organisation_id)
    _add(offer, "angebotsname", _plain(values["title"]))
    _add(offer, "kurz_beschreibung", escape(values["summary"]))
    _add(offer, "beschreibung", _description(page, address))
    _add(offer, "strasse", "online" if is_online else _plain(values["street"]))
    for element, name in (("plz", "postcode"), ("ort", "city"), ("ortsteil", "locality")):
        _add(offer, element, _plain(values[name]))
    _add(offer, "termine", _plain(_times(page)))
    _add(offer, "kontaktierbar", int(bool(page.contact_email)))
    _add(offer, "anzahl_gesuche", page.places_wanted or 0)
    _add(offer, "anzahl_vermittlungen", page.places_taken + page.places_held)
    _add(offer, "geo_breite", values["latitude"])
    _add(offer, "geo_laenge", values["longitude"])
    _add(offer, "link", address)
    for element, time in (
        ("bearbeitet", page.last_published_at),
        ("erstellt", page.first_published_at),
    ):
        _add(offer, element, int(time.timestamp()) if time else "")
    add_additions(offer, page, values)
    return offer


def _offer_id(page: OpportunityPage) -> str:
    """Freinet's own number for what came from there, else one that no other site has."""
    source = getattr(page, "freinet_source", None)
    return source.freinet_id if source else f"ev{page.translation_key.hex[:LONGEST_KEY]}"


def _description(page: OpportunityPage, address: str) -> str:
    """Rich text whose links lead to pages of the site made readable for everybody."""
    html = expand_db_html(page.description) if "linktype=" in page.description else page.description
    origin = "/".join(address.split("/")[:3])
    return _clean(_OWN_LINK.sub(lambda match: match[1] + origin, html))


def _times(page: OpportunityPage) -> str:
    """All that one says of the time, for readers who know nothing but this line."""
    times = times_of(page, page.slots.all(), page.dates.all())
    lines = times_in_words(times, today=timezone.localdate())
    return _clean("; ".join([*lines, page.time_note] if page.time_note else lines))


def _plain(text: str) -> str:
    """Plain text as readers expect it, who take `&` and `<` for markup."""
    return text if plain_line(text) == text else escape(text)


def _clean(value: Any) -> Any:
    """A text without the characters that XML forbids; anything else as it is."""
    return _FORBIDDEN.sub("", value) if isinstance(value, str) else value


def _add(offer: Element, name: str, value: object) -> None:
    SubElement(offer, name).text = "" if value is None else _clean(str(value)) or None
