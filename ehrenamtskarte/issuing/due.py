from datetime import datetime

from ehrenamtskarte.issuing.batches import go_on_with_stopped
from ehrenamtskarte.issuing.renewing import remind


def do_what_is_due(now: datetime) -> None:
    """Go on with batches whose worker is gone; remind of cards that end."""
    go_on_with_stopped(now)
    remind(now)
