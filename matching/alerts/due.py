"""What time brings to saved searches; the clock calls it every minute."""

import datetime as dt

from matching.alerts.erasing import erase_what_is_not_needed
from matching.alerts.telling import tell_of_new_offers


def do_what_is_due(now: dt.datetime) -> None:
    """Tell of what is new, and erase what nobody confirmed or ended long ago."""
    tell_of_new_offers(now)
    erase_what_is_not_needed(now)
