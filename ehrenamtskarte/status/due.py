from datetime import datetime

from ehrenamtskarte.status.publishing import publish_due_lists


def do_what_is_due(now: datetime) -> None:
    """Publish the lists that are outdated or grow old."""
    publish_due_lists(now)
