"""The nightly matching, a little in every minute of the small hours."""

import datetime as dt

from django.utils import timezone

from matching.nightly.running import is_done, match_some, open_run

FROM, UNTIL = dt.time(2), dt.time(6)
A_MINUTE = 20.0  # seconds of every minute; the clock has other things to do, too


def do_what_is_due(now: dt.datetime) -> None:
    """Match some of those who wait for this night's suggestions."""
    local = timezone.localtime(now)
    if FROM <= local.time() < UNTIL:
        run = open_run(local.date())
        if run.finished_at is None:
            match_some(run, at_most=A_MINUTE)
            is_done(run)
