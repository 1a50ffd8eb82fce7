from datetime import datetime

from engagement import notices
from engagement.models import Timer
from engagement.services.timers import FORGOTTEN_AFTER


def do_what_is_due(now: datetime) -> None:
    """What the clock asks of this app every minute: remind of clocks that nobody has stopped."""
    forgotten = Timer.objects.filter(started_at__lt=now - FORGOTTEN_AFTER)
    for timer in forgotten.select_related(
        "engagement__volunteer__user", "engagement__organisation"
    ):
        notices.timer_was_forgotten(timer)
