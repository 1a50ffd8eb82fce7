"""What time brings to what people told a desk, and to counts; the clock calls it every minute."""

import datetime as dt

from django.utils import timezone

from opportunities.counselling.services import erase_unconfirmed
from opportunities.viewcounts import forget_old_views


def do_what_is_due(now: dt.datetime) -> None:
    """Erase what nobody confirmed, and counts that nobody compares any more."""
    erase_unconfirmed(now)
    forget_old_views(timezone.localdate(now))
