"""What a row changes on a shop that is here: field by field, by what the list said last.

What the list has not changed is left as it is here, whoever wrote it. What only the list changed
is taken over. What both changed is asked about.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any, Final

from django.utils.html import escape, strip_tags

from partners.enums import DoubtAnswer
from partners.lists.benefit_words import BenefitFacts, read_benefit
from partners.lists.categories import CategoryBook
from partners.lists.current import Current
from partners.lists.doubts import Answers, Doubt, doubt_about_field
from partners.lists.identity import phone_keys, plain, read_address, site_key
from partners.lists.known import Known
from partners.lists.shops import Shop
from partners.models import (
    Benefit,
    PartnerListBenefit,
)

PAGE_FIELDS: Final = {
    "name": "title",
    "website": "website",
    "phone": "public_phone",
    "email": "public_email",
    "about": "about",
    "category": "category",
}
BRANCH_FIELDS: Final = (
    *("street", "postcode", "city", "locality", "latitude", "longitude", "opening_hours"),
)
_NEVER_CLEARED: Final = ("name", "latitude", "longitude", "category")
_SAME_DEGREES: Final = 0.0004  # about 40 m: geocoders differ by as much


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    before: str
    after: str


@dataclass(slots=True)
class BenefitChange:
    """`source` is the benefit that the words belong to; none: it is a further one."""

    text: str  # "" if it has gone
    source: PartnerListBenefit | None = None

    @property
    def facts(self) -> BenefitFacts:
        return read_benefit(self.text)


@dataclass(slots=True)
class Changes:
    """What is to be written, what is to be remembered of the list, what is to be asked."""

    values: dict[str, Any] = field(default_factory=dict)
    benefits: list[BenefitChange] = field(default_factory=list)
    remembered: dict[str, Any] = field(default_factory=dict)
    lines: list[FieldChange] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    kept: list[FieldChange] = field(default_factory=list)  # the list differs, and is not heard

    @property
    def writes_page(self) -> bool:
        return any(name in PAGE_FIELDS or name in BRANCH_FIELDS for name in self.values)


def find_changes(
    shop: Shop, known: Known, current: Current, categories: CategoryBook, answers: Answers
) -> Changes:
    """Compare a row with what stands here and with what the list said last."""
    found = Changes()
    before = current.entry.values if current.entry else {}
    found.remembered = dict(before)
    here = values_here(current)
    for name, theirs in shop.values.items():
        if name == "benefits":
            continue
        if name == "name" and "\ufffd" in str(theirs):
            continue
        ours = here.get(name, "")
        takes = _takes(name, theirs, ours, before.get(name), name in before, categories)
        if takes is None:
            doubt = doubt_about_field(
                known, row=shop.row, title=shop.name, name=name, ours=ours, theirs=str(theirs)
            )
            answer = answers.get(doubt.key)
            if answer is None:
                found.doubts.append(doubt)
                continue
            takes = answer.answer == DoubtAnswer.THEIRS
        found.remembered[name] = theirs
        if takes:
            found.values[name] = theirs
            found.lines.append(FieldChange(name, str(ours), str(theirs)))
    _forget_old_point(found, shop, current)
    if "benefits" in shop.values:
        _compare_benefits(found, shop, known, current, before, answers)
    return found


def values_here(current: Current) -> dict[str, Any]:
    """The fields of a list as they stand here."""
    page, branch, partner = current.page, current.branch, current.partner
    here: dict[str, Any] = {
        "name": page.title,
        "website": page.website,
        "phone": page.public_phone,
        "email": page.public_email,
        "about": unescape(strip_tags(page.about)).strip(),
        "contact": partner.contact_name,
        "category": page.category.label if page.category else "",
    }
    for name in BRANCH_FIELDS:
        value = getattr(branch, name) if branch else ""
        here[name] = "" if value is None else value
    dates = {
        name: {getattr(benefit, name) for benefit in current.benefits}
        for name in ("valid_from", "valid_until")
    }
    for name, values in dates.items():
        only = next(iter(values)) if len(values) == 1 else None
        here[name] = only.isoformat() if isinstance(only, date) else ""
    return here


def _takes(
    name: str,
    theirs: Any,
    ours: Any,
    base: Any,
    has_base: bool,
    categories: CategoryBook,
) -> bool | None:
    """Whether the list's value is to be written; None where somebody has to decide."""
    if name == "category":
        # A person may file a shop otherwise than the list does, and nobody needs to be asked.
        target = categories.get(str(theirs))
        mine = categories.get(str(base)) if has_base else None
        unchanged = not ours or (mine is not None and str(mine) == ours)
        return target is not None and str(target) != ours and unchanged
    if same(name, theirs, ours):
        return has_base and is_better_spelt(str(theirs), str(ours)) and same(name, base, ours)
    if not theirs and name in _NEVER_CLEARED:
        return False
    if not has_base:
        return bool(theirs) and ours in ("", None)
    if same(name, base, theirs):
        return False
    return True if same(name, base, ours) else None


def same(name: str, one: Any, other: Any) -> bool:
    """Whether two values say the same, however they are written."""
    if one in ("", None) or other in ("", None):
        return one in ("", None) and other in ("", None)
    if name in ("latitude", "longitude"):
        return abs(float(one) - float(other)) <= _SAME_DEGREES
    if name == "street":
        return read_address(str(one)) == read_address(str(other))
    if name == "phone":
        return phone_keys(str(one)) == phone_keys(str(other)) or str(one) == str(other)
    if name == "website":
        return site_key(str(one)) == site_key(str(other))
    if name in ("email", "valid_from", "valid_until", "postcode"):
        return str(one).casefold() == str(other).casefold()
    if name in ("benefits", "opening_hours"):
        return exact(str(one)) == exact(str(other))
    return plain(str(one)) == plain(str(other))


def exact(text: str) -> str:
    """A text whose every figure counts, but not its spaces, dashes and quotation marks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = text.translate(str.maketrans("–—‐‑„“”‚‘’", "----\"\"\"'''"))
    text = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    return "".join(text.split())


def is_better_spelt(text: str, other: str) -> bool:
    """`Fürther` rather than `Fuerther`, `AfB Shop` rather than `AFB SHOP`."""
    if text == other or plain(text) != plain(other):
        return False
    letters = sum(letter in "äöüÄÖÜßéèàç" for letter in text)
    others = sum(letter in "äöüÄÖÜßéèàç" for letter in other)
    if letters != others:
        return letters > others
    return other.isupper() and not text.isupper()


def _forget_old_point(found: Changes, shop: Shop, current: Current) -> None:
    """A shop that has moved does not stand at its old coordinates any more."""
    moved = "street" in found.values or "postcode" in found.values
    if moved and "latitude" not in shop.values and current.branch is not None:
        found.values["latitude"] = found.values["longitude"] = None
        for name in ("latitude", "longitude"):
            found.remembered.pop(name, None)


def _compare_benefits(
    found: Changes,
    shop: Shop,
    known: Known,
    current: Current,
    before: Mapping[str, Any],
    answers: Answers,
) -> None:
    theirs = shop.benefits
    base: Sequence[str] = before.get("benefits", [])
    has_base = "benefits" in before
    if has_base and sorted(map(exact, base)) == sorted(map(exact, theirs)):
        found.remembered["benefits"] = list(base)
        return
    if not has_base:
        # Somebody wrote here what the shop gives; the list is heard from its next change on.
        found.remembered["benefits"] = list(theirs)
        if not current.benefits:
            _add(found, theirs)
        elif _promises(theirs) - _promises(map(_in_words, current.benefits)):
            ours = "\n".join(_in_words(benefit) for benefit in current.benefits)
            found.kept.append(FieldChange("benefits", ours, "\n".join(theirs)))
        return
    gone = [text for text in base if exact(text) not in set(map(exact, theirs))]
    new = [text for text in theirs if exact(text) not in set(map(exact, base))]
    sources = {exact(source.text): source for source in current.sources}
    for number in range(max(len(gone), len(new))):
        old_text = gone[number] if number < len(gone) else ""
        text = new[number] if number < len(new) else ""
        source = sources.get(exact(old_text)) if old_text else None
        if source is None and old_text and not text:
            continue  # it was not ours to begin with
        if _is_edited(source, old_text) or known.has_owner:
            ours = "\n".join(_in_words(benefit) for benefit in current.benefits)
            doubt = doubt_about_field(
                known, row=shop.row, title=shop.name, name="benefits", ours=ours, theirs=text
            )
            answer = answers.get(doubt.key)
            if answer is None:
                found.doubts.append(doubt)
                continue
            if answer.answer != DoubtAnswer.THEIRS:
                continue
        found.benefits.append(BenefitChange(text, source))
        found.lines.append(FieldChange("benefits", old_text, text))
    if not any("benefits" in doubt.values for doubt in found.doubts):
        found.remembered["benefits"] = list(theirs)


def _add(found: Changes, texts: Sequence[str]) -> None:
    for text in texts:
        found.benefits.append(BenefitChange(text))
        found.lines.append(FieldChange("benefits", "", text))


def _promises(texts: Iterable[str]) -> set[tuple[int | None, Decimal | None]]:
    """The percentages and prices that texts promise, where they name one."""
    facts = [read_benefit(text) for text in texts]
    return {(one.percent, one.price) for one in facts if (one.percent, one.price) != (None, None)}


def _is_edited(source: PartnerListBenefit | None, old_text: str) -> bool:
    """Whether somebody here has changed, paused or ended what the list's words were made into."""
    if source is None:
        return bool(old_text)
    benefit, facts = source.benefit, read_benefit(source.text)
    return (
        benefit.ended_at is not None
        or benefit.paused_at is not None
        or (benefit.kind, benefit.title, benefit.terms) != (facts.kind, facts.title, facts.terms)
        or (benefit.percent, benefit.price) != (facts.percent, facts.price)
    )


def _in_words(benefit: Benefit) -> str:
    return f"{benefit.title}\n{benefit.terms}".strip()


def as_html(text: str) -> str:
    """A plain text as a rich text of one paragraph."""
    return f"<p>{escape(text)}</p>" if text else ""
