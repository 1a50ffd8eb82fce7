"""What one does with an application; each function is one business act.

All of them lock the offer's intake first and the application second, look at the state as it is
then, and do nothing a second time when a button is pressed twice.
"""

from opportunities.applications.services.applying import (
    apply,
    confirm_application,
    give_consent,
    move_application,
    refuse_consent,
    withdraw,
)
from opportunities.applications.services.bookings import (
    answer_offer,
    choose_dates,
    give_back_booking,
)

__all__ = [
    "answer_offer",
    "apply",
    "choose_dates",
    "confirm_application",
    "give_back_booking",
    "give_consent",
    "move_application",
    "refuse_consent",
    "withdraw",
]
