"""From a row of text to a shop as it can stand on the site; nothing is written yet."""

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.html_cleaning import plain_line, tidy_characters
from core.summaries import shorten_words
from municipalities.models import Municipality
from opportunities.enums import Whereabouts
from opportunities.freinet.outcomes import Reason as PlaceReason
from opportunities.freinet.places import Gazetteer
from opportunities.freinet.rows import Row as PlaceRow
from opportunities.freinet.values import NOTHING
from partners.lists.benefit_words import is_more_than_all
from partners.lists.outcomes import AnyReason, Reason
from partners.lists.rows import Row

# Raised when the same row makes another shop than before, so that everything is compared anew.
READING: Final = 1
_LONGEST: Final = {
    "name": 200,
    "street": 120,
    "city": 80,
    "locality": 80,
    "phone": 40,
    "opening_hours": 300,
    "category": 80,
    "contact": 120,
    "number": 80,
    "about": 3000,
}
# What a shop is known and shown by. Each is taken over from the list as far as it has a column.
FIELDS: Final = (
    *("name", "street", "postcode", "city", "locality", "latitude", "longitude"),
    *("phone", "email", "website", "opening_hours", "about", "contact", "category"),
    *("valid_from", "valid_until", "benefits"),
)
_PLACE = ("street", "postcode", "city", "locality", "latitude", "longitude")
# A letter that got lost on the way: U+FFFD, or a question mark inside of a word.
_LOST = re.compile("\ufffd|(?<=[^\\W\\d_])\\?(?=[^\\W\\d_])")
_MAY_BE_LOST_IN = (
    "name",
    "street",
    "city",
    "locality",
    "benefit",
    "terms",
    "opening_hours",
    "about",
)
_HOST = re.compile(r"(?:[a-z0-9äöüß](?:[a-z0-9äöüß-]*[a-z0-9äöüß])?\.)+[a-z]{2,}\Z", re.I)
_NO_WEBSITE = re.compile(r"\s")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z|(\d{4})-(\d{2})-(\d{2})")
# Where an offer is left empty, a shop keeps what it has.
_OWN_REASONS: Final = {PlaceReason.POSTCODE_INVALID: Reason.POSTCODE_INVALID}
_ONLINE_REASONS = (PlaceReason.ONLINE,)
# A value that can't be read says nothing; what stands here is not emptied by it.
_UNREAD: Final = frozenset(
    {
        *(Reason.WEBSITE_INVALID, Reason.EMAIL_INVALID, Reason.PHONE_INVALID),
        *(Reason.POSTCODE_INVALID, Reason.HOURS_INVALID, Reason.BENEFIT_INVALID),
        *(Reason.DATE_INVALID, PlaceReason.INVALID),
    }
)
_HOURS = re.compile(
    r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:uhr\s*)?(?:-|–|bis)\s*(\d{1,2})(?:[.:](\d{2}))?\s*uhr", re.I
)


class RowRejected(Exception):  # noqa: N818 - says what happened to the row
    """A row of which no shop can be made."""

    def __init__(self, reason: Reason, field: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.value = value


@dataclass(frozen=True, slots=True)
class Repair:
    field: str
    reason: AnyReason
    value: str = ""


@dataclass(slots=True, kw_only=True)
class Shop:
    """A shop as the file describes it. `values` has the fields for which there is a column."""

    row: int
    number: str
    name: str
    values: dict[str, Any]
    town: Municipality | None
    is_everywhere: bool = False  # on-line
    is_elsewhere: bool = False  # outside of the association
    category: str = ""  # address part of ours
    repairs: list[Repair] = field(default_factory=list)

    @property
    def benefits(self) -> list[str]:
        found: list[str] = self.values.get("benefits", [])
        return found

    @property
    def digest(self) -> str:
        read = [READING, self.number, self.category, self.values]
        text = json.dumps(read, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")


def read_shop(row: Row, gazetteer: Gazetteer, town: Municipality | None) -> Shop:
    """The shop of a row; `town` is the list's own. Raises `RowRejected`."""
    if row.problem:
        raise RowRejected(row.problem)
    repairs = [Repair("", reason) for reason in row.repairs]
    texts = {name: tidy_characters(text) for name, text in row.texts.items()}
    name = _line(texts.get("name", ""), "name", repairs)
    if not name:
        raise RowRejected(Reason.NO_NAME)
    lost = {one for one in _MAY_BE_LOST_IN if _LOST.search(texts.get(one, ""))}
    repairs += [Repair(one, Reason.LETTERS_LOST, texts[one][:200]) for one in sorted(lost)]
    place_values, filed, is_online, is_elsewhere = _read_place(texts, gazetteer, town, repairs)
    values: dict[str, Any] = {"name": name, **place_values}
    for one, read in (
        *(("phone", _phone), ("email", _email), ("website", _website)),
        *(("valid_from", _date), ("valid_until", _date)),
    ):
        if one in texts:
            values[one] = read(texts[one], one, repairs)
    for one in ("opening_hours", "about", "contact", "category"):
        if one in texts:
            values[one] = _line(texts[one], one, repairs)
    if "benefit" in texts or "terms" in texts:
        values["benefits"] = _benefits(texts, repairs)
    if _HOURS.search(hours := str(values.get("opening_hours", ""))) and not _are_hours(hours):
        repairs.append(Repair("opening_hours", Reason.HOURS_INVALID, hours[:200]))
    # What lost letters is worth less than what stands here already.
    gone = lost | {repair.field for repair in repairs if repair.reason in _UNREAD}
    gone |= {"benefits"} if gone & {"benefit", "terms"} else set()
    values = {one: value for one, value in values.items() if one == "name" or one not in gone}
    return Shop(
        row=row.number,
        number=_number(texts.get("number", "")),
        name=name,
        values=values,
        town=filed,
        is_everywhere=is_online,
        is_elsewhere=is_elsewhere,
        repairs=repairs,
    )


def lost_letters(text: str) -> bool:
    """Whether letters of a text got lost on its way."""
    return bool(_LOST.search(text))


def with_further_benefit(shop: Shop, other: Shop) -> Shop:
    """`shop` with the benefits of another row about it."""
    more = [text for text in other.benefits if text not in shop.benefits]
    return replace(shop, values={**shop.values, "benefits": [*shop.benefits, *more]})


def _read_place(
    texts: dict[str, str],
    gazetteer: Gazetteer,
    town: Municipality | None,
    repairs: list[Repair],
) -> tuple[dict[str, Any], Municipality | None, bool, bool]:
    """The address, the town whose shop it is, whether it is on-line, whether it is elsewhere."""
    place = gazetteer.resolve(
        PlaceRow(
            number=0,
            street=texts.get("street", ""),
            postcode=texts.get("postcode", ""),
            city=texts.get("city", ""),
            locality=texts.get("locality", ""),
            latitude=_degrees(texts.get("latitude", "")),
            longitude=_degrees(texts.get("longitude", "")),
        )
    )
    repairs += [
        Repair(one.field, _OWN_REASONS.get(one.reason, one.reason), one.value[:200])
        for one in place.repairs
    ]
    is_online = place.whereabouts == Whereabouts.ONLINE
    values: dict[str, Any] = {
        "street": _fitting(place.street, "street", repairs),
        "postcode": place.postcode,
        "city": _fitting(place.city, "city", repairs),
        "locality": _fitting(place.locality, "locality", repairs),
    }
    if place.point:
        values["latitude"], values["longitude"] = place.point
    values = {one: value for one, value in values.items() if value or one in texts}
    is_elsewhere = place.town is None and bool(place.postcode or place.city) and not is_online
    return values, place.town or town, is_online, is_elsewhere


def _degrees(text: str) -> str:
    """`49,46 N` is `49,46`."""
    return re.sub(r"[°NOESW\s]", "", text)


def _number(text: str) -> str:
    text = plain_line(text)[: _LONGEST["number"]]
    return "" if text.lower() in NOTHING or not text.strip("0") else re.sub(r"[.,]0+\Z", "", text)


def _line(text: str, name: str, repairs: list[Repair]) -> str:
    line = plain_line(text)
    return "" if line.lower() in NOTHING else _fitting(line, name, repairs)


def _fitting(text: str, name: str, repairs: list[Repair]) -> str:
    longest = _LONGEST[name]
    if len(text) > longest:
        repairs.append(Repair(name, Reason.SHORTENED, text[:200]))
        return shorten_words(text, longest=longest)
    return text


def _phone(text: str, name: str, repairs: list[Repair]) -> str:
    line = plain_line(text)
    if line.lower() in NOTHING:
        return ""
    if sum(sign.isdigit() for sign in line) < 4:
        repairs.append(Repair(name, Reason.PHONE_INVALID, line[:200]))
        return ""
    return _fitting(line, name, repairs)


def _email(text: str, name: str, repairs: list[Repair]) -> str:
    line = plain_line(text).removeprefix("mailto:")
    if line.lower() in NOTHING:
        return ""
    address = re.sub(r"\s?[(\[](?:at|ät|a)[)\]]\s?", "@", line, flags=re.I)
    address = re.sub(r"\s?[(\[](?:dot|punkt)[)\]]\s?", ".", address, flags=re.I)
    address = re.split(r"[,;/\s]", address)[0].strip(".<>") if "@" in address else address
    try:
        validate_email(address)
    except ValidationError:
        repairs.append(Repair(name, Reason.EMAIL_INVALID, line[:200]))
        return ""
    if address != line:
        repairs.append(Repair(name, Reason.EMAIL_TIDIED, line[:200]))
    return address[:254]


def _website(text: str, name: str, repairs: list[Repair]) -> str:
    line = plain_line(text)
    if line.lower() in NOTHING:
        return ""
    address = line.split()[0] if line.lower().startswith(("http", "www.")) else line
    address = re.sub(r"\A(https?)(?::?/{1,3}|:)(?=\w)", r"\1://", address, flags=re.I)
    if not re.match(r"https?://", address, re.I):
        address = f"https://{address}"
    host = re.split(r"[/?#:]", address.split("//", 1)[1])[0]
    if _NO_WEBSITE.search(address) or not _HOST.match(host) or len(address) > 300:
        repairs.append(Repair(name, Reason.WEBSITE_INVALID, line[:200]))
        return ""
    return address


def _date(text: str, name: str, repairs: list[Repair]) -> str:
    """An ISO date, "" for none."""
    line = plain_line(text)
    if line.lower() in NOTHING:
        return ""
    if match := _DATE.match(line):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (*match.groups()[:2:-1],)
        try:
            return dt.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            pass
    repairs.append(Repair(name, Reason.DATE_INVALID, line[:200]))
    return ""


def _benefits(texts: dict[str, str], repairs: list[Repair]) -> list[str]:
    """The benefit of a row, its terms below it."""
    parts = [
        "\n".join(filter(None, (plain_line(line) for line in texts.get(one, "").split("\n"))))
        for one in ("benefit", "terms")
    ]
    text = "\n".join(part for part in parts if part and part.lower() not in NOTHING)
    if not text:
        repairs.append(Repair("benefit", Reason.NO_BENEFIT))
        return []
    if is_more_than_all(text):
        repairs.append(Repair("benefit", Reason.BENEFIT_INVALID, text[:200]))
    return [text]


def _are_hours(text: str) -> bool:
    """Whether a clock shows every hour that is named as one."""
    for first, minutes, last, last_minutes in _HOURS.findall(text):
        if int(first) > 24 or int(last) > 24 or int(minutes or 0) > 59:
            return False
        if int(last_minutes or 0) > 59:
            return False
    return True
