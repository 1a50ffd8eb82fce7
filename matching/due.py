"""What time brings to the matching; the clock calls it every minute."""

import datetime as dt

from matching.alerts import due as alerts_due
from matching.invitations import due as invitations_due
from matching.nightly import due as nightly_due
from matching.speeddating import due as speeddating_due
from matching.tandems import due as tandems_due


def do_what_is_due(now: dt.datetime) -> None:
    """Each part's chores, which may run twice or at the same time in two processes."""
    invitations_due.do_what_is_due(now)
    alerts_due.do_what_is_due(now)
    speeddating_due.do_what_is_due(now)
    tandems_due.do_what_is_due(now)
    nightly_due.do_what_is_due(now)
