"""What a list changes on the known shops of a batch, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from partners.lists.categories import CategoryBook
from partners.lists.changes import Changes, find_changes
from partners.lists.current import Current, load_current
from partners.lists.doubts import Answers
from partners.lists.outcomes import Outcome, Reason
from partners.lists.planning import Step


@dataclass(frozen=True)
class Compared:
    """A known shop, what stands here of it, and what the list changes."""

    step: Step
    current: Current
    changes: Changes


def compare(
    steps: Sequence[Step], categories: CategoryBook, answers: Answers
) -> dict[int, Compared]:
    """What the list changes on each known shop of a batch; steps are told what comes of it."""
    changed = steps_with(steps, Outcome.CHANGED)
    there = load_current(changed)
    found: dict[int, Compared] = {}
    for step in changed:
        current = there.get(step.known.target) if step.known else None
        if step.shop is None or step.known is None or current is None:
            step.outcome, step.reason = Outcome.LEFT_ALONE, Reason.DELETED
            continue
        changes = find_changes(step.shop, step.known, current, categories, answers)
        page = current.page
        if (changes.writes_page or step.reason is Reason.RETURNED) and (
            page.locked or (page.has_unpublished_changes and not page.expired)
        ):
            step.outcome = Outcome.LEFT_ALONE
            step.reason = Reason.LOCKED if page.locked else Reason.DRAFT
            continue
        _judge(step, changes)
        found[id(step)] = Compared(step, current, changes)
    return found


def _judge(step: Step, changes: Changes) -> None:
    shop, known = step.shop, step.known
    if shop is None or known is None:
        return
    moves = {"street", "postcode", "city"} & set(changes.values)
    if moves and shop.town and shop.town.pk != known.town and not shop.is_elsewhere:
        step.reason = Reason.MOVED_TOWN
    if changes.doubts:
        step.outcome, step.reason = Outcome.DOUBTFUL, Reason.ASK_CONFLICT
    elif not changes.lines and step.reason not in (Reason.RETURNED, Reason.KNOWN_HERE):
        step.outcome, step.reason = Outcome.UNCHANGED, None


def steps_with(steps: Sequence[Step], outcome: Outcome) -> list[Step]:
    """Those of the steps that come to this."""
    return [step for step in steps if step.outcome is outcome]
