"""What time brings to speed-datings."""

import datetime as dt

from matching.speeddating.services import erase_people


def do_what_is_due(now: dt.datetime) -> None:
    erase_people(now)
