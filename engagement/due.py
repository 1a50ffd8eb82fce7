from datetime import datetime

from engagement import notices
from engagement.certificates import due as certificates_due
from engagement.checks import due as checks_due
from engagement.models import Timer
from engagement.services.timers import FORGOTTEN_AFTER


def do_what_is_due(now: datetime) -> None:
    """What the clock asks of this app every minute; may run twice or at the same time."""
    remind_of_forgotten_clocks(now)
    checks_due.do_what_is_due(now)
    certificates_due.do_what_is_due(now)


def remind_of_forgotten_clocks(now: datetime) -> None:
    """Write to whoever has gone home without stopping the clock."""
    forgotten = Timer.objects.filter(started_at__lt=now - FORGOTTEN_AFTER)
    for timer in forgotten.select_related(
        "engagement__volunteer__user", "engagement__organisation"
    ):
        notices.timer_was_forgotten(timer)
