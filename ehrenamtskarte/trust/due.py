from datetime import datetime

from ehrenamtskarte.trust.tasks import refresh_due


def do_what_is_due(now: datetime) -> None:
    """Ask trusted associations for their keys and lists every hour."""
    refresh_due(now)
