"""What is to be done with each row, and with what the list no longer names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from partners.enums import DoubtAnswer, PartnerState
from partners.lists.column_names import plain
from partners.lists.doubts import Answers, Doubt, doubt_about, doubt_about_end
from partners.lists.evidence import Name, Place
from partners.lists.known import Known
from partners.lists.matching import Match, Matching
from partners.lists.options import ListOptions
from partners.lists.outcomes import Outcome, Reason
from partners.lists.shops import Shop, lost_letters

# More shops than this, and more than this share, end only if somebody has confirmed it.
FEW: Final = 5
MANY: Final = 0.2
_STATES: Final = {
    PartnerState.DECLINED: Reason.DECLINED,
    PartnerState.WAITING: Reason.WAITING,
}


@dataclass(slots=True, kw_only=True)
class Step:
    """What happens to a row's shop, or (`shop` is None) to one that no row names."""

    outcome: Outcome
    shop: Shop | None = None
    known: Known | None = None
    reason: Reason | None = None
    doubt: Doubt | None = None

    @property
    def row(self) -> int:
        return self.shop.row if self.shop else 0

    @property
    def title(self) -> str:
        if self.shop:
            return self.shop.name
        return self.known.identity.name if self.known else ""


@dataclass(slots=True)
class Plan:
    steps: list[Step] = field(default_factory=list)
    ends: list[Step] = field(default_factory=list)
    many_gone: int = 0  # so many would end that somebody has to confirm it


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """What of the file as a whole decides whether a missing shop has gone."""

    is_complete: bool
    broken_rows: Sequence[str] = ()


def plan_list(matching: Matching, file: FileState, answers: Answers, options: ListOptions) -> Plan:
    """Decide about every row and every place that was left."""
    plan = Plan()
    left = {one.target: one for one in matching.left}
    maybe: set[str] = set()  # places that a doubtful row may mean
    meant: set[str] = set()
    for match in matching.matches:
        step = _step(match, answers, options)
        plan.steps.append(step)
        places = [match.known, *(rival.known for rival in match.rivals)]
        left.update({one.target: one for one in places if one})
        if step.known:
            meant.add(step.known.target)
        elif step.outcome in (Outcome.DOUBTFUL, Outcome.SKIPPED):
            maybe |= {one.target for one in places if one}
    missing = [one for target, one in left.items() if target not in meant | maybe]
    _plan_ends(plan, missing, file, answers, options)
    return plan


def _step(match: Match, answers: Answers, options: ListOptions) -> Step:
    shop = match.shop
    if refusal := _refusal(match, options):
        return refusal
    if match.known and match.evidence and match.evidence.is_the_same:
        return _same(shop, match.known, None)
    if match.known is None and match.twin is None:
        return _new(shop)
    doubt = doubt_about(match)
    answer = answers.get(doubt.key)
    if answer and answer.answer == DoubtAnswer.NEW:
        return _new(shop)
    if answer and answer.answer == DoubtAnswer.SKIP:
        return Step(outcome=Outcome.SKIPPED, shop=shop, reason=Reason.ANSWERED_SKIP)
    if answer is None and doubt.is_sure and options.accepts_sure and match.known:
        return _same(shop, match.known, _what_changed(match))
    if answer and answer.answer == DoubtAnswer.SAME:
        places = [match.known, *(rival.known for rival in match.rivals)]
        chosen = next((one for one in places if one and one.target == answer.chosen), None)
        if chosen:
            return _same(shop, chosen, _what_changed(match))
    return Step(outcome=Outcome.DOUBTFUL, shop=shop, reason=_question(match), doubt=doubt)


def _new(shop: Shop) -> Step:
    reason = Reason.ELSEWHERE if shop.is_elsewhere else None
    return Step(outcome=Outcome.NEW, shop=shop, reason=reason)


def _refusal(match: Match, options: ListOptions) -> Step | None:
    shop = match.shop
    if match.known is None and lost_letters(shop.name):
        return Step(outcome=Outcome.REJECTED, shop=shop, reason=Reason.LOST_LETTERS)
    if shop.town is None and match.known is None:
        return Step(outcome=Outcome.SKIPPED, shop=shop, reason=Reason.NO_TOWN)
    if options.only_town and options.town:
        towns = {shop.town.pk if shop.town else None, match.known.town if match.known else None}
        if towns - {None, options.town.pk}:
            return Step(outcome=Outcome.SKIPPED, shop=shop, reason=Reason.OTHER_TOWN)
    return None


def _same(shop: Shop, known: Known, reason: Reason | None) -> Step:
    """The row speaks of a shop that is here; what it changes is seen when it is compared."""
    if reason is None and known.state in _STATES:
        reason = _STATES[PartnerState(known.state)]
        return Step(outcome=Outcome.LEFT_ALONE, shop=shop, known=known, reason=reason)
    if not known.is_gone:
        left = (
            Reason.ENDED_HERE
            if known.state == PartnerState.ENDED
            else Reason.DELETED
            if known.page is None
            else Reason.TAKEN_DOWN
            if not known.is_live
            else None
        )
        if left:
            return Step(outcome=Outcome.LEFT_ALONE, shop=shop, known=known, reason=left)
    elif known.page is None:
        return Step(outcome=Outcome.LEFT_ALONE, shop=shop, known=known, reason=Reason.DELETED)
    if known.is_gone:
        return Step(outcome=Outcome.CHANGED, shop=shop, known=known, reason=Reason.RETURNED)
    if known.digest == shop.digest:
        return Step(outcome=Outcome.UNCHANGED, shop=shop, known=known)
    if not known.is_listed:
        reason = reason or Reason.KNOWN_HERE
    return Step(outcome=Outcome.CHANGED, shop=shop, known=known, reason=reason)


def _what_changed(match: Match) -> Reason | None:
    evidence = match.evidence
    if evidence is None:
        return None
    return Reason.RENAMED if evidence.name < Name.ALIKE else Reason.MOVED


def _question(match: Match) -> Reason:
    evidence = match.evidence
    if match.known is None or evidence is None:
        return Reason.ASK_TWICE
    if match.rivals:
        return Reason.ASK_WHICH
    if evidence.name >= Name.ALIKE:
        return Reason.ASK_MOVED
    return Reason.ASK_RENAMED if evidence.place >= Place.NEAR else Reason.ASK_BOTH


def _plan_ends(
    plan: Plan,
    missing: Iterable[Known],
    file: FileState,
    answers: Answers,
    options: ListOptions,
) -> None:
    stays = {step.known.partner for step in plan.steps if step.known}
    listed = sum(bool(step.known and step.known.is_listed) for step in plan.steps)
    broken = plain("\n".join(file.broken_rows))
    gone: list[Step] = []
    for known in missing:
        if not known.is_listed or known.is_gone:
            continue
        if options.only_town and options.town and known.town != options.town.pk:
            continue
        listed += 1
        step = _end(known, stays, broken, file, answers)
        if step is None:
            continue
        plan.ends.append(step)
        if step.outcome == Outcome.GONE:
            gone.append(step)
    if not options.ends_many and len(gone) > FEW and len(gone) > MANY * listed:
        plan.many_gone = len(gone)
        for step in gone:
            step.outcome, step.reason = Outcome.LEFT_ALONE, Reason.MANY_GONE


def _end(
    known: Known, stays: set[int], broken: str, file: FileState, answers: Answers
) -> Step | None:
    def left_alone(reason: Reason) -> Step:
        return Step(outcome=Outcome.LEFT_ALONE, known=known, reason=reason)

    if known.state in (PartnerState.ENDED, PartnerState.DECLINED):
        return None
    if any(len(name) >= 5 and name in broken for name in known.identity.names):
        return left_alone(Reason.IN_BROKEN_ROW)
    if not file.is_complete:
        return left_alone(Reason.MAYBE_LOST)
    if known.is_kept:
        return left_alone(Reason.KEPT)
    if known.partner in stays:
        return left_alone(Reason.PLACE_STAYS)
    if known.has_owner:
        doubt = doubt_about_end(known)
        answer = answers.get(doubt.key)
        if answer is None:
            return Step(outcome=Outcome.DOUBTFUL, known=known, reason=Reason.ASK_GONE, doubt=doubt)
        if answer.answer == DoubtAnswer.KEEP:
            return left_alone(Reason.KEPT)
    return Step(outcome=Outcome.GONE, known=known, reason=Reason.NOT_IN_FILE)
