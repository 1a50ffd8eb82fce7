"""What is done with engagements and hours: one function for each act.

All of them take keywords only, run in one transaction, and raise `EngagementError` or
`HoursError` with a code where something can't be.
"""

from engagement.services.asking import ask_again, ask_for_hours
from engagement.services.confirming import Confirmation, SeenHours, confirm_hours, dispute_hours
from engagement.services.ending import (
    end_engagement,
    finish_engagement,
    leave_engagement,
    reopen_engagement,
)
from engagement.services.engagements import (
    add_person,
    begin_engagement,
    claim_engagement,
    confirm_engagement,
    decline_engagement,
    name_organisation,
    send_own_link,
    set_usual_hours,
)
from engagement.services.hours import change_hours, correct_hours, record_hours, withdraw_hours
from engagement.services.patterns import PlannedDay, fill_weeks, plan_weeks, set_week_pattern
from engagement.services.teams import record_team
from engagement.services.timers import discard_timer, start_timer, stop_timer

__all__ = [
    "Confirmation",
    "PlannedDay",
    "SeenHours",
    "add_person",
    "ask_again",
    "ask_for_hours",
    "begin_engagement",
    "change_hours",
    "claim_engagement",
    "confirm_engagement",
    "confirm_hours",
    "correct_hours",
    "decline_engagement",
    "discard_timer",
    "dispute_hours",
    "end_engagement",
    "fill_weeks",
    "finish_engagement",
    "leave_engagement",
    "name_organisation",
    "plan_weeks",
    "record_hours",
    "record_team",
    "reopen_engagement",
    "send_own_link",
    "set_usual_hours",
    "set_week_pattern",
    "start_timer",
    "stop_timer",
    "withdraw_hours",
]
