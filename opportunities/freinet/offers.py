"""From a row of text to an offer that a page can hold: every value read, nothing written yet."""

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from core.html_cleaning import LONGEST_SOURCE, clean_html, clean_text, plain_line
from core.models.places import Place as PlaceFields
from core.mojibake import repair_mojibake
from core.summaries import LONGEST_SUMMARY, shorten_words, summarise, summarise_blocks
from municipalities.models import Municipality
from municipalities.services import UMLAUTS
from opportunities.enums import TimeModel
from opportunities.freinet.additions import Additions, Vocabularies, read_additions
from opportunities.freinet.outcomes import Reason
from opportunities.freinet.places import Gazetteer, Place
from opportunities.freinet.rows import Row
from opportunities.freinet.values import NOTHING, Repair, read_people, read_time
from opportunities.models import OpportunityPage

# Raised when the same row makes another page than before, so that every page is written anew.
READING = 1
LONGEST_TITLE = 255
LONGEST_ID = 20
PROSE = (
    *("title", "short_text", "text", "street", "city", "locality", "times"),
    *("organisation_name", "agency_name"),
)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}\Z")
_ASSOCIATION = re.compile(r"\be v\b|\beingetragener verein\b|\bev\Z")


class RowRejected(Exception):  # noqa: N818 - says what happened to the row
    """A row of which no offer can be made."""

    def __init__(self, reason: Reason, field: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.value = value


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offer as it is to stand on the site, before it is known where in the tree."""

    row: int
    freinet_id: str
    agency_id: str
    organisation_id: str
    organisation_name: str
    agency_name: str
    created_at: dt.datetime | None
    town: Municipality | None
    is_place_known: bool
    values: dict[str, Any]  # of the page's fields
    repairs: tuple[Repair, ...]
    additions: Additions | None = None  # then its values are among `values` already

    @property
    def title(self) -> str:
        return str(self.values["title"])

    @property
    def names(self) -> tuple[str, str]:
        """What its organisation may be called: an agency offers what nobody else does."""
        return self.organisation_name, self.agency_name

    @property
    def digest(self) -> str:
        """Changes when and only when the page is to change."""
        created = self.created_at.isoformat() if self.created_at else ""
        parts = [READING, self.values, created]
        if self.additions:
            parts.append(self.additions.as_json())
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def read_id(row: Row) -> str:
    """The row's Freinet number; raises `RowRejected`."""
    freinet_id = re.sub(r"[.,]0+\Z", "", plain_line(row.freinet_id))
    if not freinet_id:
        raise RowRejected(Reason.NO_ID, "freinet_id")
    if not _ID.match(freinet_id):
        raise RowRejected(Reason.BAD_ID, "freinet_id", freinet_id)
    return freinet_id


def read_offer(
    row: Row,
    gazetteer: Gazetteer,
    *,
    now: dt.datetime,
    vocabularies: Vocabularies | None = None,
) -> Offer:
    """The offer in `row`; raises `RowRejected`. `vocabularies` serve more rows than one."""
    repairs = [Repair("", reason) for reason in row.repairs]
    row = _well_encoded(row, repairs)
    title = _fitting(plain_line(row.title), LONGEST_TITLE, "title", repairs)
    if not title:
        raise RowRejected(Reason.NO_TITLE, "title")
    place = gazetteer.resolve(row)
    if len(row.text) > LONGEST_SOURCE:
        repairs.append(Repair("text", Reason.SHORTENED))
    description = clean_text(row.text)
    values = {
        "title": title,
        "summary": summarise(row.short_text) or summarise_blocks(description.blocks),
        "description": description.html,
        "time_model": TimeModel.FLEXIBLE.value,
        "time_note": _fitting(
            _something(plain_line(row.times)), _longest("time_note"), "times", repairs
        ),
        "places_wanted": read_people(plain_line(row.wanted), repairs),
        **_place_values(place, repairs),
    }
    # A short text that lost its end stands in full in the description's place if that is empty.
    if not description.html and len(plain_line(row.short_text)) > LONGEST_SUMMARY:
        values["description"] = clean_html(row.short_text)
    town, is_place_known, place_repairs = place.town, place.is_known, place.repairs
    additions = None
    if row.additions is not None:
        # What was written by one of us is taken by its word, and nothing of it is guessed.
        repairs, place_repairs = [Repair("", reason) for reason in row.repairs], []
        additions = read_additions(row.additions, vocabularies or Vocabularies(), repairs)
        values |= additions.values | {"title": additions.values["title"] or title}
        town = gazetteer.town_with(additions.ags) or town
        is_place_known = is_place_known or town is not None
    return Offer(
        row=row.number,
        freinet_id=read_id(row),
        agency_id=plain_line(row.agency_id)[:LONGEST_ID],
        organisation_id=_organisation_id(row),
        organisation_name=_name(row.organisation_name, "organisation_name", repairs),
        agency_name=_name(row.agency_name, "agency_name", repairs),
        created_at=read_time(plain_line(row.created), repairs, now=now),
        town=town,
        is_place_known=is_place_known,
        values=values,
        repairs=(*repairs, *place_repairs),
        additions=additions,
    )


def organisation_key(name: str) -> str:
    """What two spellings of one organisation's name have in common.

    Case, umlauts, punctuation and "e. V." don't count.
    """
    key = " ".join(re.sub(r"[\W_]+", " ", name.translate(UMLAUTS).casefold()).split())
    key = " ".join(_ASSOCIATION.sub(" ", key).split()) or key or name.strip().casefold()
    return key[:LONGEST_TITLE]


def _place_values(place: Place, repairs: list[Repair]) -> dict[str, Any]:
    texts = {
        name: _fitting(getattr(place, name), _longest(name), name, repairs)
        for name in ("venue", "street", "postcode", "city", "locality")
    }
    return {
        **texts,
        "whereabouts": place.whereabouts.value,
        "latitude": place.point.latitude if place.point else None,
        "longitude": place.point.longitude if place.point else None,
    }


def _longest(field: str) -> int:
    model = OpportunityPage if field == "time_note" else PlaceFields
    length: Any = getattr(model._meta.get_field(field), "max_length", None)
    return int(length)


def _something(text: str) -> str:
    return "" if text.lower() in NOTHING else text


def _fitting(text: str, longest: int, field: str, repairs: list[Repair]) -> str:
    if len(text) > longest:
        repairs.append(Repair(field, Reason.SHORTENED, text[:longest]))
    return shorten_words(text, longest=longest)


def _organisation_id(row: Row) -> str:
    number = re.sub(r"[.,]0+\Z", "", plain_line(row.organisation_id))
    return number if _ID.match(number) and number.strip("0") else ""


def _name(text: str, field: str, repairs: list[Repair]) -> str:
    return _fitting(_something(plain_line(text)), LONGEST_TITLE, field, repairs)


def _well_encoded(row: Row, repairs: list[Repair]) -> Row:
    """Undo UTF-8 that was taken for Windows' encoding on its way: `FÃ¼r` becomes `Für`."""
    changed: dict[str, Any] = {}
    for name in PROSE:
        value = getattr(row, name)
        if (repaired := repair_mojibake(value)) != value:
            changed[name] = repaired
    if not changed:
        return row
    repairs.append(Repair("", Reason.ENCODING))
    return replace(row, **changed)
