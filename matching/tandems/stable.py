"""Pairing in which no two would both rather have each other (Gale and Shapley 1962).

D. Gale, L. S. Shapley, College Admissions and the Stability of Marriage, The American Mathematical
Monthly 69 (1962); with places, as for colleges, and with lists that leave out who is unacceptable.
"""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

One = TypeVar("One", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


def pair_stably(
    mentees: Mapping[One, Sequence[Other]],
    mentors: Mapping[Other, Sequence[One]],
    places: Mapping[Other, int],
) -> dict[One, Other]:
    """Each mentee's mentor; who finds none is left out.

    The lists say whom somebody would have, the best first; whoever is not in both lists is never
    paired. Of all stable pairings it is the best for every mentee. A mentor has at most so many as
    `places` says.
    """
    ranks = {
        mentor: {mentee: rank for rank, mentee in enumerate(liked)}
        for mentor, liked in mentors.items()
    }
    proposals = {mentee: iter(liked) for mentee, liked in mentees.items()}
    taken: dict[Other, list[One]] = {mentor: [] for mentor in mentors}
    waiting = deque(mentees)
    while waiting:
        mentee = waiting.popleft()
        mentor = next(proposals[mentee], None)
        if mentor is None:
            continue
        rank = ranks.get(mentor, {})
        if mentee not in rank or places[mentor] < 1:
            waiting.appendleft(mentee)
            continue
        taken[mentor].append(mentee)
        if len(taken[mentor]) > places[mentor]:
            least_liked = max(taken[mentor], key=rank.__getitem__)
            taken[mentor].remove(least_liked)
            waiting.appendleft(least_liked)
    return {mentee: mentor for mentor, accepted in taken.items() for mentee in accepted}


def blocking_pairs(
    pairs: Mapping[One, Other],
    mentees: Mapping[One, Sequence[Other]],
    mentors: Mapping[Other, Sequence[One]],
    places: Mapping[Other, int],
) -> Iterator[tuple[One, Other]]:
    """Who would both rather have each other than what `pairs` gives them: none if it is stable."""
    taken: dict[Other, list[One]] = {}
    for mentee, mentor in pairs.items():
        taken.setdefault(mentor, []).append(mentee)
    for mentee, liked in mentees.items():
        # All whom this mentee likes better than the one it has.
        for mentor in liked:
            if mentor == pairs.get(mentee):
                break
            ranks = {one: rank for rank, one in enumerate(mentors.get(mentor, ()))}
            has = taken.get(mentor, [])
            if mentee in ranks and (
                len(has) < places[mentor]
                or any(ranks.get(one, len(ranks)) > ranks[mentee] for one in has)
            ):
                yield mentee, mentor
