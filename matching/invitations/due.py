"""What time brings to invitations; the clock calls it."""

import datetime as dt

from matching.invitations.services import erase_old_invitations


def do_what_is_due(now: dt.datetime) -> None:
    """Forget what was asked long ago. That a time to answer is over needs no doing."""
    erase_old_invitations(now)
