"""What is due by the clock."""

from datetime import datetime

from organisations.records import make_missing_records
from organisations.registration.services import erase_unconfirmed


def do_what_is_due(now: datetime) -> None:
    """Records for pages that have none, and nothing kept of who never confirmed; may run twice."""
    make_missing_records()
    erase_unconfirmed(now)
