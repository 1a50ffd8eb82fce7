"""What is done with engagements and hours: one function for each act.

All of them take keywords only, run in one transaction, and raise `EngagementError` or
`HoursError` with a code where something can't be.
"""

from engagement.services.engagements import begin_engagement
from engagement.services.hours import record_hours

__all__ = ["begin_engagement", "record_hours"]
