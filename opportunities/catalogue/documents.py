"""What of an offer can be found by words, and how much each field counts."""

import html
import re
from collections.abc import Iterable, Mapping

from core.models.places import PublicPlace

# The one place where the weights stand; `core.text_index` takes them as they are.
WEIGHTS: Mapping[str, float] = {
    "title": 3.0,
    "organisation": 2.0,
    "terms": 2.0,
    "place": 1.5,
    "time": 1.0,
    "summary": 1.5,
    "description": 0.7,
}
# Fields with names of places, in which every word counts: a district may be called `Werden`.
NAME_FIELDS = frozenset({"place"})

_INLINE = re.compile(r"</?(?:a|b|i|em|strong|span|u)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")

_DAYS = {
    "mo": "Montag montags",
    "di": "Dienstag dienstags",
    "mi": "Mittwoch mittwochs",
    "do": "Donnerstag donnerstags",
    "fr": "Freitag freitags",
    "sa": "Samstag samstags Sonnabend Wochenende",
    "so": "Sonntag sonntags Wochenende",
}
_TIMES_OF_DAY = {
    "vormittags": "vormittags Vormittag",
    "nachmittags": "nachmittags Nachmittag",
    "abends": "abends Abend",
}
_TIME_MODELS = {
    "einmalig": "einmalig",
    "regelmaessig": "regelmäßig",
    "befristet": "befristet Projekt",
    "flexibel": "flexibel",
    "springer": "Springer einspringen",
}
TIME_WORDS: Mapping[str, Mapping[str, str]] = {
    "tag": _DAYS,
    "tageszeit": _TIMES_OF_DAY,
    "zeit": _TIME_MODELS,
}


def document(**texts: str) -> tuple[str, ...]:
    """The texts of all fields, in the order of `WEIGHTS`."""
    return tuple(map(texts.__getitem__, WEIGHTS))


def plain(rich_text: str) -> str:
    """The words of our own, already cleaned rich text.

    A mark inside a word does not split it; every other tag does.
    """
    if "<" in rich_text:
        rich_text = _TAG.sub(" ", _INLINE.sub("", rich_text))
    return html.unescape(rich_text) if "&" in rich_text else rich_text


def place_words(place: PublicPlace, town: str) -> str:
    """Where it is; of a protected address only the town."""
    parts = [place.venue, place.street, place.postcode, place.city, place.locality]
    return " ".join(dict.fromkeys(part for part in (*parts, town) if part))


def time_words(values: Iterable[tuple[str, str]], note: str) -> str:
    """When it is, in the words that people search for."""
    words = [TIME_WORDS[facet][value] for facet, value in values if facet in TIME_WORDS]
    return " ".join([*words, note])
