"""What the clock does every minute; each part of the app brings its own."""

import logging
from collections.abc import Callable
from datetime import datetime

from ehrenamtskarte.applications import due as applications_due
from ehrenamtskarte.issuing import due as issuing_due
from ehrenamtskarte.keys import due as keys_due
from ehrenamtskarte.retention import due as retention_due
from ehrenamtskarte.status import due as status_due
from ehrenamtskarte.trust import due as trust_due

logger = logging.getLogger(__name__)

CHORES: list[Callable[[datetime], object]] = [
    keys_due.do_what_is_due,
    applications_due.do_what_is_due,
    issuing_due.do_what_is_due,
    trust_due.do_what_is_due,
    retention_due.do_what_is_due,
    # Last: what the others revoked is on the lists in the same minute.
    status_due.do_what_is_due,
]


def do_what_is_due(now: datetime) -> None:
    for chore in CHORES:
        try:
            chore(now)
        except Exception:  # what one can't do must not keep the others waiting
            logger.exception("%s.%s failed.", chore.__module__, chore.__qualname__)
