"""One night's run, a chunk of people at a time.

Each chunk is one transaction, and what it wrote says that it is done. So a run that is killed
goes on where it stood, and any number of processes may share it: each takes the people whose key
leaves its own rest.
"""

import datetime as dt
import time
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Mod
from django.http import QueryDict
from django.utils import timezone

from matching.engine import Profile, suggest
from matching.engine.coverage import Recent, read
from matching.models import MatchingProfile, NightlyRun, NightlySuggestions
from matching.profiles.parameters import ProfileParameters
from opportunities.catalogue import Catalogue, catalogue

AT_ONCE = 500  # people; what is kept of them at a time is some hundred kilobytes
BEST = 20


class Share(NamedTuple):
    """Which of the people one of several processes takes."""

    number: int = 0
    of: int = 1


ALL = Share()


def open_run(day: dt.date) -> NightlyRun:
    """The run of a day, begun if it was not."""
    return NightlyRun.objects.get_or_create(day=day)[0]


def is_done(run: NightlyRun) -> bool:
    """Whether everybody has been matched; then the run is closed and older ones are forgotten."""
    if run.finished_at is None:
        if _waiting(run, ALL).exists():
            return False
        NightlyRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=timezone.now())
        NightlyRun.objects.filter(day__lt=run.day).delete()
    return True


def match_some(
    run: NightlyRun,
    *,
    share: Share = ALL,
    at_most: float | None = None,
    recent: Recent | None = None,
) -> int:
    """Match those who wait, until nobody does or `at_most` seconds have passed; how many it were.

    The chunk that is begun is finished.
    """
    begun, done, last = time.monotonic(), 0, 0
    snapshot = catalogue()
    applied = read(timezone.now()) if recent is None else recent
    while people := list(
        _waiting(run, share).filter(pk__gt=last).values_list("pk", "query")[:AT_ONCE]
    ):
        _write(run, [_matched(run, snapshot, applied, key, query) for key, query in people])
        done += len(people)
        last = people[-1][0]
        if at_most is not None and time.monotonic() - begun >= at_most:
            break
    return done


def profile_from(query: str) -> Profile:
    """What was kept of somebody's answers, as the engine takes it."""
    return ProfileParameters(QueryDict(query)).profile


def _waiting(run: NightlyRun, share: Share) -> QuerySet[MatchingProfile]:
    people = MatchingProfile.objects.exclude(nightly_suggestions__run=run).order_by("pk")
    if share.of > 1:
        people = people.annotate(rest=Mod(F("pk"), share.of)).filter(rest=share.number)
    return people


def _matched(
    run: NightlyRun, snapshot: Catalogue, applied: Recent, key: int, query: str
) -> NightlySuggestions:
    found = suggest(snapshot, profile_from(query), day=run.day, person=str(key), recent=applied)
    return NightlySuggestions(profile_id=key, run=run, count=found.count, best=found.scored(BEST))


def _write(run: NightlyRun, rows: Sequence[NightlySuggestions]) -> None:
    with transaction.atomic():
        # Who ended the agreement meanwhile is left out.
        there = set(
            MatchingProfile.objects.select_for_update()
            .filter(pk__in=[row.profile_id for row in rows])
            .values_list("pk", flat=True)
        )
        NightlySuggestions.objects.bulk_create(
            [row for row in rows if row.profile_id in there],
            update_conflicts=True,
            unique_fields=["profile"],
            update_fields=["run", "count", "best"],
        )
