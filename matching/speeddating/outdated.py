"""What has changed about people, organisations and rounds since the plan was made.

Read off the plan itself, beside what the event keeps of it: for how many people it was made, and
how many talks it should have, also after it was changed by hand. So a pause by hand is no change.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import ngettext

from matching.speeddating.standing import Standing


def changes(standing: Standing) -> list[str]:
    """In words, to follow “The plan does not fit any more:”; none without a plan."""
    event = standing.event
    if not event.planned_at or event.erased_at:
        return []
    return [words % {"number": number} for number, words in _counted(standing) if number > 0]


def _counted(standing: Standing) -> Iterator[tuple[int, str]]:
    number = _people_without_a_talk(standing)
    yield (
        number,
        ngettext("%(number)d person has no talk", "%(number)d people have no talk", number),
    )
    number = _tables_without_a_talk(standing)
    yield (
        number,
        ngettext(
            "%(number)d organisation has no talk", "%(number)d organisations have no talk", number
        ),
    )
    number = _rounds_without_a_talk(standing)
    yield (
        number,
        ngettext(
            "%(number)d round is not planned yet", "%(number)d rounds are not planned yet", number
        ),
    )
    number = _tables_with_more_places(standing)
    yield (
        number,
        ngettext(
            "%(number)d organisation can talk with more people at a time",
            "%(number)d organisations can talk with more people at a time",
            number,
        ),
    )
    number = standing.event.talks_counted - standing.talks
    yield (
        number,
        ngettext("%(number)d talk has dropped out", "%(number)d talks have dropped out", number),
    )


def _people_without_a_talk(standing: Standing) -> int:
    """More than a new plan would leave without one, if the list is another one now."""
    people = len(standing.guests)
    without = people - len({one.guest for one in standing.sittings})
    is_another = people > standing.event.people_counted or (
        standing.talks < standing.event.talks_counted
    )
    return without if is_another and without > max(0, people - standing.possible_talks) else 0


def _tables_without_a_talk(standing: Standing) -> int:
    """Those that were entered after all that have talks, and that a new plan would give some."""
    if standing.possible_talks < 2 * len(standing.tables):
        return 0
    last = max((table.pk for table in standing.tables if standing.talks_at[table.pk]), default=0)
    return sum(table.pk > last for table in standing.tables)


def _rounds_without_a_talk(standing: Standing) -> int:
    """Those at the end that any plan with as many talks as possible needs."""
    seats = sum(table.places for table in standing.tables)
    if not standing.guests or not seats:
        return 0
    needed = -(-standing.possible_talks // min(len(standing.guests), seats))
    return needed - max((one.round + 1 for one in standing.sittings), default=0)


def _tables_with_more_places(standing: Standing) -> int:
    """Those of whose places some are never taken: a new plan deals the talks out to all of them."""
    if standing.possible_talks <= standing.talks:
        return 0
    taken: dict[int, set[int]] = defaultdict(set)
    for one in standing.sittings:
        taken[one.table].add(one.place)
    talks: Counter[int] = standing.talks_at
    return sum(
        len(taken[table.pk]) < min(table.places, talks[table.pk]) for table in standing.tables
    )
