"""What a shop is known by: name, address, telephone, e-mail, web site, the list's number.

All of it is folded, so that `Fuerther Str. 187` and `Fürther Straße 187` are the same, and
`Académie de Ballett` is `ACADEMIE DE BALLETT`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Self
from urllib.parse import urlsplit

from core.german.spelling import fold
from core.text_index.vocabulary import distance
from organisations.duplicates.names import Name, read_name

_WORD = re.compile(r"[^\W_]+")
_NUMBER_AT_END = re.compile(r"\s*(\d+\s*[a-z]?(?:\s*[-–+/&]\s*\d*\s*[a-z]?)*)\s*\Z", re.I)
_NUMBERS = re.compile(r"(\d+)\s*([a-z]?)", re.I)
_ENDINGS = (("strasse", "str"), ("platz", "pl"), ("sankt", "st"))
_LEGAL_FORM = re.compile(
    r"(?<!\w)(?:(?:n\.?\s?)?e\.?\s?v\.?|g?\s?gmbh(?:\s?&\s?co\.?\s?kg)?|g?ug(?:\s?\(haftungs"
    r"beschränkt\))?|ag|gbr|ohg|kg|e\.?\s?k(?:fr|fm)?\.?|kdör|inh\.?)(?!\w)",
    re.IGNORECASE,
)
_SITES_OF_MANY = ("facebook.com", "instagram.com", "linktr.ee", "google.com", "jimdofree.com")


@dataclass(frozen=True, slots=True)
class Address:
    """Street and house number as they are compared."""

    street: str
    numbers: tuple[tuple[int, str], ...]  # `13-15` is (13, 15), `37a` is (37a)

    def __bool__(self) -> bool:
        return bool(self.street)

    def overlaps(self, other: Self) -> bool:
        """Whether both may be one house: `13-15` and `13`, or one without a number."""
        if not self.numbers or not other.numbers:
            return True
        if set(self.numbers) & set(other.numbers):
            return True
        mine, theirs = [n for n, _ in self.numbers], [n for n, _ in other.numbers]
        ranged = len(mine) > 1 or len(theirs) > 1
        return ranged and max(min(mine), min(theirs)) <= min(max(mine), max(theirs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All that a place of a shop is known by; nothing that isn't known counts for or against."""

    name: str  # as it is written
    names: tuple[str, ...]  # folded keys: the list's name for it, and ours
    address: Address
    postcode: str
    city: str
    phones: frozenset[str]
    emails: frozenset[str]
    site: str
    number: str
    benefit: str
    category: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def place_key(self) -> tuple[str, tuple[tuple[int, str], ...], str]:
        return self.address.street, self.address.numbers, self.postcode

    @property
    def contacts(self) -> frozenset[str]:
        """What hardly two shops share, each with its kind in front."""
        found = {f"p{one}" for one in self.phones} | {f"m{one}" for one in self.emails}
        return frozenset(found | ({f"w{self.site}"} if self.site else set()))


def identity_of(values: dict[str, object], *, number: str = "", other_name: str = "") -> Identity:
    """The identity of a shop by its fields, as `shops.FIELDS` names them."""

    def text(name: str) -> str:
        return str(values.get(name) or "")

    benefits = values.get("benefits")
    first = str(benefits[0]) if isinstance(benefits, list) and benefits else ""
    names = dict.fromkeys(key for key in (name_key(text("name")), name_key(other_name)) if key)
    latitude, longitude = values.get("latitude"), values.get("longitude")
    return Identity(
        name=text("name"),
        names=tuple(names),
        address=read_address(text("street")),
        postcode=text("postcode"),
        city=fold(text("city")),
        phones=phone_keys(text("phone")),
        emails=frozenset([text("email").lower()] if text("email") else []),
        site=site_key(text("website")),
        number=number,
        benefit=benefit_key(first),
        category=plain(text("category")),
        latitude=float(str(latitude)) if latitude else None,
        longitude=float(str(longitude)) if longitude else None,
    )


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """A name without its legal form, folded, without anything but letters and digits."""
    key = plain(_LEGAL_FORM.sub(" ", name.replace("&", " und ").replace("+", " und ")))
    return key or plain(name)


def plain(text: str) -> str:
    return "".join(fold(word) for word in _WORD.findall(text))


@lru_cache(maxsize=50_000)
def read_address(street: str) -> Address:
    match = _NUMBER_AT_END.search(street)
    name = street[: match.start()] if match else street
    key = plain(name)
    for long, short in _ENDINGS:
        key = key.replace(long, short)
    numbers = tuple(
        (int(number), letter.lower())
        for number, letter in _NUMBERS.findall(match[1] if match else "")
    )
    return Address(key, numbers)


def phone_keys(text: str) -> frozenset[str]:
    """The numbers of a field, of +49 911 … as of 0911 …"""
    found = set()
    for part in re.split(r"\s+/\s+|[,;]|\bund\b|\boder\b", text):
        digits = re.sub(r"\D", "", part.replace("(0)", ""))
        digits = re.sub(r"\A00", "", digits) if digits.startswith("0049") else digits
        digits = re.sub(r"\A49", "0", digits) if len(digits) > 9 else digits
        if len(digits) >= 6:
            found.add(digits)
    return frozenset(found)


def site_key(url: str) -> str:
    """A web site as it is compared: host and path, without `www` and what is only technical."""
    if not url:
        return ""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    path = re.sub(
        r"/(?:index\.\w+|impressum|kontakt|start(?:seite)?(?:\.html?)?)?/*\Z", "", parts.path
    )
    if host in _SITES_OF_MANY and not path:
        return ""
    return f"{host}{path.casefold()}"


def site_host(site: str) -> str:
    return site.split("/", 1)[0]


def benefit_key(text: str) -> str:
    return plain(text)


def is_near(one: Address, other: Address) -> bool:
    """The same house, written otherwise or with a slip of the pen."""
    if not one or not other:
        return False
    if one.street == other.street:
        return one.overlaps(other)
    longest = max(len(one.street), len(other.street))
    if longest < 6 or not one.numbers or one.numbers != other.numbers:
        return False
    return distance(one.street, other.street, 2) <= (2 if longest >= 10 else 1)


class NameLikeness:
    """How alike names are within one list, where `Apotheke` says little and `Ahorn` much."""

    def __init__(self, names: Iterable[str]) -> None:
        self._documents = 0
        self._frequency: dict[str, int] = {}
        for name in names:
            self._documents += 1
            for word in self.words(name):
                self._frequency[word] = self._frequency.get(word, 0) + 1

    def __call__(self, one: str, other: str) -> float:
        """0 (nothing in common) to 1 (the same), whichever comes first."""
        if (key := name_key(one)) and key == name_key(other):
            return 1.0
        mine, theirs = self.words(one), self.words(other)
        if not mine or not theirs:
            return 0.0
        shared = 0.0
        left = set(theirs)
        for word in sorted(mine):
            twin = word if word in left else self._misspelt(word, left)
            if twin:
                left.discard(twin)
                shared += self._weight(word) + self._weight(twin)
        total = sum(map(self._weight, mine)) + sum(map(self._weight, theirs))
        score = shared / total
        key_one, key_other = name_key(one), name_key(other)
        longest = max(len(key_one), len(key_other))
        if longest >= 8:
            most = 2 if longest >= 14 else 1
            if distance(key_one, key_other, most) <= most:
                score = max(score, 0.95)
        return score

    def rare_words(self, name: str, most: int) -> list[str]:
        """The words of a name that at most so many names have."""
        return [word for word in self.words(name) if self._frequency.get(word, 0) <= most]

    def _weight(self, word: str) -> float:
        return 0.3 + log((self._documents + 1) / (self._frequency.get(word, 0) + 1) + 1)

    @staticmethod
    def _misspelt(word: str, among: set[str]) -> str | None:
        if len(word) < 5:
            return None
        most = 2 if len(word) >= 9 else 1
        near = [one for one in among if len(one) >= 5 and distance(word, one, most) <= most]
        return min(near, default=None)

    @staticmethod
    def words(name: str) -> frozenset[str]:
        """The words of a name in their base forms."""
        read: Name = read_name(name)
        return frozenset(word.text for word in read.words)


def fits_with_lost_letters(name: str, other: str) -> bool:
    """Whether `N\ufffdrnberg` may be `Nürnberg`, letter by letter."""
    pieces = re.split("\ufffd+|(?<=\\w)\\?+(?=\\w)", name)
    pattern = r"\w{0,3}".join(re.escape(plain(piece)) for piece in pieces)
    return re.fullmatch(pattern, plain(other)) is not None
