from datetime import datetime
from typing import Final

from django.utils import timezone

from ehrenamtskarte.retention.cards import erase_old_cards, forget_numbers
from ehrenamtskarte.retention.cases import erase_old_cases, give_up_unanswered

HOUR: Final = 3  # of the night, when nobody waits for the database


def do_what_is_due(now: datetime) -> None:
    """Each minute of that hour a part, until nothing is left; a missed night does no harm."""
    if timezone.localtime(now).hour == HOUR:
        give_up_unanswered(now)
        erase_old_cases(now)
        erase_old_cards(now)
        forget_numbers(now)
