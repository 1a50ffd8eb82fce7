"""Questions that a list leaves open, and the answers that people gave to the same ones before."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from partners.enums import DoubtAnswer, DoubtKind
from partners.lists.candidates import Candidate
from partners.lists.evidence import Evidence, Name, Place
from partners.lists.identity import Identity
from partners.lists.known import Known
from partners.lists.matching import Match
from partners.models import PartnerList, PartnerListDoubt, PartnerListRun

# What may be answered, in the order in which it is offered.
ANSWERS: dict[DoubtKind, tuple[DoubtAnswer, ...]] = {
    **dict.fromkeys(
        (DoubtKind.MOVED, DoubtKind.RENAMED, DoubtKind.MOVED_RENAMED, DoubtKind.UNCLEAR),
        (DoubtAnswer.SAME, DoubtAnswer.NEW, DoubtAnswer.SKIP),
    ),
    DoubtKind.TWICE: (DoubtAnswer.SKIP, DoubtAnswer.NEW),
    DoubtKind.GONE: (DoubtAnswer.KEEP, DoubtAnswer.END),
    DoubtKind.CONFLICT: (DoubtAnswer.OURS, DoubtAnswer.THEIRS),
}


class Clue(TextChoices):
    """What speaks for two being one shop, or against it."""

    NAME = "name", _("same name")
    NAME_ALIKE = "name_alike", _("similar name")
    PLACE = "place", _("same address")
    PLACE_NEAR = "place_near", _("nearly the same address")
    PHONE = "phone", _("same telephone number")
    EMAIL = "email", _("same e-mail")
    WEBSITE = "website", _("same web site")
    NUMBER = "number", _("same number in the list")
    BENEFIT = "benefit", _("same benefit")
    NOT_NAME = "not_name", _("another name")
    NOT_PLACE = "not_place", _("another address")
    NOT_PHONE = "not_phone", _("another telephone number")
    NOT_EMAIL = "not_email", _("another e-mail")
    NOT_WEBSITE = "not_website", _("another web site")


@dataclass(frozen=True, slots=True)
class Answer:
    answer: DoubtAnswer
    chosen: str = ""  # the target of a candidate


Answers = Mapping[str, Answer]


@dataclass(slots=True, kw_only=True)
class Doubt:
    """A question; `key` is the same for the same question in every state of the list."""

    key: str
    kind: DoubtKind
    row: int
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    candidates: list[dict[str, Any]] = field(default_factory=list)
    proposal: DoubtAnswer | None = None
    is_sure: bool = False


def doubt_about(match: Match) -> Doubt:
    """The question that a row and what it may mean come to."""
    shop, known, evidence = match.shop, match.known, match.evidence
    if known is None or evidence is None:
        twin = match.twin
        if twin is None:
            raise ValueError("There is nothing to ask about this row.")
        return Doubt(
            key=_key("twice", _row_key(match.identity), _row_key(twin.identity)),
            kind=DoubtKind.TWICE,
            row=shop.row,
            title=shop.name[:200],
            values=shop.values,
            candidates=[{"target": "", "row": twin.shop.row, "values": twin.shop.values}],
            proposal=DoubtAnswer.SKIP,
        )
    candidates = [Candidate(known, evidence), *match.rivals]
    return Doubt(
        key=_key("row", _row_key(match.identity)),
        kind=DoubtKind.UNCLEAR if match.rivals else _kind_of(evidence),
        row=shop.row,
        title=shop.name[:200],
        values=shop.values,
        candidates=[_candidate(one) for one in candidates],
        proposal=DoubtAnswer.SAME if not match.rivals else None,
        is_sure=evidence.is_sure and not match.rivals,
    )


def doubt_about_end(known: Known) -> Doubt:
    """Whether a shop that keeps its entry itself has really gone."""
    return Doubt(
        key=_key("gone", str(known.entry)),
        kind=DoubtKind.GONE,
        row=0,
        title=known.identity.name[:200],
        candidates=[{"target": known.target, "clues": []}],
        proposal=DoubtAnswer.KEEP,
    )


def doubt_about_field(
    known: Known, *, row: int, title: str, name: str, ours: str, theirs: str
) -> Doubt:
    """What stands here was changed, and so was what stands in the list."""
    return Doubt(
        key=_key("conflict", known.target, name, theirs),
        kind=DoubtKind.CONFLICT,
        row=row,
        title=title[:200],
        values={name: theirs},
        candidates=[{"target": known.target, "field": name, "values": {name: ours}, "clues": []}],
    )


def answers_for(partner_list: PartnerList) -> dict[str, Answer]:
    """What people have answered so far, the latest word on each question."""
    rows = (
        PartnerListDoubt.objects.filter(run__partner_list_id=partner_list.pk)
        .exclude(answer="")
        .order_by("answered_at", "pk")
        .values_list("key", "answer", "chosen")
    )
    return {key: Answer(DoubtAnswer(answer), chosen) for key, answer, chosen in rows}


def write_doubts(run: PartnerListRun, doubts: Iterable[Doubt]) -> None:
    """Put what is open now beside what was answered in this run; the rest is no question more."""
    wanted = {doubt.key: doubt for doubt in doubts}
    run.doubts.filter(answer="").exclude(key__in=list(wanted)[:900]).delete()
    there = dict(run.doubts.values_list("key", "pk"))
    PartnerListDoubt.objects.bulk_create(
        [
            PartnerListDoubt(
                run=run,
                key=doubt.key,
                kind=doubt.kind,
                row=doubt.row,
                title=doubt.title,
                values=doubt.values,
                candidates=doubt.candidates,
                proposal=doubt.proposal or "",
                is_sure=doubt.is_sure,
            )
            for doubt in wanted.values()
            if doubt.key not in there
        ],
        batch_size=500,
    )


def _candidate(candidate: Candidate) -> dict[str, Any]:
    known = candidate.known
    return {"target": known.target, "clues": [clue.value for clue in clues(candidate.evidence)]}


def clues(evidence: Evidence) -> list[Clue]:
    """What a person weighs, the strongest first."""
    found: list[Clue] = []
    if evidence.same_number:
        found.append(Clue.NUMBER)
    names = {Name.SAME: Clue.NAME, Name.ALIKE: Clue.NAME, Name.SIMILAR: Clue.NAME_ALIKE}
    if evidence.name in names:
        found.append(names[evidence.name])
    places = {Place.SAME: Clue.PLACE, Place.NEAR: Clue.PLACE_NEAR}
    if evidence.place in places:
        found.append(places[evidence.place])
    found += [Clue(kind) for kind in evidence.contacts]
    if evidence.same_benefit:
        found.append(Clue.BENEFIT)
    if evidence.name == Name.OTHER:
        found.append(Clue.NOT_NAME)
    if evidence.place == Place.OTHER:
        found.append(Clue.NOT_PLACE)
    return found + [Clue(f"not_{kind}") for kind in evidence.against]


def _kind_of(evidence: Evidence) -> DoubtKind:
    same_name, same_place = evidence.name >= Name.ALIKE, evidence.place >= Place.NEAR
    if same_name:
        return DoubtKind.MOVED if evidence.place == Place.OTHER else DoubtKind.UNCLEAR
    return DoubtKind.RENAMED if same_place else DoubtKind.MOVED_RENAMED


def _row_key(identity: Identity) -> str:
    return f"{identity.names[:1]}{identity.place_key}"


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
