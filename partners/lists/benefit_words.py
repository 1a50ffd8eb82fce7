"""What a list says of a benefit, made one of ours where it is certain.

Only a text that speaks of one percentage, one price or one free thing is read as such. All else
(`bis zu 60 %`, several prices, conditions that a till can't follow) stays a text that people read.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import pgettext

from core.summaries import shorten
from partners.benefits.facts import title_for
from partners.enums import BenefitKind

LONGEST_TITLE: Final = 160
LONGEST_TERMS: Final = 1000

_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*(?:%|prozent\b|vh\b|v\.\s?h\.)", re.I)
_PRICE = re.compile(
    r"(?:(?:€|eur(?:o|os)?)\s?(\d{1,4}(?:[.,]\d{1,2})?)(?:,?-+)?)"
    r"|(\d{1,4}(?:[.,]\d{1,2})?)(?:,\s?[-–]+)?\s?[-–]?\s*(?:€|euro?s?\b)",
    re.I,
)
_VAGUE = re.compile(
    r"\bbis zu\b|\bbis\s+\d|\bca\b|\bcirca\b|\betwa\b|\bin der regel\b|\bab\s+\d|\bmindestens\b"
    r"|\bmaximal|\bje nach\b|\bund mehr\b|\bnach absprache\b|\bteilweise\b"
    r"|\baußerdem\b|\bzusätzlich|\bkeine\b|\d\s*[-–]\s*\d+\s*%",
    re.I,
)
_INSTEAD = re.compile(r"\bstatt\b|\bstatt:|\binstead of\b|\bregulär\b|\bsonst\b", re.I)
_OFF = re.compile(
    r"ermä(?:ß|ss)ig|rabatt|nachlass|vergünstig|\bauf\b|\boff\b|discount|reduz|günstiger|gutschein"
    r"|preisvorteil|bonus",
    re.I,
)
_MONEY_OFF = re.compile(
    r"rabatt|nachlass|gutschein|günstiger|\boff\b|discount|weniger|erlass", re.I
)
_FREE = re.compile(
    r"\b(?:kostenlos|kostenfrei|gratis|umsonst|free)(?:e[rsnm]?)?\b|\bfreie[rn]? eintritt\b"
    r"|\beintritt(?:\s+ist)?(?:\s*:)?\s+frei\b|\bfree entry\b|\bfree admission\b",
    re.I,
)
_ENTRY = re.compile(r"eintritt|entry|admission|einlass|besuch", re.I)
_RAFFLE = re.compile(r"verlos|gewinnspiel|raffle|tombola", re.I)
_CONDITION = re.compile(
    r"\bkinder\b|\bjugendliche|\b(?:mon|diens|donners|frei|sams|sonn)tag|\bmittwoch|\bschüler"
    r"|\bsenior|\bfamilien\b|\bmit und ohne\b|\buhr\b|\s[-–]\s.*\s[-–]\s"
    r"|\bbestimmte|\bausgewählte|\berwachsene",
    re.I,
)
_PLAIN_PRICE = re.compile(r"eintritt|preis|monatsmarke|jahresgebühr|ticket|gebühr|tarif", re.I)


@dataclass(frozen=True, slots=True)
class BenefitFacts:
    """A benefit as it is to stand on the site."""

    kind: BenefitKind
    title: str
    terms: str = ""
    percent: int | None = None
    price: Decimal | None = None  # euros
    regular_price: Decimal | None = None  # euros


def read_benefit(text: str) -> BenefitFacts:
    """The benefit that a text of a list describes."""
    title, terms = _title_and_terms(text)
    flat = " ".join(text.split())
    percents = [int(match[1]) for match in _PERCENT.finditer(flat)]
    prices = [_euros(match) for match in _PRICE.finditer(flat)]
    kind, percent, price, regular = BenefitKind.OTHER, None, None, None
    vague = bool(_VAGUE.search(flat))
    if _RAFFLE.search(flat):
        kind = BenefitKind.RAFFLE
    elif len(percents) == 1 and not prices and not vague and 1 <= percents[0] <= 100:
        if not _FREE.search(flat) and (_OFF.search(flat) or len(flat) <= 40):
            kind, percent = BenefitKind.PERCENT, percents[0]
    elif not percents and not vague and len(prices) == 2 and _INSTEAD.search(flat):
        lower, higher = sorted(prices)
        if lower < higher and not _FREE.search(flat):
            kind, price, regular = BenefitKind.PRICE, lower, higher
    elif not percents and not vague and len(prices) == 1 and _is_plain_price(flat):
        kind, price = BenefitKind.PRICE, prices[0]
    elif not percents and not prices and _FREE.search(flat) and not _CONDITION.search(flat):
        kind = BenefitKind.FREE_ENTRY if _ENTRY.search(flat) else BenefitKind.FREE_EXTRA
    return BenefitFacts(kind, title, terms, percent, price, regular)


def is_more_than_all(text: str) -> bool:
    """Whether the text takes more than 100 % off: a slip of the keyboard, and no benefit."""
    return bool(_OFF.search(text)) and any(int(m[1]) > 100 for m in _PERCENT.finditer(text))


def in_figures(facts: BenefitFacts) -> str:
    """What a benefit was understood as: `10 %`, `2.00 € instead of 3.50 €`, or its kind."""
    if facts.percent is not None:
        return f"{facts.percent} %"
    if facts.price is not None and facts.regular_price is not None:
        return title_for(facts.kind, price=facts.price, regular_price=facts.regular_price)
    if facts.price is not None:
        return f"{number_format(facts.price, 2)} €"
    return (
        pgettext("what a benefit was read as", "text")
        if facts.kind == BenefitKind.OTHER
        else str(BenefitKind(facts.kind).label)
    )


def _is_plain_price(flat: str) -> bool:
    """Whether the one price is what one pays: not what is taken off, not one of several."""
    if any(words.search(flat) for words in (_MONEY_OFF, _FREE, _INSTEAD, _CONDITION)):
        return False
    return bool(_PLAIN_PRICE.search(flat)) or len(flat) <= 40


def _euros(match: re.Match[str]) -> Decimal:
    return Decimal((match[1] or match[2]).replace(",", "."))


def _title_and_terms(text: str) -> tuple[str, str]:
    """One line, and the whole text below it where the line does not say all."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lines = [line for line in lines if line]
    whole = "\n".join(lines)
    if len(lines) == 1 and len(lines[0]) <= LONGEST_TITLE:
        return lines[0], ""
    first = lines[0] if lines else ""
    title = shorten(first, longest=LONGEST_TITLE).rstrip(":")
    if len(whole) - len(first) > 0 and title == first.rstrip(":"):
        rest = "\n".join(lines[1:])
        return title, shorten(rest, longest=LONGEST_TERMS)
    return title, shorten(whole, longest=LONGEST_TERMS)
